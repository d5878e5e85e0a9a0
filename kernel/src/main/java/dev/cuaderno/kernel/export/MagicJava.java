package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.magic.CellPart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a magic is in plain Java, where it is something.
///
/// @param java the code; empty for a magic that only helps at the notebook
/// @param note what the reader must know; empty for nothing
record MagicJava(String java, Optional<String> note) {

    private static final Pattern INTERPOLATED =
            Pattern.compile(
                    "\\$\\{([^{}]+)}|(?<![$\\\\\\w])\\{([\\p{javaJavaIdentifierStart}]\\w*)}");
    private static final Pattern FIRST_NAME = Pattern.compile("[\\p{javaJavaIdentifierStart}]\\w*");

    /// The helper methods that the code of magics calls, by name.
    static final List<Helper> HELPERS =
            List.of(
                    new Helper(
                            "shell",
                            """
                            /// The lines that a command prints.
                            static List<String> shell(String interpreter, String command) throws Exception {
                                var process = new ProcessBuilder(interpreter, "-c", command).redirectErrorStream(true).start();
                                process.getOutputStream().close();
                                var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
                                if (process.waitFor() != 0) {
                                    lines.forEach(System.err::println);
                                    throw new IOException("exit code " + process.exitValue() + ": " + command);
                                }
                                return lines;
                            }
                            """),
                    new Helper(
                            "listFiles",
                            """
                            /// The files that match a pattern, in the order of their names.
                            static List<String> listFiles(String pattern) throws IOException {
                                var names = new ArrayList<String>();
                                try (var files = Files.newDirectoryStream(Path.of("."), pattern)) {
                                    files.forEach(file -> names.add(file.getFileName().toString()));
                                }
                                Collections.sort(names);
                                return names;
                            }
                            """));

    /// A method that is added where it is called.
    record Helper(String name, String java) {}

    /// @param declared whether a name is one of the program's
    static MagicJava of(CellPart.Magic part, Predicate<String> declared) {
        var target = part.target().map(each -> each + " = ").orElse("");
        var words = part.arguments().isBlank() ? new String[0] : part.arguments().split("\\s+");
        String java =
                switch (part.name().toLowerCase(Locale.ROOT)) {
                    case "!" -> shell("sh", part.arguments(), target, declared);
                    case "bash", "sh", "shell", "script" ->
                            part.body().isPresent()
                                    ? shell(
                                            part.name().equals("bash") ? "bash" : "sh",
                                            part.body().get().text(),
                                            target,
                                            _ -> false)
                                    : null;
                    case "pwd" -> value("Path.of(\"\").toAbsolutePath().toString()", target);
                    case "ls" ->
                            words.length > 1 || part.arguments().startsWith("-")
                                    ? null
                                    : value(
                                            "listFiles("
                                                    + text(
                                                            words.length == 0 ? "*" : words[0],
                                                            declared)
                                                    + ")",
                                            target);
                    case "env" ->
                            words.length == 1 && words[0].matches("\\w+")
                                    ? value("System.getenv(\"" + words[0] + "\")", target)
                                    : null;
                    case "writefile", "file" ->
                            part.body().map(body -> write(words, body.text())).orElse(null);
                    case "time", "timeit" ->
                            target.isEmpty()
                                    ? part.body()
                                            .map(CellPart.Body::text)
                                            .orElse(
                                                    part.arguments()
                                                            .replaceFirst(
                                                                    "^(-\\w+\\s+\\d+\\s+|-q\\s+)+",
                                                                    ""))
                                    : null;
                    default -> null;
                };
        if (java != null) {
            return new MagicJava(java.stripTrailing(), Optional.empty());
        }
        if (!target.isEmpty()) {
            var note = spelling(part) + " has no form in plain Java; its value is null here";
            var typed = part.target().orElseThrow().replaceFirst("^var\\s+", "Object ");
            return new MagicJava(typed + " = null;", Optional.of(note));
        }
        var loads = List.of("load", "run").contains(part.name());
        return new MagicJava(
                "",
                loads
                        ? Optional.of(spelling(part) + " is left out: export that file as well")
                        : Optional.empty());
    }

    /// The magic as a comment.
    static String comment(CellPart.Magic part) {
        var text =
                part.target().map(each -> each + " = ").orElse("")
                        + spelling(part)
                        + part.body().map(body -> "\n" + body.text().stripTrailing()).orElse("");
        return text.lines()
                .map(line -> ("// " + line).stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    private static String spelling(CellPart.Magic part) {
        var mark =
                switch (part.form()) {
                    case LINE -> "%" + part.name() + " ";
                    case CELL -> "%%" + part.name() + " ";
                    case SHELL -> "!";
                    case DIRECTIVE -> part.name() + " ";
                };
        return (mark + part.arguments()).strip();
    }

    private static String value(String expression, String target) {
        return target.isEmpty() ? expression : target + expression + ";";
    }

    private static String shell(
            String interpreter, String command, String target, Predicate<String> declared) {
        var call = "shell(\"" + interpreter + "\", " + text(command, declared) + ")";
        return target.isEmpty() ? call + ".forEach(System.out::println);" : target + call + ";";
    }

    private static String write(String[] words, String body) {
        var append = words.length > 1 && words[0].equals("-a");
        return "Files.writeString(Path.of("
                + literal(words[words.length - 1])
                + "), "
                + literal(body.endsWith("\n") ? body : body + "\n")
                + (append ? ", StandardOpenOption.CREATE, StandardOpenOption.APPEND" : "")
                + ");\nSystem.out.println("
                + literal((append ? "Appended to " : "Wrote ") + words[words.length - 1])
                + ");";
    }

    /// A text whose `${expressions}` are those of the program.
    private static String text(String text, Predicate<String> declared) {
        var parts = new StringBuilder();
        var end = 0;
        for (Matcher match = INTERPOLATED.matcher(text); match.find(); ) {
            var expression = match.group(1) == null ? match.group(2) : match.group(1);
            var first = FIRST_NAME.matcher(expression);
            if (first.find() && declared.test(first.group())) {
                parts.append(literal(text.substring(end, match.start())))
                        .append(" + (")
                        .append(expression)
                        .append(") + ");
                end = match.end();
            }
        }
        return parts.append(literal(text.substring(end))).toString();
    }

    /// A text as Java writes it: in lines where it has several.
    static String literal(String text) {
        var escaped = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\r", "\\r");
        if (!text.strip().contains("\n")) {
            return "\"" + escaped.replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }
        var lines =
                (escaped.replace("\"\"\"", "\\\"\"\"") + "\0")
                        .lines()
                        .map(line -> line.replaceFirst(" $", "\\\\s"))
                        .collect(Collectors.joining("\n"));
        return "\"\"\"\n" + lines.replace("\n\0", "\n").replace("\0", "\\\n") + "\"\"\"";
    }
}
