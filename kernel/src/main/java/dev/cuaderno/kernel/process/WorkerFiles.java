package dev.cuaderno.kernel.process;

import dev.cuaderno.display.Displayable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/// Where the worker's own two jars lie on this machine.
public final class WorkerFiles {

    private static final String RESOURCE = "/dev/cuaderno/kernel/cuaderno-worker.jar";

    private WorkerFiles() {}

    /// The agent's jar: the one of the start cache where it is of this build; else copied out of
    /// the kernel's jar to a temporary file where it lies inside it.
    public static Path agentJar() {
        try {
            var resource = WorkerFiles.class.getResource(RESOURCE);
            if (resource == null) {
                throw new IllegalStateException(
                        "the kernel's jar lacks " + RESOURCE + "; build it again with mvn package");
            }
            if (resource.getProtocol().equals("file")) {
                return Path.of(resource.toURI());
            }
            return StartCache.ofThisProcess()
                    .map(StartCache::workerJar)
                    .filter(WorkerFiles::isOfThisBuild)
                    .orElseGet(Copy::file);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean isOfThisBuild(Path jar) {
        try {
            return Files.isRegularFile(jar) && Arrays.equals(Files.readAllBytes(jar), agentBytes());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// The agent's jar as bytes.
    static byte[] agentBytes() throws IOException {
        try (var in = WorkerFiles.class.getResourceAsStream(RESOURCE)) {
            return in.readAllBytes();
        }
    }

    /// The jar (or folder of classes) of `display`.
    public static Path displayClasses() {
        var source = Displayable.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(source.toString()));
    }

    /// Made on first use and kept for the life of this process; made again where somebody, or a
    /// cleaner of temporary files, has deleted it.
    private static final class Copy {

        private static Path file;

        static synchronized Path file() {
            if (file == null || !Files.exists(file)) {
                file = copy();
            }
            return file;
        }

        private static Path copy() {
            try (var in = WorkerFiles.class.getResourceAsStream(RESOURCE)) {
                var file = Files.createTempFile("cuaderno-worker", ".jar");
                file.toFile().deleteOnExit();
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                return file;
            } catch (IOException failure) {
                throw new UncheckedIOException(
                        "cannot write the worker's jar: " + failure, failure);
            }
        }
    }
}
