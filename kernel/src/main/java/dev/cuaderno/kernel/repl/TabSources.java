package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.assist.Sources;
import dev.cuaderno.kernel.language.Settings;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where jshell finds the documentation that the Tab key shows. By itself it knows the sources of
/// the JDK only, and offers no way to name others but a field that its own tests set.
final class TabSources {

    private static final String FIELD = "availableSourcesOverride";

    private TabSources() {}

    /// Adds the sources that lie beside the class path. Without access to jshell's field (see the
    /// launcher's `--add-opens`) it shows what the JDK documents.
    static void use(Settings settings) {
        try {
            var field = Class.forName("jdk.jshell.SourceCodeAnalysisImpl").getDeclaredField(FIELD);
            field.setAccessible(true);
            field.set(null, roots(settings));
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            System.getLogger(TabSources.class.getName())
                    .log(System.Logger.Level.DEBUG, "no documentation of libraries", otherJdk);
        }
    }

    static List<Path> roots(Settings settings) {
        var roots = new ArrayList<Path>();
        for (var entry : settings.classPath()) {
            Sources.beside(entry).stream()
                    .filter(place -> !place.equals(entry))
                    .forEach(place -> roots.addAll(in(place)));
        }
        // A folder for each module.
        for (var root : in(settings.jdkHome().resolve("lib").resolve("src.zip"))) {
            try (var modules = Files.newDirectoryStream(root, Files::isDirectory)) {
                modules.forEach(roots::add);
            } catch (IOException unreadable) {
                System.getLogger(TabSources.class.getName())
                        .log(System.Logger.Level.DEBUG, "no sources of the JDK", unreadable);
            }
        }
        return roots;
    }

    /// The root of a folder or an archive, which stays open as long as this process lives.
    private static List<Path> in(Path place) {
        if (Files.isDirectory(place)) {
            return List.of(place);
        }
        if (!Files.isRegularFile(place)) {
            return List.of();
        }
        try {
            return List.of(FileSystems.newFileSystem(place).getPath("/"));
        } catch (IOException | RuntimeException notAnArchive) {
            return List.of();
        }
    }
}
