package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.magic.CellPart.Form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Cuts a cell into Java and magics, by Java's lexical rules: nothing in a string, a text block or
/// a comment is a magic, nor is a `%` that can be a remainder or a `!` that can be a negation.
///
/// A magic begins a line, outside all brackets, where the Java before it is finished with `;` or
/// `}`. Where it is not, `%name` is a magic all the same if the magic is known and an operand
/// follows behind a blank: `a % time foo` is no Java.
public final class CellCutter {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w-]*");
    private static final Pattern DIRECTIVE = Pattern.compile("//([A-Z_]+)(?=[ \\t:]|$)");
    private static final Pattern OPERAND =
            Pattern.compile("[ \\t]+(?!instanceof\\b)[\\p{javaJavaIdentifierStart}\\d\"']");
    private static final Pattern CALL = Pattern.compile("![ \\t]*\\w+([ \\t]*\\.[ \\t]*\\w+)*\\(");
    private static final Pattern NEGATED =
            Pattern.compile("![ \\t]*([\\p{javaJavaIdentifierStart}]\\w*)");
    private static final Set<String> JAVA_WORDS =
            Set.of("true", "false", "this", "new", "super", "switch", "instanceof");

    /// What is known of the session: it tells `!done` from `!ls` and `%b` from `%ls`.
    ///
    /// @param declared whether a name is a variable's, a method's or a type's
    /// @param magic whether a name is a magic's; directives with their `//`
    public record Names(Predicate<String> declared, Predicate<String> magic) {}

    private final String text;
    private final Names names;
    private final List<CellPart> parts = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int at;
    private int javaBegin;
    private int depth;
    private boolean lineStart = true;
    // Whether the statement before is finished, and where the current one begins.
    private boolean ended = true;
    private int statement;
    private boolean assigned;
    private boolean anyCode;
    private char last;

    private CellCutter(String text, Names names) {
        this.text = text;
        this.names = names;
    }

    /// The parts of a cell, in their order. Java parts of blanks only are left out.
    public static List<CellPart> cut(String cell, Names names) {
        var cutter = new CellCutter(cell, names);
        cutter.run();
        return cutter.parts;
    }

    /// The cell with its magics blanked out, of the same length: what Java's own analysis can read.
    public static String masked(String cell, Names names) {
        var masked = new StringBuilder(cell);
        for (var part : cut(cell, names)) {
            if (part instanceof CellPart.Java || isDirective(part)) {
                continue;
            }
            var end = part instanceof CellPart.Magic magic ? magic.end() : cell.length();
            for (int i = part.offset(); i < end; i++) {
                if (cell.charAt(i) != '\n') {
                    masked.setCharAt(i, ' ');
                }
            }
            // Java before it may lack its `;`, and must not run into what follows.
            if (!cell.substring(0, part.offset()).isBlank()) {
                masked.setCharAt(part.offset(), ';');
            }
        }
        return masked.toString();
    }

    private static boolean isDirective(CellPart part) {
        return part instanceof CellPart.Magic magic && magic.form() == Form.DIRECTIVE;
    }

    private void run() {
        while (at < text.length()) {
            step();
        }
        java(text.length());
    }

    private void step() {
        var c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            lineStart |= c == '\n';
            at++;
        } else if (text.startsWith("//", at)) {
            if (!directive()) {
                at = lineEnd(at);
            }
        } else if (text.startsWith("/*", at)) {
            var end = text.indexOf("*/", at + 2);
            at = end < 0 ? text.length() : end + 2;
        } else if (!lineStart || !(c == '%' ? percent() : c == '!' && shell())) {
            token(c);
        }
    }

    private void token(char c) {
        lineStart = false;
        anyCode = true;
        if (ended) {
            statement = at;
            assigned = false;
            ended = false;
        }
        last = c;
        switch (c) {
            case '"' -> skipText();
            case '\'' -> skipQuoted('\'');
            case '(', '[', '{' -> {
                depth++;
                at++;
            }
            case ')', ']', '}' -> {
                depth = Math.max(0, depth - 1);
                // `x = switch (y) {...}` goes on behind its bracket.
                ended = c == '}' && depth == 0 && !assigned;
                at++;
            }
            case ';' -> {
                ended = depth == 0;
                at++;
            }
            case '=' -> {
                if (depth > 0 || !isAssignment()) {
                    at++;
                } else {
                    assigned = true;
                    if (!assignedMagic()) {
                        at++;
                    }
                }
            }
            default -> {
                var begin = at++;
                if (Character.isJavaIdentifierStart(c)) {
                    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                        at++;
                    }
                    seen.add(text.substring(begin, at));
                }
            }
        }
    }

    private void skipText() {
        if (text.startsWith("\"\"\"", at)) {
            at += 3;
            while (at < text.length() && !text.startsWith("\"\"\"", at)) {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at = Math.min(text.length(), at + 3);
        } else {
            skipQuoted('"');
        }
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        // An open quote ends with its line.
        at = Math.min(text.length(), at);
        if (at < text.length() && text.charAt(at) == quote) {
            at++;
        }
    }

    private boolean isAssignment() {
        var next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        var before = at > 0 ? text.charAt(at - 1) : ' ';
        return next != '=' && "=!<>+-*/%&|^".indexOf(before) < 0;
    }

    /// `%...` at the beginning of a line.
    private boolean percent() {
        var cell = text.startsWith("%%", at);
        var match = NAME.matcher(text).region(at + (cell ? 2 : 1), text.length());
        if (!match.lookingAt()) {
            return false;
        }
        if (cell) {
            if (anyCode || parts.stream().anyMatch(part -> !isDirective(part))) {
                misplaced(
                        "%%"
                                + match.group()
                                + " takes the rest of its cell, so it must be the"
                                + " cell's first line: move it to a cell of its own");
                return true;
            }
            cellMagic(match.group(), match.end());
            return true;
        }
        if (depth > 0) {
            if (last == ';' || last == '{') {
                misplaced(
                        "%"
                                + match.group()
                                + " stands inside brackets; a magic stands on the top"
                                + " level of a cell, on a line of its own");
                return true;
            }
            return false;
        }
        var operand = OPERAND.matcher(text).region(match.end(), text.length());
        if (!ended && !(names.magic().test(match.group()) && operand.lookingAt())) {
            return false;
        }
        var end = logicalEnd(at);
        if (match.end() < text.length() && text.charAt(match.end()) == '?') {
            add(at, end, Form.LINE, "help", match.start(), match.end(), null);
        } else {
            add(at, end, Form.LINE, match.group(), match.end(), end, null);
        }
        return true;
    }

    private void cellMagic(String name, int nameEnd) {
        var end = lineEnd(nameEnd);
        var begin = Math.min(text.length(), end + 1);
        var blanks = text.substring(nameEnd, end);
        var stripped = blanks.strip();
        var argumentsAt = nameEnd + blanks.length() - blanks.stripLeading().length();
        java(at);
        parts.add(
                new CellPart.Magic(
                        at,
                        text.length(),
                        Form.CELL,
                        name,
                        stripped,
                        argumentsAt,
                        Optional.of(new CellPart.Body(text.substring(begin), begin)),
                        Optional.empty()));
        at = text.length();
        javaBegin = at;
    }

    /// `!...` at the beginning of a line.
    private boolean shell() {
        if (depth > 0 || !ended || !isShell(at)) {
            return false;
        }
        var end = logicalEnd(at);
        add(at, end, Form.SHELL, "!", at + 1, end, null);
        return true;
    }

    /// Whether the `!` at a place begins a command and not a negation.
    private boolean isShell(int place) {
        var rest = text.substring(place + 1, lineEnd(place)).strip();
        if (rest.isEmpty() || "=!(".indexOf(rest.charAt(0)) >= 0) {
            return false;
        }
        var name = NEGATED.matcher(text).region(place, text.length());
        if (!name.lookingAt()) {
            return true;
        }
        return !JAVA_WORDS.contains(name.group(1))
                && !seen.contains(name.group(1))
                && !names.declared().test(name.group(1))
                && !CALL.matcher(text).region(place, text.length()).lookingAt();
    }

    /// `target = %...` and `target = !...`
    private boolean assignedMagic() {
        var place = at + 1;
        while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\t')) {
            place++;
        }
        var match = NAME.matcher(text).region(Math.min(place + 1, text.length()), text.length());
        var target = text.substring(statement, at).strip();
        var isMagic = text.startsWith("%", place) && match.lookingAt();
        var isShell =
                text.startsWith("!", place)
                        && !target.matches("(?s)(final\\s+)?[Bb]oolean\\s.*")
                        && isShell(place);
        if (!isMagic && !isShell) {
            return false;
        }
        var end = logicalEnd(place);
        add(
                statement,
                end,
                isShell ? Form.SHELL : Form.LINE,
                isShell ? "!" : match.group(),
                isShell ? place + 1 : match.end(),
                end,
                target);
        return true;
    }

    private boolean directive() {
        var match = DIRECTIVE.matcher(text).region(at, lineEnd(at));
        // Inside a statement it is a comment.
        if (!lineStart || !ended || !match.lookingAt() || !names.magic().test(match.group())) {
            return false;
        }
        var end = lineEnd(at);
        add(at, end, Form.DIRECTIVE, match.group(), match.end(), end, null);
        return true;
    }

    private void add(int begin, int end, Form form, String name, int from, int to, String target) {
        java(begin);
        var raw = text.substring(from, to);
        var arguments = raw.strip();
        if (form != Form.SHELL || target != null) {
            while (form != Form.DIRECTIVE && arguments.endsWith(";")) {
                arguments = arguments.substring(0, arguments.length() - 1).strip();
            }
        }
        parts.add(
                new CellPart.Magic(
                        begin,
                        end,
                        form,
                        name,
                        arguments,
                        from + raw.length() - raw.stripLeading().length(),
                        Optional.empty(),
                        Optional.ofNullable(target)));
        after(end);
    }

    private void misplaced(String problem) {
        java(at);
        var end = lineEnd(at);
        parts.add(new CellPart.Misplaced(at, end, problem));
        after(end);
    }

    private void java(int end) {
        var java = text.substring(Math.min(javaBegin, end), end);
        if (!java.isBlank()) {
            parts.add(new CellPart.Java(java, javaBegin));
        }
    }

    private void after(int end) {
        at = end;
        javaBegin = end;
        ended = true;
        assigned = false;
        last = ';';
    }

    private int lineEnd(int from) {
        var end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /// The end of a line, or of the lines that `\` joins to it.
    private int logicalEnd(int from) {
        var end = lineEnd(from);
        while (end < text.length() && text.charAt(end - 1) == '\\') {
            end = lineEnd(end + 1);
        }
        return end;
    }
}
