package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.percent.PercentReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `cuaderno new FILE`.
@Command(
        name = "new",
        customSynopsis = "cuaderno new [OPTIONS] FILE",
        descriptionHeading = "%n",
        description = {"Makes a notebook with a heading and a first cell.", ""},
        sortOptions = false,
        footer = {"", "Example:", "  cuaderno new first-steps && cuaderno lab first-steps.ipynb"})
final class NewCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1",
            paramLabel = "FILE",
            description = "Its file; .ipynb is added where it is missing.")
    private String file;

    @Option(
            names = {"-t", "--title"},
            paramLabel = "TEXT",
            description = "Its heading; by default made from the file's name.")
    private String title;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces what is there.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        var path = Path.of(file.endsWith(".ipynb") ? file : file + ".ipynb");
        if (Files.exists(path) && !force) {
            throw new UsageException(path + " is there already; --force replaces it");
        }
        var heading = title == null ? heading(path) : title;
        var text =
                """
                // ---
                // jupyter:
                //   kernelspec:
                //     display_name: Java (Cuaderno)
                //     language: java
                //     name: cuaderno
                // ---

                // %% [markdown]
                // # %s

                // %%
                System.out.println("Hello");
                """
                        .replace("%s", heading.replaceAll("\\s+", " ").strip());
        NotebookFile.write(PercentReader.read(path.toString(), text), path);
        spec.commandLine().getOut().println("wrote " + path);
        return 0;
    }

    /// `01-first_steps.ipynb` is about first steps.
    private static String heading(Path path) {
        var words =
                path.getFileName()
                        .toString()
                        .replaceFirst("\\.ipynb$", "")
                        .replaceFirst("^\\d+[-_ ]+", "")
                        .replaceAll("[-_]+", " ")
                        .strip();
        return words.isEmpty()
                ? "Notebook"
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
