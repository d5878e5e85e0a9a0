package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.language.Assistant.Completion;
import dev.cuaderno.kernel.language.Assistant.Suggestion;

import jdk.jshell.SourceCodeAnalysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import javax.lang.model.SourceVersion;

/// What could stand at the cursor: JShell's suggestions, the ones of the expected type first, each
/// with its kind and, for methods, its signature.
final class Completions {

    /// Signatures cost a compilation each: the first few have one, of the rest those that are known
    /// by then.
    private static final int ALWAYS_SIGNED = 10;

    private static final long SIGNATURES_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private static final int MAX_SUGGESTIONS = 500;

    private Completions() {}

    static Completion at(Shadow.Point point) {
        var anchor = new int[] {point.cursor()};
        var found = point.analysis().completionSuggestions(point.text(), point.cursor(), anchor);
        var texts = new LinkedHashMap<String, Boolean>();
        for (var expected : new boolean[] {true, false}) {
            found.stream()
                    .filter(each -> each.matchesType() == expected)
                    .map(SourceCodeAnalysis.Suggestion::continuation)
                    .sorted()
                    .forEach(text -> texts.putIfAbsent(text, expected));
        }
        var deadline = System.nanoTime() + SIGNATURES_NANOS;
        var suggestions = new ArrayList<Suggestion>();
        var prefix = point.text().substring(0, anchor[0]);
        for (var text : texts.keySet()) {
            if (suggestions.size() == MAX_SUGGESTIONS) {
                break;
            }
            var isMethod = text.contains("(");
            var signature =
                    isMethod && (suggestions.size() < ALWAYS_SIGNED || System.nanoTime() < deadline)
                            ? signature(point.analysis(), prefix + opened(text))
                            : "";
            suggestions.add(new Suggestion(text, kind(text), signature));
        }
        return new Completion(
                point.offset() + anchor[0], point.offset() + point.cursor(), suggestions);
    }

    private static String opened(String method) {
        return method.substring(0, method.indexOf('(') + 1);
    }

    private static String signature(SourceCodeAnalysis analysis, String call) {
        var found = analysis.documentation(call, call.length(), false);
        var more = found.size() > 1 ? " (+" + (found.size() - 1) + ")" : "";
        return found.isEmpty() ? "" : found.getFirst().signature() + more;
    }

    /// The kind of thing a suggestion names, as far as its spelling tells.
    private static String kind(String text) {
        var name = text.strip();
        if (name.contains("(")) {
            return "method";
        }
        if (SourceVersion.isKeyword(name) || CONTEXTUAL.contains(name)) {
            return "keyword";
        }
        if (name.endsWith(".")) {
            return "module";
        }
        if (name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
            return "constant";
        }
        return Character.isUpperCase(name.charAt(0)) ? "class" : "field";
    }

    private static final Set<String> CONTEXTUAL =
            Set.copyOf(
                    List.of("var", "record", "sealed", "permits", "yield", "when", "non-sealed"));
}
