package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.notebook.RunSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno run PATH...`.
@Command(
        name = "run",
        description = {
            "Executes notebooks from top to bottom, each in a fresh session, and writes for each"
                    + " the executed notebook and a page that opens offline.",
            "",
            "A cell tagged skip-execution is left out; one tagged raises-exception may fail.",
            "The exit code is 0 only if every other cell of every notebook succeeded."
        },
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Notebooks, folders of notebooks, or patterns such as 'a/**/*.ipynb'.")
    private List<String> paths;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            defaultValue = "target/notebooks",
            description = "Where the results go; by default ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "The time one cell may take; by default ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(
            names = {"-k", "--keep-going"},
            description = "Go on with the next cell of a notebook after one that failed.")
    private boolean keepGoing;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "1",
            description = "How many notebooks run at the same time; by default ${DEFAULT-VALUE}.")
    private int jobs;

    @Option(
            names = {"--lock"},
            description = {
                "Choose the versions of libraries anew and write them, with checksums, into the"
                        + " metadata of each notebook that succeeds: from then on it gets exactly"
                        + " these files."
            })
    private boolean lock;

    @Override
    public Integer call() throws Exception {
        var start = System.nanoTime();
        if (timeout < 1) {
            throw new UsageException("--timeout takes 1 second or more, not " + timeout);
        }
        if (jobs < 1) {
            throw new UsageException("--jobs takes 1 or more, not " + jobs);
        }
        var notebooks = Selection.of(paths, Path.of(""), out.toAbsolutePath());
        var settings = Settings.fromEnvironment(System.getenv());
        var defaults = RunSettings.defaults();
        var runSettings =
                new RunSettings(
                        Duration.ofSeconds(timeout),
                        defaults.patience(),
                        keepGoing,
                        defaults.timing());
        var console = spec.commandLine().getOut();
        List<Result> results;
        try (var progress = Progress.of(console, spec.commandLine().getErr())) {
            results =
                    new Batch(
                                    folder -> new JavaLanguage(settings.withFolder(folder)),
                                    runSettings,
                                    out.toAbsolutePath().normalize(),
                                    progress,
                                    lock)
                            .run(notebooks, jobs);
        }
        console.println();
        console.print(Summary.text(results, out, Duration.ofNanos(System.nanoTime() - start)));
        console.flush();
        return results.stream().allMatch(Result::succeeded) ? 0 : Main.FAILED;
    }
}
