package dev.cuaderno.kernel.magic;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.MagicSession.Declared;
import dev.cuaderno.kernel.notebook.BrokenNotebookException;
import dev.cuaderno.kernel.notebook.NotebookFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `%load file` evaluates a `.java`, `.jsh` or `.ipynb` file in this session; `%run file` also
/// calls its `main`.
final class LoadMagic implements Magic {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");
    private static final Pattern COMMAND =
            Pattern.compile(
                    "(?m)^/(exit|open|set|env|vars|list|save|reset|reload|history|help|drop|edit"
                            + "|imports|types|methods)\\b.*$");
    private static final Pattern MAIN =
            Pattern.compile("\\bvoid\\s+main\\s*\\(\\s*((?:final\\s+)?String[^)]*)?\\)");
    private static final Pattern TYPE =
            Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");

    private final boolean runs;
    // What is being loaded, to tell a file that loads itself.
    private final Deque<Path> loading = new ArrayDeque<>();

    LoadMagic(boolean runs) {
        this.runs = runs;
    }

    @Override
    public String name() {
        return runs ? "run" : "load";
    }

    @Override
    public String help() {
        return runs
                ? "Evaluates a .java, .jsh or .ipynb file here and calls its main."
                : "Evaluates a .java, .jsh or .ipynb file here.";
    }

    @Override
    public Syntax syntax() {
        return runs ? Syntax.passing("FILE [ARGUMENT]", 1) : Syntax.word("FILE");
    }

    @Override
    public Result run(Call call, MagicSession session)
            throws MagicException, CellFailure, IOException {
        var words = call.arguments().words();
        var file = FolderMagics.path(words.getFirst(), session.folder());
        var ending = file.toString().replaceAll("^.*\\.", "");
        if (!List.of("java", "jsh", "jshell", "ipynb").contains(ending)) {
            throw new MagicException(
                    call.spelling()
                            + " takes a .java, .jsh or .ipynb file, not "
                            + words.getFirst());
        }
        if (!Files.isRegularFile(file)) {
            throw new MagicException("there is no file " + file);
        }
        if (loading.contains(file)) {
            throw new MagicException("this file loads itself: " + file);
        }
        loading.push(file);
        try {
            if (ending.equals("ipynb")) {
                return Result.shown(notebook(file, session));
            }
            var source = Files.readString(file);
            var shown = evaluate(file, source, session);
            return runs && ending.equals("java")
                    ? Result.shown(main(file, source, words.subList(1, words.size()), session))
                    : Result.shown(shown);
        } finally {
            loading.pop();
        }
    }

    private static Optional<MimeBundle> notebook(Path file, MagicSession session)
            throws MagicException, CellFailure, IOException {
        Optional<MimeBundle> shown = Optional.empty();
        var number = 0;
        try {
            for (var cell : NotebookFile.read(file).cells()) {
                if (cell.isExecutable()) {
                    shown = session.evaluateAll(label(file, ++number), cell.source());
                }
            }
        } catch (BrokenNotebookException broken) {
            throw new MagicException(broken.getMessage());
        }
        return shown;
    }

    private static String label(Path file, int cell) {
        return file.getFileName() + " [" + cell + "]";
    }

    /// Blanks, not cuts, what a session has no use for, so that lines stay where they are.
    private static Optional<MimeBundle> evaluate(Path file, String source, MagicSession session)
            throws CellFailure {
        var pattern = file.toString().endsWith(".java") ? PACKAGE : COMMAND;
        var java = pattern.matcher(source).replaceAll(LoadMagic::blank);
        return session.evaluateAll(file.getFileName().toString(), java);
    }

    private static String blank(java.util.regex.MatchResult found) {
        return Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " "));
    }

    private static Optional<MimeBundle> main(
            Path file, String source, List<String> arguments, MagicSession session)
            throws CellFailure, MagicException {
        var main = MAIN.matcher(source);
        if (!main.find()) {
            throw new MagicException(
                    file.getFileName() + " has no main method to run; %load only declares it");
        }
        var texts =
                main.group(1) == null
                        ? ""
                        : arguments.stream()
                                .map(LoadMagic::literal)
                                .collect(Collectors.joining(", ", "new java.lang.String[] {", "}"));
        var isTopLevel =
                session.declared().stream()
                        .anyMatch(
                                each ->
                                        each.kind() == Declared.Kind.METHOD
                                                && each.name().equals("main")
                                                && source.contains(each.source().strip()));
        var type = TYPE.matcher(source.substring(0, main.start()));
        var owner = "";
        while (!isTopLevel && type.find()) {
            owner = type.group(1);
        }
        var before = source.substring(Math.max(0, main.start() - 60), main.start());
        var isStatic = before.matches("(?s).*\\bstatic\\s+((public|final)\\s+)*$");
        var called = isTopLevel ? "main" : isStatic ? owner + ".main" : "new " + owner + "().main";
        return session.evaluateAll(file.getFileName().toString(), called + "(" + texts + ");");
    }

    /// A text as a Java literal.
    static String literal(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "\"";
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder(), ".java", ".jsh", ".ipynb");
    }
}
