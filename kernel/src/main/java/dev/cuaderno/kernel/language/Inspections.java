package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;

import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;

import java.util.List;
import java.util.Optional;

/// What stands at the cursor: a method's signatures with their documentation, a type's, a
/// variable's type.
final class Inspections {

    private static final int MAX_DOCUMENTED = 4;

    private Inspections() {}

    static Optional<MimeBundle> at(Shadow.Point point, int detail) {
        var end = identifierEnd(point.text(), point.cursor());
        var begin = identifierStart(point.text(), end);
        var name = point.text().substring(begin, end);
        var found = documentation(point, end);
        var markdown = new StringBuilder();
        var isMember = begin > 0 && point.text().charAt(begin - 1) == '.';
        if (!isMember) {
            declared(point, name, detail).ifPresent(markdown::append);
        }
        var documented = 0;
        for (var each : found) {
            markdown.append("```java\n").append(each.signature()).append("\n```\n\n");
            if (each.javadoc() != null && documented++ < MAX_DOCUMENTED) {
                markdown.append(JavadocMarkdown.of(each.javadoc())).append("\n\n");
            }
        }
        if (markdown.isEmpty()) {
            return Optional.empty();
        }
        var text = markdown.toString().strip();
        return Optional.of(
                MimeBundle.text(JavadocMarkdown.plain(text))
                        .with(MimeBundle.MARKDOWN, text)
                        .with(MimeBundle.HTML, JavadocMarkdown.html(text)));
    }

    private static List<Documentation> documentation(Shadow.Point point, int end) {
        var upTo = point.text().substring(0, end);
        var found = point.analysis().documentation(upTo, end, true);
        if (found.isEmpty()) {
            // A method's name alone is taken for a field; an opening bracket tells that it is
            // called.
            found = point.analysis().documentation(upTo + "(", end + 1, true);
        }
        return found;
    }

    private static Optional<String> declared(Shadow.Point point, String name, int detail) {
        return point.shell()
                .snippets()
                .filter(snippet -> point.shell().status(snippet).isActive())
                .filter(
                        snippet ->
                                snippet instanceof jdk.jshell.PersistentSnippet own
                                        && own.name().equals(name))
                .reduce((earlier, later) -> later)
                .map(snippet -> describe(snippet, name, detail));
    }

    private static String describe(Snippet snippet, String name, int detail) {
        var text =
                snippet instanceof VarSnippet variable
                        ? variable.typeName() + " " + name
                        : detail > 0 ? "" : snippet.source().lines().findFirst().orElse("");
        return "```java\n" + (detail > 0 ? snippet.source().strip() : text) + "\n```\n\n";
    }

    private static int identifierEnd(String text, int cursor) {
        var end = cursor;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int identifierStart(String text, int end) {
        var start = end;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }
}
