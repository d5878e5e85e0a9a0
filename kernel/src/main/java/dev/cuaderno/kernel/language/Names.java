package dev.cuaderno.kernel.language;

import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.SourceVersion;

/// Names that are declared, and those that somebody may have meant who wrote another.
final class Names {

    private static final int MAX_NEAR = 3;
    private static final Pattern WORD =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    private static final Pattern DECLARED =
            Pattern.compile(
                    "(?:class|interface|enum|record)\\s+(?<type>\\w+)|[\\w>\\]]\\s+(?<variable>\\w+)\\s*[=;(]");

    private Names() {}

    /// What a snippet declares, or was meant to declare.
    static List<String> declared(Snippet snippet) {
        if (snippet instanceof PersistentSnippet named) {
            return named.name() == null ? List.of() : List.of(named.name());
        }
        var match = DECLARED.matcher(snippet.source());
        if (!match.find()) {
            return List.of();
        }
        var type = match.group("type");
        return List.of(type == null ? match.group("variable") : type);
    }

    /// Names close in spelling to the unknown one that ends at `end` of a piece: members of what
    /// stands before its dot; without one, what the session and the cell declare.
    static List<String> near(Session session, Cell cell, Piece piece, int end) {
        var source = piece.source();
        var start = end;
        // A call is marked to its closing bracket by some errors; the name is what counts.
        while (start > 0 && Character.isJavaIdentifierPart(source.charAt(start - 1))) {
            start--;
        }
        var wrong = source.substring(start, end);
        if (wrong.length() < 2) {
            return List.of();
        }
        var dotted = start > 0 && source.charAt(start - 1) == '.';
        var candidates =
                dotted
                        ? session.analysis.completionSuggestions(source, start, new int[1]).stream()
                                .map(each -> each.continuation().replaceAll("\\W.*", ""))
                        : Stream.concat(
                                session.shell
                                        .snippets()
                                        .filter(each -> session.shell.status(each).isActive())
                                        .filter(each -> !Placeholders.contains(each))
                                        .flatMap(each -> declared(each).stream()),
                                WORD.matcher(cell.source()).results().map(found -> found.group()));
        var most = wrong.length() < 5 ? 1 : 2;
        var distances = new LinkedHashMap<String, Integer>();
        candidates
                .filter(name -> !name.equals(wrong) && !SourceVersion.isKeyword(name))
                .filter(name -> Math.abs(name.length() - wrong.length()) <= most)
                .forEach(name -> distances.computeIfAbsent(name, any -> distance(wrong, name)));
        return distances.entrySet().stream()
                .filter(each -> each.getValue() <= most)
                .sorted(Comparator.comparing(Map.Entry<String, Integer>::getValue))
                .map(Map.Entry::getKey)
                .limit(MAX_NEAR)
                .toList();
    }

    /// How many letters must be changed, added, left out or swapped with their neighbour to come
    /// from one name to the other. Capitals do not count.
    private static int distance(String first, String second) {
        var a = first.toLowerCase(Locale.ROOT);
        var b = second.toLowerCase(Locale.ROOT);
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                var least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                least = Math.min(least, rows[i - 1][j - 1] + same);
                var swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
