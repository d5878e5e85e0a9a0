package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.export.CodeCell;
import dev.cuaderno.kernel.export.Export;
import dev.cuaderno.kernel.export.Program;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.language.Settings;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;

/// `%export file.java`, `%export file.jsh` or `%export folder/`: the cells so far as a program of
/// its own.
final class ExportMagic implements Magic {

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String help() {
        return "Writes the cells so far as one .java file, a .jsh script or, into a folder, a Maven"
                + " project.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.word(
                "FILE.java|FILE.jsh|FOLDER/", Syntax.Option.flag("f", "replaces what is there"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws Exception {
        var word = call.arguments().first().orElseThrow();
        var target = FolderMagics.path(word, session.folder());
        var isJava = word.endsWith(".java");
        var isScript = word.endsWith(".jsh");
        if (!isJava && !isScript && target.getFileName().toString().contains(".")) {
            throw new MagicException(
                    "UsageError",
                    call.spelling()
                            + " writes a .java file, a .jsh file or a folder, not "
                            + word
                            + ". Usage: "
                            + syntax().usage(call.spelling()));
        }
        var written = isJava || isScript ? target : target.resolve("pom.xml");
        if (Files.exists(written) && !call.arguments().has("f")) {
            throw new MagicException(
                    written
                            + " is there already; "
                            + call.spelling()
                            + " -f "
                            + word
                            + " replaces it");
        }
        var settings = session.settings().onClassPath(session.classPath());
        var program =
                Program.of(
                        cells(session),
                        settings,
                        session.magics(),
                        ResolverSettings.fromEnvironment(System.getenv()));
        if (isJava) {
            Export.java(program, target, "a notebook");
        } else if (isScript) {
            Export.jshell(program, target, "a notebook");
        } else {
            Export.maven(program, target, "a notebook");
        }
        session.outputs().stream(Outputs.Stream.STDERR, Export.notes(program.notes()));
        session.print("Wrote " + word + "\n");
        return Result.none();
    }

    /// The cells that succeeded. One that was run again as it stands counts once, where it stood.
    private static List<CodeCell> cells(MagicSession session) {
        var bySource = new LinkedHashMap<String, CodeCell>();
        for (var ran : session.history()) {
            var source = ran.cell().source();
            if (ran.succeeded() && ran.cell().number() > 0 && !source.isBlank()) {
                bySource.putIfAbsent(source, new CodeCell(ran.cell().number(), source, false));
            }
        }
        return List.copyOf(bySource.values());
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder(), ".java", ".jsh", "/");
    }
}
