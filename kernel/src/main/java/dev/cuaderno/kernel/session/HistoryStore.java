package dev.cuaderno.kernel.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// The cells that were run, in this session and in earlier ones.
///
/// Where the file cannot be used, this session is remembered all the same and the log says why.
public final class HistoryStore {

    private static final System.Logger LOG = System.getLogger(HistoryStore.class.getName());
    private static final int LONGEST_RESULT = 10_000;

    private final HistoryFile file;
    private final List<HistoryEntry> own = new ArrayList<>();
    private int session;
    private boolean broken;

    private HistoryStore(HistoryFile file) {
        this.file = file;
    }

    /// A history kept in `folder`, which is made when the first cell has run.
    public static HistoryStore in(Path folder) {
        return new HistoryStore(new HistoryFile(folder));
    }

    /// Remembers a cell of this session.
    synchronized void add(int line, String code, String result) {
        var kept =
                result == null || result.length() <= LONGEST_RESULT
                        ? result
                        : result.substring(0, LONGEST_RESULT);
        try {
            if (session == 0 && !broken) {
                var first = file.appendFirst(line, code, kept);
                session = first.session();
                own.add(first);
                return;
            }
            var entry = new HistoryEntry(session, line, code, kept);
            own.add(entry);
            if (!broken) {
                file.append(entry);
            }
        } catch (IOException failure) {
            fail(failure);
            if (own.isEmpty()) {
                own.add(new HistoryEntry(session, line, code, kept));
            }
        }
    }

    private void fail(IOException failure) {
        if (!broken) {
            LOG.log(System.Logger.Level.WARNING, "the history is not stored: " + failure);
        }
        broken = true;
    }

    /// The last `n` cells of all sessions, oldest first; null for all.
    synchronized List<HistoryEntry> tail(Integer n) {
        return last(all(), n);
    }

    /// Cells of one session.
    ///
    /// @param wanted 0 for this one, negative to count back from it
    /// @param start the first line
    /// @param stop the line after the last; null for all
    synchronized List<HistoryEntry> range(int wanted, int start, Integer stop) {
        var number = wanted > 0 ? wanted : current() + wanted;
        var entries = wanted == 0 ? own : all();
        return entries.stream()
                .filter(entry -> wanted == 0 || entry.session() == number)
                .filter(entry -> entry.line() >= start && (stop == null || entry.line() < stop))
                .toList();
    }

    /// The last `n` cells that match a pattern with `*` and `?`, oldest first.
    ///
    /// @param unique true to give a text that was run often once, at its last place
    synchronized List<HistoryEntry> search(String pattern, Integer n, boolean unique) {
        var found =
                all().stream()
                        .filter(entry -> Glob.matches(pattern, entry.code()))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (unique) {
            var byCode = new LinkedHashMap<String, HistoryEntry>();
            for (var entry : found) {
                byCode.remove(entry.code());
                byCode.put(entry.code(), entry);
            }
            found = new ArrayList<>(byCode.values());
        }
        return last(found, n);
    }

    // Before its first cell a session has no number; it would get the next one.
    private int current() {
        return session > 0
                ? session
                : 1 + all().stream().mapToInt(HistoryEntry::session).max().orElse(0);
    }

    // Kernels that run at once write between one another: sorted by session they read well.
    private List<HistoryEntry> all() {
        if (broken) {
            return own;
        }
        try {
            var entries = file.read();
            entries.sort(Comparator.comparingInt(HistoryEntry::session));
            return entries;
        } catch (IOException failure) {
            fail(failure);
            return own;
        }
    }

    private static List<HistoryEntry> last(List<HistoryEntry> entries, Integer n) {
        var count = n == null ? entries.size() : Math.clamp(n, 0, entries.size());
        return List.copyOf(entries.subList(entries.size() - count, entries.size()));
    }
}
