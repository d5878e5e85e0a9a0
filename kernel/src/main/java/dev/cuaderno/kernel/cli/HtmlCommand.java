package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.AtomicFile;
import dev.cuaderno.kernel.notebook.NotebookFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno html PATH...`.
@Command(
        name = "html",
        customSynopsis = "cuaderno html [-o FOLDER] PATH...",
        descriptionHeading = "%n",
        description = {
            "Writes notebooks with the outputs that they hold as pages that open offline, and runs"
                    + " nothing. (cuaderno run writes pages with fresh outputs.)",
            ""
        },
        sortOptions = false)
final class HtmlCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Notebooks, folders of notebooks, or patterns such as 'a/**/*.ipynb'.")
    private List<String> paths;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "Where the pages go; by default each beside its notebook.")
    private Path out;

    @Override
    public Integer call() throws Exception {
        var console = spec.commandLine();
        var all = entries();
        var failed = 0;
        for (var entry : all) {
            try {
                var notebook = NotebookFile.read(entry.source());
                var place = Selection.page(out == null ? entry.source() : entry.target());
                var page = out == null ? place : out.resolve(place);
                AtomicFile.write(page, Pages.page(notebook, entry, all));
                var here = Path.of("").toAbsolutePath();
                var shown = page.startsWith(here) ? here.relativize(page) : page;
                console.getOut().println("wrote " + shown);
            } catch (IOException failure) {
                failed++;
                console.getErr().println("cuaderno: " + failure.getMessage());
            }
        }
        console.getOut().flush();
        console.getErr().flush();
        return failed == 0 ? 0 : Main.FAILED;
    }

    private List<Selection.Entry> entries() throws UsageException, IOException {
        if (out != null) {
            return Selection.forPages(paths, Path.of(""), out.toAbsolutePath().normalize());
        }
        return Selection.files(paths, Path.of("")).stream()
                .map(file -> new Selection.Entry(file, file))
                .toList();
    }
}
