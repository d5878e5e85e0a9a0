package dev.cuaderno.kernel.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder with what makes the kernel's two JVMs start faster: their classes as they stand in
/// memory once they are loaded and linked, made by the JVM itself in a run for practice.
///
/// Such a file holds for one build of a JDK, one class path and one set of options. Where it does
/// not fit, the JVM starts without it and, by [#QUIET], without a word.
///
/// @param folder where the files lie; it need not exist
public record StartCache(Path folder) {

    /// The system property that names the folder.
    public static final String PROPERTY = "cuaderno.start";

    /// Options by which a JVM keeps silent about a file that does not fit.
    public static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

    /// The option that names the file of a JVM.
    public static final String USE = "-XX:AOTCache=";

    private static final String MAKE = "-XX:AOTCacheOutput=";

    /// Options that a JVM takes either alone or not at all beside ours.
    private static final List<String> RIVALS =
            List.of("-Xshare", "-XX:AOT", "-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit");

    // A JVM with a debugger interface refuses classes that are linked beforehand.
    private static final String UNLINKED = "-XX:-AOTClassLinking";

    // Where a file holds what was compiled during practice, a JVM compiles all that again at once,
    // beside what the first cell waits for: a quarter of the processor time until its result.
    private static final List<String> UNRECORDED =
            List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-AOTRecordTraining");

    /// The folder that the property of this process names.
    public static Optional<StartCache> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(folder -> new StartCache(Path.of(folder)));
    }

    /// The file of the kernel's own JVM.
    public Path front() {
        return folder.resolve("front.aot");
    }

    /// The jar that runs in the JVM of the cells, at a place that stays: a file holds for one class
    /// path.
    public Path workerJar() {
        return folder.resolve("worker.jar");
    }

    /// The file of the cells' JVM with these options.
    public Path worker(Path jdkHome, List<String> options) {
        var key = String.join("\n", options) + "\n" + jdkHome;
        return folder.resolve("worker-" + HexFormat.of().toHexDigits(key.hashCode()) + ".aot");
    }

    /// The options by which a JVM uses a file.
    public static List<String> use(Path file) {
        return Stream.concat(Stream.of(USE + file), QUIET.stream()).toList();
    }

    /// The options by which the kernel's own JVM uses a file, and which an older JVM accepts as
    /// well: it must get as far as saying that it is too old.
    public static List<String> useInFront(Path file) {
        return List.of("-XX:+IgnoreUnrecognizedVMOptions", USE + file, "-Xlog:disable");
    }

    /// The options by which the kernel's JVM writes a file when it ends.
    public static List<String> makeFront(Path file) {
        return Stream.concat(Stream.of(MAKE + file), UNRECORDED.stream()).toList();
    }

    /// The options by which the cells' JVM writes a file when it ends.
    public static List<String> makeWorker(Path file) {
        return List.of(MAKE + file, UNLINKED);
    }

    /// True for options by which a JVM takes long to end, because it writes a file.
    static boolean makes(List<String> options) {
        return options.stream().anyMatch(option -> option.startsWith(MAKE));
    }

    /// What to add to the options of a cells' JVM: nothing where there is no file for them.
    static List<String> workerOptions(Launch launch) {
        var rival =
                launch.jvmOptions().stream()
                        .anyMatch(option -> RIVALS.stream().anyMatch(option::startsWith));
        if (rival) {
            return List.of();
        }
        return ofThisProcess()
                .map(cache -> cache.worker(launch.jdkHome(), launch.jvmOptions()))
                .filter(Files::isRegularFile)
                .map(StartCache::use)
                .orElse(List.of());
    }

    /// Writes the cells' jar of this build where it lies for good.
    ///
    /// @return where
    public Path writeWorkerJar() throws IOException {
        Files.createDirectories(folder);
        return Files.write(workerJar(), WorkerFiles.agentBytes());
    }
}
