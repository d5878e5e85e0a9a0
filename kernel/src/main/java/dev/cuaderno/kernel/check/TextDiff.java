package dev.cuaderno.kernel.check;

import java.util.ArrayList;
import java.util.List;

/// What changed between two texts, line by line, for a terminal: `-` stored, `+` fresh.
final class TextDiff {
    private static final int CONTEXT = 2;
    private static final int WIDTH = 100;
    // Above this many pairs of lines only the part between what both have in common is compared.
    private static final int MAX_PAIRS = 4_000_000;
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private record Edit(char kind, String line) {}

    private TextDiff() {}

    /// The lines of the difference, each with its line end.
    ///
    /// @param most so many lines are shown
    static String of(String stored, String fresh, int most) {
        var edits = edits(stored.lines().toList(), fresh.lines().toList());
        var text = new StringBuilder();
        var shown = 0;
        var skipped = false;
        for (var i = 0; i < edits.size(); i++) {
            if (!isNearChange(edits, i)) {
                skipped = true;
                continue;
            }
            if (shown++ == most) {
                text.append(DIM).append("    ... more differs below").append(PLAIN).append('\n');
                break;
            }
            if (skipped) {
                text.append(DIM).append("    ...").append(PLAIN).append('\n');
                skipped = false;
            }
            var edit = edits.get(i);
            var colour = edit.kind() == '-' ? RED : edit.kind() == '+' ? GREEN : DIM;
            text.append(colour)
                    .append("    ")
                    .append(edit.kind())
                    .append(' ')
                    .append(clip(edit.line(), partner(edits, i)))
                    .append(PLAIN)
                    .append('\n');
        }
        return text.toString();
    }

    private static boolean isNearChange(List<Edit> edits, int at) {
        for (var i = Math.max(0, at - CONTEXT);
                i <= Math.min(edits.size() - 1, at + CONTEXT);
                i++) {
            if (edits.get(i).kind() != ' ') {
                return true;
            }
        }
        return false;
    }

    /// The line that a changed line was or became: in a block of as many `-` as `+`, the one at the
    /// same place.
    private static String partner(List<Edit> edits, int at) {
        var kind = edits.get(at).kind();
        if (kind == ' ') {
            return null;
        }
        var begin = at;
        while (begin > 0 && edits.get(begin - 1).kind() != ' ') {
            begin--;
        }
        var removed = begin;
        while (removed < edits.size() && edits.get(removed).kind() == '-') {
            removed++;
        }
        var end = removed;
        while (end < edits.size() && edits.get(end).kind() == '+') {
            end++;
        }
        var half = removed - begin;
        if (half != end - removed) {
            return null;
        }
        return edits.get(kind == '-' ? at + half : at - half).line();
    }

    /// A long line is shown around the place where it differs.
    private static String clip(String line, String other) {
        if (line.length() <= WIDTH) {
            return line;
        }
        var same = 0;
        if (other != null) {
            while (same < Math.min(line.length(), other.length())
                    && line.charAt(same) == other.charAt(same)) {
                same++;
            }
        }
        var from = Math.max(0, Math.min(same - WIDTH / 3, line.length() - WIDTH));
        var to = Math.min(line.length(), from + WIDTH);
        return (from > 0 ? "…" : "")
                + line.substring(from, to)
                + (to < line.length() ? "… (" + line.length() + " characters)" : "");
    }

    private static List<Edit> edits(List<String> stored, List<String> fresh) {
        var edits = new ArrayList<Edit>();
        var head = 0;
        while (head < Math.min(stored.size(), fresh.size())
                && stored.get(head).equals(fresh.get(head))) {
            edits.add(new Edit(' ', stored.get(head++)));
        }
        var tail = 0;
        while (tail < Math.min(stored.size(), fresh.size()) - head
                && stored.get(stored.size() - 1 - tail)
                        .equals(fresh.get(fresh.size() - 1 - tail))) {
            tail++;
        }
        middle(
                stored.subList(head, stored.size() - tail),
                fresh.subList(head, fresh.size() - tail),
                edits);
        stored.subList(stored.size() - tail, stored.size())
                .forEach(line -> edits.add(new Edit(' ', line)));
        return edits;
    }

    private static void middle(List<String> stored, List<String> fresh, List<Edit> edits) {
        if ((long) stored.size() * fresh.size() > MAX_PAIRS) {
            stored.forEach(line -> edits.add(new Edit('-', line)));
            fresh.forEach(line -> edits.add(new Edit('+', line)));
            return;
        }
        // The longest common subsequence of what follows each pair of places.
        var common = new int[stored.size() + 1][fresh.size() + 1];
        for (var i = stored.size() - 1; i >= 0; i--) {
            for (var j = fresh.size() - 1; j >= 0; j--) {
                common[i][j] =
                        stored.get(i).equals(fresh.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        var i = 0;
        var j = 0;
        while (i < stored.size() || j < fresh.size()) {
            if (i < stored.size() && j < fresh.size() && stored.get(i).equals(fresh.get(j))) {
                edits.add(new Edit(' ', stored.get(i++)));
                j++;
            } else if (i < stored.size()
                    && (j == fresh.size() || common[i + 1][j] >= common[i][j + 1])) {
                edits.add(new Edit('-', stored.get(i++)));
            } else {
                edits.add(new Edit('+', fresh.get(j++)));
            }
        }
    }
}
