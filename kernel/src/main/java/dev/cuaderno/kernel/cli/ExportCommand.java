package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.export.CodeCell;
import dev.cuaderno.kernel.export.Export;
import dev.cuaderno.kernel.export.Program;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.magic.StandardMagics;
import dev.cuaderno.kernel.notebook.NotebookFile;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `cuaderno export NOTEBOOK`.
@Command(
        name = "export",
        description = {
            "Writes a notebook as a program of its own: one Java file, a Maven project or a script"
                    + " for the jshell tool.",
            "",
            "Nothing is run. Methods and types become members of a class, the other cells its main,"
                    + " in their order; %dep becomes //DEPS, so that jbang runs the file as it is."
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "NOTEBOOK", description = "The .ipynb file.")
    private Path notebook;

    @ArgGroup(exclusive = true)
    private final Form form = new Form();

    private static final class Form {
        @Option(names = "--java", description = "One .java file; this is the default.")
        @SuppressWarnings("UnusedVariable") // what is meant where no other form is named
        private boolean java;

        @Option(names = "--maven", description = "A folder with pom.xml and src.")
        private boolean maven;

        @Option(names = "--jsh", description = "A script for the jshell tool.")
        private boolean jsh;
    }

    @Option(
            names = {"-o", "--out"},
            paramLabel = "PATH",
            description = "The file or folder; by default beside the notebook, named like it.")
    private Path out;

    @Option(
            names = {"-f", "--force"},
            description = "Replace what is there.")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(notebook)) {
            throw new UsageException("there is no notebook " + notebook);
        }
        var cells = CodeCell.of(NotebookFile.read(notebook));
        var source = notebook.toAbsolutePath().normalize();
        var target = out == null ? source.resolveSibling(name()) : out.toAbsolutePath();
        var written = form.maven ? target.resolve("pom.xml") : target;
        if (Files.exists(written) && !force) {
            throw new UsageException(written + " is there already; --force replaces it");
        }
        var settings = Settings.fromEnvironment(System.getenv()).withFolder(source.getParent());
        var program =
                Program.of(
                        cells,
                        settings,
                        new MagicRegistry(StandardMagics.all()),
                        ResolverSettings.fromEnvironment(System.getenv()));
        var title = notebook.getFileName().toString();
        if (form.maven) {
            Export.maven(program, target, title);
        } else if (form.jsh) {
            Export.jshell(program, target, title);
        } else {
            Export.java(program, target, title);
        }
        spec.commandLine().getErr().print(Export.notes(program.notes()));
        spec.commandLine().getErr().flush();
        spec.commandLine().getOut().println("wrote " + written);
        return 0;
    }

    private String name() {
        var stem = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
        return form.maven ? stem : form.jsh ? stem + ".jsh" : Export.typeName(stem) + ".java";
    }
}
