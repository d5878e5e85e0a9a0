package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.AtomicFile;
import dev.cuaderno.kernel.notebook.OutputStrip;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno strip PATH...`.
@Command(
        name = "strip",
        customSynopsis = {
            "cuaderno strip [--check] [--keep-count] PATH...",
            "       cuaderno strip - < notebook.ipynb"
        },
        descriptionHeading = "%n",
        description = {
            "Takes outputs, execution counts and what else runs leave out of notebooks, in place."
                    + " Every other byte stays as it is.",
            "",
            "Cells tagged keep_output keep theirs.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "As a filter of git, so that outputs are never committed:",
            "  git config filter.cuaderno.clean '/path/to/cuaderno strip -'",
            "  echo '*.ipynb filter=cuaderno' >> .gitattributes"
        })
final class StripCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description =
                    "Notebooks, folders or patterns; - reads standard input and writes"
                            + " standard output.")
    private List<String> paths;

    @Option(
            names = {"-c", "--check"},
            description = "Changes nothing; the exit code is 1 if there is anything to take out.")
    private boolean check;

    @Option(names = "--keep-count", description = "Leaves the execution counts.")
    private boolean keepCount;

    @Override
    public Integer call() throws Exception {
        if (paths.equals(List.of("-"))) {
            return filter(System.in);
        }
        return strip(
                Selection.files(paths, Path.of("")),
                check,
                keepCount,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    private int filter(InputStream in) throws IOException {
        var stripped = OutputStrip.strip("standard input", in.readAllBytes(), keepCount);
        if (!check) {
            // Notebooks are UTF-8, whatever the terminal is.
            System.out.write(stripped.text().getBytes(StandardCharsets.UTF_8));
            System.out.flush();
        }
        return check && stripped.changed() ? Main.FAILED : 0;
    }

    /// Strips files, or looks whether there is anything to strip. A file that cannot be read does
    /// not keep the others from being stripped.
    ///
    /// @return the exit code
    static int strip(
            List<Path> files, boolean check, boolean keepCount, PrintWriter out, PrintWriter err) {
        var here = Path.of("").toAbsolutePath();
        var changed = 0;
        var broken = 0;
        for (var file : files) {
            var name = file.startsWith(here) ? here.relativize(file) : file;
            try {
                var bytes = Files.readAllBytes(file);
                var stripped = OutputStrip.strip(name.toString(), bytes, keepCount);
                if (!stripped.changed()) {
                    continue;
                }
                changed++;
                if (!check) {
                    AtomicFile.write(file, stripped.text());
                }
                out.println(
                        (check ? "not stripped  " : "stripped  ") + name + "  " + stripped.found());
            } catch (IOException failure) {
                broken++;
                err.println("cuaderno: " + failure.getMessage());
            }
        }
        out.println(
                files.size()
                        + (files.size() == 1 ? " notebook, " : " notebooks, ")
                        + (changed == 0 ? "none" : changed)
                        + (check ? " with something to strip" : " changed")
                        + (broken == 0 ? "" : ", " + broken + " that cannot be read"));
        out.flush();
        err.flush();
        return broken > 0 || (check && changed > 0) ? Main.FAILED : 0;
    }
}
