package dev.cuaderno.kernel.dependency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A notebook with a remote repository in the place of Maven Central, an empty local one and no
/// settings.xml.
final class Workshop implements AutoCloseable {

    final Path folder;
    final RemoteRepository remote = new RemoteRepository();
    Dependencies notebook;

    Workshop(Path folder) {
        this.folder = folder;
        restart();
    }

    /// A new kernel on the same machine.
    void restart() {
        notebook = new Dependencies(settings());
    }

    ResolverSettings settings() {
        return new ResolverSettings(
                local(),
                folder.resolve("settings.xml"),
                null,
                remote.url(),
                Duration.ofSeconds(5),
                Duration.ofMillis(1500));
    }

    Path local() {
        return folder.resolve("repository");
    }

    void settingsXml(String elements) {
        try {
            Files.writeString(
                    folder.resolve("settings.xml"), "<settings>" + elements + "</settings>");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Change dep(String... coordinates) throws ResolutionException, InterruptedException {
        return notebook.add(
                CellRequests.parse(List.of(coordinates), List.of()), false, Transfers.NONE);
    }

    Change pom(String xml) throws ResolutionException, InterruptedException {
        return notebook.add(
                List.of(new Request.Project(xml, null, Request.Project.RUNTIME)),
                false,
                Transfers.NONE);
    }

    /// The class path as coordinates.
    List<String> classPath() {
        return notebook.resolution().artifacts().stream()
                .map(each -> each.coordinates().toString())
                .toList();
    }

    String failure(String... coordinates) throws InterruptedException {
        try {
            dep(coordinates);
        } catch (ResolutionException failure) {
            return failure.getMessage();
        }
        throw new AssertionError(
                "resolved " + String.join(" ", coordinates) + " to " + classPath());
    }

    static List<String> texts(Stream<?> things) {
        return things.map(Object::toString).toList();
    }

    @Override
    public void close() {
        remote.close();
    }
}
