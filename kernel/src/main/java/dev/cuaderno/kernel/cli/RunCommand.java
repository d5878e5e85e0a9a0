package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.check.Lint;
import dev.cuaderno.kernel.check.OutputCheck;
import dev.cuaderno.kernel.check.Sanitizer;
import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.notebook.ParameterException;
import dev.cuaderno.kernel.notebook.ParameterFile;
import dev.cuaderno.kernel.notebook.Parameters;
import dev.cuaderno.kernel.notebook.RunSettings;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno run PATH...`.
@Command(
        name = "run",
        customSynopsis = "cuaderno run [OPTIONS] PATH...",
        descriptionHeading = "%n",
        description = {
            "Executes notebooks from top to bottom, each in a fresh session, and writes for each"
                    + " the executed notebook and a page that opens offline. The notebooks"
                    + " themselves stay as they are.",
            "",
            "The exit code is 0 if every cell of every notebook succeeded, else 1; 2 says that"
                    + " the command line is wrong.",
            ""
        },
        sortOptions = false,
        optionListHeading = "%n",
        footer = {
            "",
            "Tags of cells that count: parameters, skip-execution (left out), raises-exception"
                    + " (may fail).",
            "",
            "Examples:",
            "  cuaderno run report.ipynb",
            "  cuaderno run report.ipynb -p year=2026 -p title='Annual report' -o reports",
            "  cuaderno run 'deck/**/*.ipynb' --jobs 4 --junit results.xml",
            "  cuaderno run report.ipynb --check --tolerance 1e-6"
        })
final class RunCommand implements Callable<Integer> {

    private static final int WATCH_MILLIS = 300;

    @Spec private CommandSpec spec;

    @picocli.CommandLine.Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Notebooks, folders of notebooks, or patterns such as 'a/**/*.ipynb'.")
    private List<String> paths;

    @ArgGroup(validate = false, heading = "%nWhat runs:%n", order = 1)
    private final Cells cells = new Cells();

    private static final class Cells {
        @Option(
                names = {"-p", "--param"},
                paramLabel = "NAME=VALUE",
                description = {
                    "Gives a variable of the cell tagged parameters another value. A number,"
                            + " true, false, text, or a list such as [1,2]; as the variable's"
                            + " type demands."
                })
        private List<String> parameters = List.of();

        @Option(
                names = {"-f", "--params-file"},
                paramLabel = "FILE",
                description = {
                    "Reads such values from a file in YAML or JSON; -p goes before it, and a later"
                            + " file before an earlier one."
                })
        private List<Path> parameterFiles = List.of();

        @Option(
                names = "--skip-tag",
                paramLabel = "TAG",
                description = "Leaves out cells with this tag, too.")
        private List<String> skipped = List.of();

        @Option(
                names = {"-t", "--timeout"},
                paramLabel = "SECONDS",
                description = "The time one cell may take before it is stopped; by default 600.")
        private int timeout = 600;

        @Option(
                names = {"-k", "--keep-going"},
                description = "Goes on with the next cell of a notebook after one that failed.")
        private boolean keepGoing;

        @Option(
                names = {"-j", "--jobs"},
                paramLabel = "N",
                description = "How many notebooks run at the same time; by default 1.")
        private int jobs = 1;
    }

    @ArgGroup(validate = false, heading = "%nWhere results go:%n", order = 2)
    private final Results results = new Results();

    private static final class Results {
        @Option(
                names = {"-o", "--out"},
                paramLabel = "FOLDER",
                description = "Executed notebooks and pages; by default target/notebooks.")
        private Path out = Path.of("target", "notebooks");

        @Option(
                names = "--in-place",
                description = "Writes a notebook that succeeds over its source as well.")
        private boolean inPlace;

        @Option(
                names = "--junit",
                paramLabel = "FILE",
                description = "Also writes JUnit XML: a suite a notebook, a test a cell.")
        private Path junit;

        @Option(
                names = "--lock",
                description = {
                    "Chooses the versions of libraries anew and writes them, with checksums, into"
                            + " the metadata of each notebook that succeeds: from then on it gets"
                            + " exactly these files."
                })
        private boolean lock;
    }

    @ArgGroup(validate = false, heading = "%nWhat is looked for besides failures:%n", order = 3)
    private final Checks checks = new Checks();

    private static final class Checks {
        @Option(
                names = "--check",
                description = {
                    "Compares fresh outputs with those in the notebook and shows what differs; not"
                            + " in cells tagged check-ignore or nbval-ignore-output."
                })
        private boolean outputs;

        @Option(
                names = "--lint",
                description = {
                    "Also says what makes the result depend on somebody's session: cells run out of"
                            + " order, names from cells below or gone, libraries not declared."
                })
        private boolean lint;

        @Option(
                names = "--tolerance",
                paramLabel = "X",
                description =
                        "For --check: numbers may differ by X times the greater one; by"
                                + " default 0. Metadata \"cuaderno\": {\"tolerance\": X} say it for a cell.")
        private double tolerance;

        @Option(
                names = "--image-tolerance",
                paramLabel = "X",
                description =
                        "For --check: the mean difference allowed between two pictures,"
                                + " 1 from black to white; by default 0.01.")
        private double imageTolerance = OutputCheck.IMAGE_TOLERANCE;

        @Option(
                names = "--sanitize-with",
                paramLabel = "FILE",
                description =
                        "For --check: rules for what always differs, as nbval reads them:"
                                + " [name], regex: ..., replace: ...")
        private Path rules;
    }

    @ArgGroup(validate = false, heading = "%nInstead of one run:%n", order = 4)
    private final Modes modes = new Modes();

    private static final class Modes {
        @Option(
                names = {"-w", "--watch"},
                description = "Runs each notebook again when it is saved, until Ctrl-C.")
        private boolean watch;

        @Option(
                names = "--strip",
                description =
                        "Takes the outputs out of the notebooks and runs nothing; see"
                                + " cuaderno help strip.")
        private boolean strip;

        @Option(
                names = "--strip-check",
                description = "Fails if a notebook holds outputs, and runs nothing.")
        private boolean stripCheck;
    }

    @Override
    public Integer call() throws Exception {
        var console = spec.commandLine().getOut();
        if (modes.strip || modes.stripCheck) {
            return StripCommand.strip(
                    Selection.files(paths, Path.of("")),
                    modes.stripCheck,
                    false,
                    console,
                    spec.commandLine().getErr());
        }
        if (cells.timeout < 1) {
            throw new UsageException("--timeout takes 1 second or more, not " + cells.timeout);
        }
        if (cells.jobs < 1) {
            throw new UsageException("--jobs takes 1 or more, not " + cells.jobs);
        }
        var plan = plan();
        var out = results.out.toAbsolutePath().normalize();
        var notebooks = Selection.of(paths, Path.of(""), out);
        if (!modes.watch) {
            return run(plan, notebooks, notebooks, out);
        }
        watch(plan, notebooks, out);
        return 0;
    }

    /// @param all what the pages link to
    private int run(
            Batch.Plan plan, List<Selection.Entry> notebooks, List<Selection.Entry> all, Path out)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        var settings = Settings.fromEnvironment(System.getenv());
        var console = spec.commandLine().getOut();
        List<Result> ran;
        try (var progress = Progress.of(console, spec.commandLine().getErr())) {
            ran =
                    new Batch(
                                    (folder, notebook) ->
                                            new JavaLanguage(
                                                    settings.withFolder(folder)
                                                            .inLanguage(
                                                                    notebook.lang(),
                                                                    System.getenv())),
                                    plan,
                                    out,
                                    progress)
                            .run(notebooks, all, cells.jobs);
        }
        var here = Path.of("").toAbsolutePath();
        if (results.junit != null) {
            JUnitReport.write(ran, here, results.junit);
        }
        if (GitHub.isHere(System.getenv())) {
            GitHub.annotate(ran, here, console);
            GitHub.summarize(ran, here, System.getenv());
        }
        console.println();
        console.print(Summary.text(ran, results.out, Duration.ofNanos(System.nanoTime() - start)));
        console.flush();
        return ran.stream().allMatch(Result::succeeded) ? 0 : Main.FAILED;
    }

    private void watch(Batch.Plan plan, List<Selection.Entry> first, Path out)
            throws IOException, UsageException, InterruptedException {
        var console = spec.commandLine().getOut();
        var watch = new Watch();
        watch.know(first.stream().map(Selection.Entry::source).toList());
        var due = first;
        var all = first;
        while (true) {
            if (!due.isEmpty()) {
                run(plan, due, all, out);
                if (plan.inPlace() || plan.relock()) {
                    watch.know(due.stream().map(Selection.Entry::source).toList());
                }
                console.println("waiting for a notebook to be saved; Ctrl-C ends this");
                console.flush();
            }
            Thread.sleep(WATCH_MILLIS);
            try {
                all = Selection.of(paths, Path.of(""), out);
            } catch (UsageException gone) {
                // An editor may take a file away for a moment while it saves.
                continue;
            }
            var changed = watch.changed(all.stream().map(Selection.Entry::source).toList());
            due = all.stream().filter(each -> changed.contains(each.source())).toList();
        }
    }

    private List<Batch.Inspection> inspections() throws UsageException {
        var inspections = new ArrayList<Batch.Inspection>();
        if (!checks.outputs && (checks.tolerance != 0 || checks.rules != null)) {
            throw new UsageException("--tolerance and --sanitize-with belong to --check");
        }
        if (checks.outputs) {
            var check = new OutputCheck(rules(), checks.tolerance, checks.imageTolerance);
            inspections.add(check::compare);
        }
        if (checks.lint) {
            inspections.add(Lint::findings);
        }
        return inspections;
    }

    private Sanitizer rules() throws UsageException {
        try {
            return checks.rules == null ? Sanitizer.builtIn() : Sanitizer.read(checks.rules);
        } catch (NoSuchFileException gone) {
            throw new UsageException("no such file of rules: " + gone.getFile());
        } catch (IOException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }

    private Batch.Plan plan() throws UsageException {
        var defaults = RunSettings.defaults();
        var skipped = new HashSet<>(defaults.skippedTags());
        skipped.addAll(cells.skipped);
        return new Batch.Plan(
                new RunSettings(
                        Duration.ofSeconds(cells.timeout),
                        defaults.patience(),
                        cells.keepGoing,
                        defaults.timing(),
                        skipped),
                parameters(),
                results.lock,
                results.inPlace,
                inspections());
    }

    private Parameters parameters() throws UsageException {
        try {
            var parameters = Parameters.none();
            for (var file : cells.parameterFiles) {
                parameters = parameters.and(ParameterFile.read(file));
            }
            return parameters.and(Parameters.of(cells.parameters));
        } catch (ParameterException wrong) {
            throw new UsageException(wrong.getMessage());
        }
    }
}
