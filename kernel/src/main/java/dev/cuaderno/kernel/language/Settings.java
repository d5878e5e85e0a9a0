package dev.cuaderno.kernel.language;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a Java session is started with. The names that users of IJava know are honoured beside our
/// own.
///
/// @param jdkHome the JDK that runs the cells
/// @param jvmOptions options of the JVM that runs the cells
/// @param compilerOptions options of javac
/// @param classPath jars and folders that the cells see
/// @param startup snippets evaluated before the first cell, in this order
/// @param folder the working folder of the cells
public record Settings(
        Path jdkHome,
        List<String> jvmOptions,
        List<String> compilerOptions,
        List<Path> classPath,
        List<String> startup,
        Path folder) {

    /// Imports that every session begins with: all that `java.base` exports, and `display`.
    static final List<String> DEFAULT_IMPORTS =
            List.of(
                    "import module java.base;",
                    "import java.util.prefs.*;",
                    "import static dev.cuaderno.display.Display.display;",
                    "import static dev.cuaderno.display.Display.clearOutput;");

    public Settings {
        jvmOptions = List.copyOf(jvmOptions);
        compilerOptions = List.copyOf(compilerOptions);
        classPath = List.copyOf(classPath);
        startup = List.copyOf(startup);
    }

    /// The JDK of this process, its working folder, and what the environment says:
    ///
    /// | variable | IJava's name | meaning |
    /// |---|---|---|
    /// | `CUADERNO_CLASSPATH` | `IJAVA_CLASSPATH` | jars, folders and `folder/*`, separated as in a class path |
    /// | `CUADERNO_JVM_OPTS` | | options of the JVM that runs the cells, separated by blanks |
    /// | `CUADERNO_COMPILER_OPTS` | `IJAVA_COMPILER_OPTS` | options of javac, separated by blanks |
    /// | `CUADERNO_STARTUP_SCRIPTS_PATH` | `IJAVA_STARTUP_SCRIPTS_PATH` | files of snippets to run first |
    /// | `CUADERNO_STARTUP_SCRIPT` | `IJAVA_STARTUP_SCRIPT` | snippets to run after them |
    ///
    /// @throws IOException if a start-up file cannot be read
    public static Settings fromEnvironment(Map<String, String> environment) throws IOException {
        Function<String, String> value =
                name ->
                        environment.getOrDefault(
                                "CUADERNO_" + name, environment.getOrDefault("IJAVA_" + name, ""));
        var startup = new ArrayList<String>();
        for (var file : expand(value.apply("STARTUP_SCRIPTS_PATH"))) {
            startup.add(Files.readString(file));
        }
        if (!value.apply("STARTUP_SCRIPT").isBlank()) {
            startup.add(value.apply("STARTUP_SCRIPT"));
        }
        return new Settings(
                Path.of(System.getProperty("java.home")),
                words(value.apply("JVM_OPTS")),
                words(value.apply("COMPILER_OPTS")),
                expand(value.apply("CLASSPATH")),
                startup,
                Path.of("").toAbsolutePath());
    }

    /// These settings with another working folder.
    public Settings withFolder(Path folder) {
        return new Settings(jdkHome, jvmOptions, compilerOptions, classPath, startup, folder);
    }

    /// These settings with more on the class path; what is there already stays where it is.
    public Settings withClassPath(List<Path> more) {
        var entries = new LinkedHashSet<>(classPath);
        entries.addAll(more);
        return new Settings(
                jdkHome, jvmOptions, compilerOptions, List.copyOf(entries), startup, folder);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
    }

    private static List<Path> expand(String paths) throws IOException {
        var found = new ArrayList<Path>();
        for (var entry : paths.split(File.pathSeparator)) {
            if (entry.isBlank()) {
                continue;
            }
            if (entry.endsWith("*")) {
                var folder = Path.of(entry.substring(0, entry.length() - 1));
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.list(folder)) {
                        files.filter(Files::isRegularFile).sorted().forEach(found::add);
                    }
                }
            } else {
                found.add(Path.of(entry).toAbsolutePath());
            }
        }
        return found;
    }
}
