package dev.cuaderno.kernel.language;

import dev.cuaderno.display.OutputLanguage;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
/// @param timeout the time that one cell may take; empty for no limit
/// @param variables environment variables that the cells have beside those of this process
public record Settings(
        Path jdkHome,
        List<String> jvmOptions,
        List<String> compilerOptions,
        List<Path> classPath,
        List<String> startup,
        Path folder,
        Optional<Duration> timeout,
        Map<String, String> variables) {

    /// Imports that every session has from its start, beside that of [JavaBase]; see [LateImports].
    public static final List<String> DEFAULT_IMPORTS =
            List.of(
                    "import java.util.prefs.*;",
                    "import static dev.cuaderno.display.Display.display;",
                    "import static dev.cuaderno.display.Display.clearOutput;",
                    "import static dev.cuaderno.display.Forms.*;",
                    "import static dev.cuaderno.display.Progress.progress;");

    /// Options that the JVM and javac both have to know.
    private static final Set<String> SHARED =
            Set.of("--add-modules", "--add-exports", "--limit-modules", "--module-path", "-p");

    public Settings {
        jvmOptions = List.copyOf(jvmOptions);
        compilerOptions = List.copyOf(compilerOptions);
        classPath = List.copyOf(classPath);
        startup = List.copyOf(startup);
        variables = Map.copyOf(variables);
    }

    /// Without a limit of time or variables of its own.
    public Settings(
            Path jdkHome,
            List<String> jvmOptions,
            List<String> compilerOptions,
            List<Path> classPath,
            List<String> startup,
            Path folder) {
        this(
                jdkHome,
                jvmOptions,
                compilerOptions,
                classPath,
                startup,
                folder,
                Optional.empty(),
                Map.of());
    }

    /// The JDK of this process, its working folder, and what the environment says:
    ///
    /// | variable | IJava's name | meaning |
    /// |---|---|---|
    /// | `CUADERNO_CLASSPATH` | `IJAVA_CLASSPATH` | jars, folders and `folder/*`, separated as in a class path |
    /// | `CUADERNO_JVM_OPTS` | | options of the JVM that runs the cells, as [Words] splits them |
    /// | `CUADERNO_COMPILER_OPTS` | `IJAVA_COMPILER_OPTS` | options of javac, as [Words] splits them |
    /// | `CUADERNO_STARTUP_SCRIPTS_PATH` | `IJAVA_STARTUP_SCRIPTS_PATH` | files of snippets to run first |
    /// | `CUADERNO_STARTUP_SCRIPT` | `IJAVA_STARTUP_SCRIPT` | snippets to run after them |
    /// | `CUADERNO_TIMEOUT` | `IJAVA_TIMEOUT` | milliseconds that a cell may take, or a number and a unit; below 1 no limit |
    ///
    /// The variables of the `java` launcher itself, `JDK_JAVA_OPTIONS` and `JAVA_TOOL_OPTIONS`,
    /// reach the cells' JVM by themselves, since it inherits the environment; options given here
    /// win.
    ///
    /// @throws IllegalArgumentException if a value cannot be understood; the message names it
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
                words("CUADERNO_JVM_OPTS", value.apply("JVM_OPTS")),
                words("CUADERNO_COMPILER_OPTS", value.apply("COMPILER_OPTS")),
                expand(value.apply("CLASSPATH")),
                startup,
                Path.of("").toAbsolutePath(),
                CellTimeout.parse(value.apply("TIMEOUT")),
                Map.of());
    }

    /// These settings with another working folder.
    public Settings withFolder(Path other) {
        return new Settings(
                jdkHome,
                jvmOptions,
                compilerOptions,
                classPath,
                startup,
                other,
                timeout,
                variables);
    }

    /// These settings with this class path and no other.
    public Settings onClassPath(List<Path> other) {
        return new Settings(
                jdkHome, jvmOptions, compilerOptions, other, startup, folder, timeout, variables);
    }

    /// These settings with more on the class path; what is there already stays where it is.
    public Settings withClassPath(List<Path> more) {
        var entries = new LinkedHashSet<>(classPath);
        entries.addAll(more);
        return new Settings(
                jdkHome,
                jvmOptions,
                compilerOptions,
                List.copyOf(entries),
                startup,
                folder,
                timeout,
                variables);
    }

    /// These settings with another JDK to run the cells.
    public Settings withJdk(Path other) {
        return new Settings(
                other, jvmOptions, compilerOptions, classPath, startup, folder, timeout, variables);
    }

    /// These settings with other options of the JVM that runs the cells.
    public Settings withJvmOptions(List<String> other) {
        return new Settings(
                jdkHome, other, compilerOptions, classPath, startup, folder, timeout, variables);
    }

    /// These settings with other options of javac.
    public Settings withCompilerOptions(List<String> other) {
        return new Settings(
                jdkHome, jvmOptions, other, classPath, startup, folder, timeout, variables);
    }

    /// These settings with another limit of time for a cell; empty for none.
    public Settings withTimeout(Optional<Duration> other) {
        return new Settings(
                jdkHome, jvmOptions, compilerOptions, classPath, startup, folder, other, variables);
    }

    /// These settings with one variable more.
    public Settings withVariable(String name, String value) {
        var all = new HashMap<>(variables);
        all.put(name, value);
        return new Settings(
                jdkHome, jvmOptions, compilerOptions, classPath, startup, folder, timeout, all);
    }

    /// These settings for a notebook with prose in a language: what its cells show says its words
    /// in it, unless the environment of this process chooses another.
    ///
    /// @param lang as in HTML's `lang`
    public Settings inLanguage(String lang, Map<String, String> environment) {
        return environment.containsKey(OutputLanguage.VARIABLE)
                ? this
                : withVariable(OutputLanguage.VARIABLE, lang);
    }

    /// What javac is told: its own options, and those of the JVM that say which modules there are,
    /// without which code that runs would not compile.
    List<String> javac() {
        var options = new ArrayList<>(compilerOptions);
        for (int i = 0; i < jvmOptions.size(); i++) {
            var option = jvmOptions.get(i);
            if (option.equals("--enable-preview")) {
                var release = "" + Runtime.version().feature();
                options.addAll(List.of(option, "--release", release));
            } else if (SHARED.contains(option) && i + 1 < jvmOptions.size()) {
                options.addAll(List.of(option, jvmOptions.get(++i)));
            } else if (option.contains("=")
                    && SHARED.contains(option.substring(0, option.indexOf('=')))) {
                options.addAll(Arrays.asList(option.split("=", 2)));
            }
        }
        return options;
    }

    private static List<String> words(String name, String text) {
        try {
            return Words.split(text);
        } catch (IllegalArgumentException open) {
            throw new IllegalArgumentException(name + ": " + open.getMessage(), open);
        }
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
