package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.AtomicFile;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.percent.PercentReader;
import dev.cuaderno.kernel.percent.PercentWriter;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `cuaderno convert FILE...`.
@Command(
        name = "convert",
        customSynopsis = "cuaderno convert [OPTIONS] FILE...",
        descriptionHeading = "%n",
        description = {
            "Converts notebooks to Java text in Jupytext's percent format (// %%%%), which shows in"
                    + " differences what a person changed, and such text to notebooks.",
            "",
            "Ids, tags and metadata stay; outputs do not, unless --update finds them in the"
                    + " notebook that is there.",
            ""
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  cuaderno convert report.ipynb            writes report.java",
            "  cuaderno convert report.java --update    writes report.ipynb, outputs kept"
        })
final class ConvertCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files .ipynb or .java.")
    private List<Path> files;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The file to write; by default beside the other, named like it.")
    private Path out;

    @Option(
            names = {"-f", "--force"},
            description = "Replaces what is there.")
    private boolean force;

    @Option(
            names = {"-u", "--update"},
            description = "Replaces a notebook, but keeps the outputs of cells that are the same.")
    private boolean update;

    @Option(names = "--no-ids", description = "Leaves the ids of cells out of the text.")
    private boolean noIds;

    @Override
    public Integer call() throws Exception {
        if (out != null && files.size() > 1) {
            throw new UsageException(
                    "--out names one file; " + files.size() + " are to be written");
        }
        for (var file : files) {
            convert(file);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void convert(Path file) throws Exception {
        var name = file.toString();
        var toText = name.endsWith(".ipynb");
        if (!toText && !name.endsWith(".java")) {
            throw new UsageException("neither .ipynb nor .java: " + name);
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("no such file: " + name);
        }
        var target =
                out != null
                        ? out
                        : file.resolveSibling(
                                file.getFileName()
                                        .toString()
                                        .replaceFirst("\\.\\w+$", toText ? ".java" : ".ipynb"));
        if (Files.exists(target) && !force && !update) {
            throw new UsageException(
                    target
                            + " is there already; --force replaces it"
                            + (toText ? "" : ", --update also keeps its outputs"));
        }
        if (toText) {
            var notebook = NotebookFile.read(file);
            var text = PercentWriter.write(notebook, !noIds);
            warnOfLoss(file, notebook, PercentReader.read(target.toString(), text));
            AtomicFile.write(target, text);
        } else {
            var notebook = PercentReader.read(name, Files.readString(file));
            if (update && Files.exists(target)) {
                notebook = notebook.withOutputsOf(NotebookFile.read(target));
            }
            NotebookFile.write(notebook, target);
        }
        spec.commandLine().getOut().println("wrote " + target);
    }

    /// A line that begins with `// %%` inside a cell would begin another one.
    private void warnOfLoss(Path file, Notebook written, Notebook read) {
        var before = written.cells();
        var after = read.cells();
        for (var i = 0; i < before.size(); i++) {
            if (i >= after.size()
                    || before.get(i).type() != after.get(i).type()
                    || !before.get(i)
                            .source()
                            .stripTrailing()
                            .equals(after.get(i).source().stripTrailing())) {
                spec.commandLine()
                        .getErr()
                        .println(
                                file
                                        + ": cell ["
                                        + before.get(i).id()
                                        + "] will not be the same when it is read again: a line of"
                                        + " it looks like the beginning of a cell");
                return;
            }
        }
    }
}
