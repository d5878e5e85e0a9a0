package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.process.AskedModules;

import jdk.jshell.tool.JavaShellToolBuilder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A session of the JDK's jshell tool.
final class Repl {

    /// The name of our feedback mode.
    static final String MODE = "cuaderno";

    private final Settings settings;
    private final List<Path> files;
    private final ReplMemory memory;

    /// @param files snippets to run before the first prompt
    Repl(Settings settings, List<Path> files, ReplMemory memory) {
        this.settings = settings;
        this.files = List.copyOf(files);
        this.memory = memory;
    }

    /// Goes on until the user leaves.
    ///
    /// @return jshell's exit code
    int run() throws Exception {
        for (var file : files) {
            if (!Files.isReadable(file)) {
                throw new IOException("no file " + file);
            }
        }
        TabSources.use(settings);
        var folder = Files.createTempDirectory("cuaderno-repl");
        var startup = folder.resolve("startup.jsh");
        var mode = folder.resolve("mode.jsh");
        try {
            Files.writeString(startup, StartUp.text(settings));
            Files.writeString(mode, StartUp.mode());
            var remembered = memory.load();
            if (Columns.ofTerminal() > 0) {
                System.out.println(WELCOME);
            }
            var code =
                    JavaShellToolBuilder.builder()
                            .persistence(remembered)
                            .start(arguments(startup, mode).toArray(String[]::new));
            memory.save(remembered);
            return code;
        } finally {
            Files.deleteIfExists(startup);
            Files.deleteIfExists(mode);
            Files.deleteIfExists(folder);
        }
    }

    private static final String WELCOME =
            """
            Cuaderno: jshell with tensors. Tab completes and documents, Ctrl-C stops what runs,
            /help lists the commands, /exit ends.""";

    /// jshell's command line.
    private List<String> arguments(Path startup, Path mode) {
        var arguments = new ArrayList<>(common(settings));
        arguments.addAll(List.of("--execution", ReplEngine.NAME));
        settings.jvmOptions().forEach(option -> arguments.add("-R" + option));
        settings.compilerOptions().forEach(option -> arguments.add("-C" + option));
        arguments.addAll(List.of("--startup", startup.toString(), "--feedback", MODE));
        arguments.add(mode.toString());
        files.forEach(file -> arguments.add(file.toString()));
        return arguments;
    }

    /// The class path and the modules.
    static List<String> common(Settings settings) {
        var arguments = new ArrayList<String>();
        if (!settings.classPath().isEmpty()) {
            arguments.add("--class-path");
            arguments.add(
                    settings.classPath().stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator)));
        }
        for (var option : AskedModules.options(settings.jdkHome(), settings.classPath())) {
            arguments.add("--add-modules");
            arguments.add(option.substring(option.indexOf('=') + 1));
            // The JVM that runs the snippets knows; a warning at each of them tells nobody
            // anything.
            arguments.add("-C-Xlint:-incubating");
        }
        return arguments;
    }
}
