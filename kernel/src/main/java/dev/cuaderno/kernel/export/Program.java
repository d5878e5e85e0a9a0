package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.dependency.magic.CellLibraries;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.process.Launch;
import dev.cuaderno.kernel.process.Worker;

import jdk.jshell.ImportSnippet;
import jdk.jshell.Snippet;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The cells of a notebook, read as one program: compiled piece by piece, never run.
public final class Program {

    private final List<Step> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Settings settings;
    private final MagicRegistry magics;
    private Libraries libraries;

    private Program(Settings settings, MagicRegistry magics) {
        this.settings = settings;
        this.magics = magics;
    }

    /// Reads cells.
    ///
    /// @param settings their class path, options and folder
    /// @param magics which names are magics
    public static Program of(
            List<CodeCell> cells,
            Settings settings,
            MagicRegistry magics,
            ResolverSettings resolver)
            throws InterruptedException {
        var program = new Program(settings, magics);
        program.read(cells, resolver);
        return program;
    }

    private void read(List<CodeCell> cells, ResolverSettings resolver) throws InterruptedException {
        var asked = new CellLibraries();
        for (var cell : cells) {
            for (var part : CellCutter.cut(cell.source(), names(_ -> false))) {
                if (part instanceof CellPart.Magic magic) {
                    asked.read(magic, magics, settings.folder());
                }
            }
        }
        var present =
                Worker.visible(
                        new Launch(
                                settings.jdkHome(),
                                List.of(),
                                settings.classPath(),
                                settings.folder()));
        var resolved = Libraries.resolve(asked, present, resolver);
        notes.addAll(resolved.notes());
        try (var trial = new Trial(settings, resolved.classPath())) {
            for (var script : settings.startup()) {
                read(new CodeCell(0, script, false), trial);
            }
            for (var cell : cells) {
                read(cell, trial);
            }
        }
        libraries = resolved.with(packages());
    }

    private CellCutter.Names names(java.util.function.Predicate<String> declared) {
        return new CellCutter.Names(declared, name -> magics.find(name).isPresent());
    }

    private void read(CodeCell cell, Trial trial) {
        var parts = CellCutter.cut(cell.source(), names(trial::declares));
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case CellPart.Java java -> code(cell, java.text(), i == parts.size() - 1, trial);
                case CellPart.Magic magic -> magic(cell, magic, trial);
                case CellPart.Misplaced wrong -> note(cell, wrong.problem());
            }
        }
    }

    private void magic(CodeCell cell, CellPart.Magic part, Trial trial) {
        steps.add(Step.comment(cell, MagicJava.comment(part)));
        if (new CellLibraries().read(part, magics, settings.folder()) && part.target().isEmpty()) {
            return;
        }
        var java = MagicJava.of(part, trial::declares);
        java.note().ifPresent(text -> note(cell, text));
        if (java.java().isEmpty()) {
            return;
        }
        for (var helper : MagicJava.HELPERS) {
            if (java.java().contains(helper.name() + "(") && !trial.declares(helper.name())) {
                code(cell, helper.java(), false, trial);
            }
        }
        read(new CodeCell(cell.number(), java.java(), cell.mayFail()), trial);
    }

    private void code(CodeCell cell, String java, boolean last, Trial trial) {
        var judged = trial.judge(java);
        for (int i = 0; i < judged.size(); i++) {
            var each = judged.get(i);
            var shown = last && i == judged.size() - 1;
            if (each.error().isPresent()) {
                note(cell, "left out, since it does not compile: " + each.error().get());
                steps.add(Step.comment(cell, commented(each.source())));
            } else if (each.snippets().isEmpty()) {
                steps.add(Step.comment(cell, each.source().strip()));
            } else {
                steps.add(Step.of(cell, each.source().strip(), each.snippets(), shown));
            }
        }
    }

    private static String commented(String text) {
        return text.strip().lines().map(line -> "// " + line).collect(Collectors.joining("\n"));
    }

    void note(CodeCell cell, String text) {
        notes.add("cell " + cell.number() + ": " + text);
    }

    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    /// The entries that a jar must have one of to be needed, by the imports of the program.
    private Set<String> packages() {
        var found = new LinkedHashSet<String>();
        for (var line : imports()) {
            var name =
                    line.replaceFirst("^import\\s+(static\\s+)?", "").replaceFirst("\\s*;.*$", "");
            if (line.matches("import\\s+module\\b.*")) {
                continue;
            }
            var isStatic = line.matches("import\\s+static\\b.*");
            var owner = isStatic || name.endsWith("*") ? name.replaceFirst("\\.[^.]+$", "") : name;
            var path = owner.replace('.', '/');
            found.add(isStatic || !name.endsWith("*") ? path + ".class" : path + "/");
        }
        return found;
    }

    /// The imports, those of every session included where they are of use.
    List<String> imports() {
        var all = new LinkedHashSet<String>();
        var names =
                steps.stream().flatMap(step -> step.names().stream()).collect(Collectors.toSet());
        all.add(Trial.JAVA_BASE);
        Settings.DEFAULT_IMPORTS.stream().filter(line -> isOfUse(line, names)).forEach(all::add);
        for (var step : steps) {
            for (Snippet snippet : step.snippets()) {
                if (snippet instanceof ImportSnippet line) {
                    all.add("import " + (line.isStatic() ? "static " : "") + body(line) + ";");
                }
            }
        }
        return List.copyOf(all);
    }

    private static boolean isOfUse(String line, Set<String> names) {
        var name = line.replaceFirst("^import\\s+(static\\s+)?", "").replace(";", "");
        var owner = name.substring(0, name.lastIndexOf('.'));
        if (!name.endsWith("*")) {
            return names.contains(name.substring(owner.length() + 1));
        }
        if (!line.startsWith("import static")) {
            return names.contains("Preferences");
        }
        try {
            return Stream.of(Class.forName(owner).getMethods())
                    .anyMatch(
                            method ->
                                    Modifier.isStatic(method.getModifiers())
                                            && names.contains(method.getName()));
        } catch (ClassNotFoundException unknown) {
            return true;
        }
    }

    private static String body(ImportSnippet line) {
        var source = Scan.withoutLeading(line.source()).strip();
        return source.replaceFirst("^import\\s+(static\\s+)?", "").replaceFirst("\\s*;.*$", "");
    }

    /// What stands in the cells, in order.
    List<Step> steps() {
        return List.copyOf(steps);
    }

    Libraries libraries() {
        return libraries;
    }

    Settings settings() {
        return settings;
    }

    /// What the reader of the program must know, in words.
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /// The jars and folders that the program is compiled against.
    public List<Path> classPath() {
        return libraries.classPath();
    }
}
