package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Assistant.Suggestion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Suggestions while they are being gathered: one for each text, the best first.
final class Candidates {

    /// A longer list helps nobody.
    private static final int MOST = 400;

    /// How near a thing is to the cursor, nearest first.
    enum Nearness {
        LOCAL,
        OWN,
        INHERITED,
        VISIBLE,
        WORD,
        DISTANT
    }

    private record Candidate(
            String text,
            String type,
            Supplier<String> signature,
            boolean fits,
            Nearness nearness,
            int count,
            int order) {}

    private static final Comparator<Candidate> BEST =
            Comparator.comparing((Candidate each) -> !each.fits())
                    .thenComparing(Candidate::nearness);

    private final String prefix;
    private final Map<String, Candidate> found = new LinkedHashMap<>();

    Candidates(String prefix) {
        this.prefix = prefix;
    }

    /// Whether a name begins with what has been typed, capitals or not.
    boolean takes(String name) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    boolean hasPrefix() {
        return !prefix.isEmpty();
    }

    String prefix() {
        return prefix;
    }

    /// @param name what the text begins with, compared with what has been typed
    /// @param fits whether it is of the type that is expected
    /// @param signature made for those that are shown only
    void add(
            String name,
            String text,
            String type,
            Supplier<String> signature,
            boolean fits,
            Nearness nearness) {
        if (!takes(name)) {
            return;
        }
        found.merge(
                text,
                new Candidate(text, type, signature, fits, nearness, 1, order(nearness)),
                (old, other) -> {
                    var best = BEST.compare(other, old) < 0 ? other : old;
                    return new Candidate(
                            text,
                            best.type(),
                            best.signature(),
                            old.fits() || other.fits(),
                            best.nearness(),
                            old.count() + 1,
                            Math.min(old.order(), other.order()));
                });
    }

    /// Types come in the order in which they are likely, all else by the alphabet.
    private int order(Nearness nearness) {
        return nearness == Nearness.VISIBLE || nearness == Nearness.DISTANT ? found.size() : 0;
    }

    void add(String word, String type, Nearness nearness) {
        add(word, word, type, () -> "", false, nearness);
    }

    /// Overloads with and without parameters are one suggestion, with the bracket left open.
    private void joinOverloads() {
        for (var text : List.copyOf(found.keySet())) {
            if (text.endsWith("()")) {
                var open = found.get(text.substring(0, text.length() - 1));
                if (open != null) {
                    var without = found.remove(text);
                    found.put(
                            open.text(),
                            new Candidate(
                                    open.text(),
                                    open.type(),
                                    BEST.compare(without, open) < 0
                                            ? without.signature()
                                            : open.signature(),
                                    open.fits() || without.fits(),
                                    open.nearness(),
                                    open.count() + without.count(),
                                    open.order()));
                }
            }
        }
    }

    List<Suggestion> best() {
        joinOverloads();
        var suggestions = new ArrayList<Suggestion>();
        found.values().stream()
                .sorted(
                        Comparator.comparing((Candidate each) -> !each.text().startsWith(prefix))
                                .thenComparing(BEST)
                                .thenComparingInt(Candidate::order)
                                .thenComparing(each -> each.text().toLowerCase(Locale.ROOT)))
                .limit(MOST)
                .forEach(
                        each -> {
                            var isMethod = each.text().contains("(");
                            var more =
                                    isMethod && each.count() > 1
                                            ? " (+" + (each.count() - 1) + ")"
                                            : "";
                            suggestions.add(
                                    new Suggestion(
                                            each.text(),
                                            each.type(),
                                            each.signature().get() + more));
                        });
        return suggestions;
    }
}
