package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.lab.OwnFolder;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.process.WorkerFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno repl`.
@Command(
        name = "repl",
        description = {
            "Opens the JDK's jshell tool with the toolkit and the data sets ready.",
            "",
            "Results are shown in full, pictures open in a window or are written to a file, Tab"
                    + " shows documentation, Ctrl-C stops what runs and keeps what there is, and"
                    + " what was typed is remembered. All of jshell's commands work: /help lists"
                    + " them, /exit ends."
        },
        sortOptions = false)
public final class ReplCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files of snippets to run before the first prompt.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = {"-c", "--class-path"},
            paramLabel = "PATH",
            description = "More jars and folders, separated as in a class path.")
    private String classPath = "";

    @Option(
            names = "--jshell",
            description =
                    "Opens nothing: prints the line that starts the JDK's jshell by itself with the"
                            + " same class path, and writes the start-up file that it names.")
    private boolean line;

    @Override
    public Integer call() throws Exception {
        var settings =
                Settings.fromEnvironment(System.getenv())
                        .withClassPath(more())
                        .withClassPath(List.of(WorkerFiles.displayClasses()));
        if (line) {
            var startup = OwnFolder.here().resolve("startup.jsh");
            spec.commandLine().getOut().println(PlainJShell.line(settings, startup));
            return 0;
        }
        return new Repl(settings, files, ReplMemory.in(OwnFolder.here())).run();
    }

    private List<Path> more() throws IOException {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isBlank())
                .map(entry -> Path.of(entry).toAbsolutePath())
                .toList();
    }
}
