package dev.cuaderno.kernel.dependency;

import java.util.ArrayList;
import java.util.List;

/// A lock as lines of Java comments, which travel in a cell of the notebook whatever editor it is
/// opened with, and which any other tool passes over:
///
/// ```
/// //LOCK for org.example:tool:1.2
/// //LOCK org.example:tool:1.2 sha256=4d5e...
/// //LOCK org.example:base:0.9 sha256=77aa...
/// ```
public final class LockText {

    /// What each line begins with.
    public static final String DIRECTIVE = "//LOCK";

    private LockText() {}

    public static String write(Lock lock) {
        var text = new StringBuilder();
        for (var request : lock.requests()) {
            text.append(DIRECTIVE).append(" for ").append(request).append('\n');
        }
        for (var entry : lock.files()) {
            text.append(DIRECTIVE)
                    .append(' ')
                    .append(entry.coordinates())
                    .append(" sha256=")
                    .append(entry.sha256())
                    .append('\n');
        }
        return text.toString();
    }

    /// Reads what stands behind `//LOCK` in each line.
    ///
    /// @throws IllegalArgumentException if a line is none of these; the message holds it
    public static Lock read(List<String> lines) {
        var requests = new ArrayList<Coordinates>();
        var entries = new ArrayList<Lock.Entry>();
        for (var line : lines) {
            var words = line.strip().split("\\s+");
            if (words.length == 2 && words[0].equals("for")) {
                requests.add(Coordinates.parse(words[1]));
            } else if (words.length == 2 && words[1].startsWith("sha256=")) {
                entries.add(
                        new Lock.Entry(
                                Coordinates.parse(words[0]),
                                words[1].substring("sha256=".length())));
            } else {
                throw new IllegalArgumentException(
                        "not a line of a lock: \""
                                + DIRECTIVE
                                + " "
                                + line.strip()
                                + "\"; expected "
                                + DIRECTIVE
                                + " group:artifact:version sha256=...");
            }
        }
        return new Lock(requests, entries);
    }
}
