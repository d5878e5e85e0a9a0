package dev.cuaderno.kernel.dependency;

import java.util.List;

/// What an addition did to the libraries of a notebook.
///
/// @param added new on the class path
/// @param moved libraries whose version is another one now
/// @param removed what nothing needs any more
/// @param outdated those moved or removed that the running JVM has already been given in their old
///   version: a JVM cannot give a library back, so they stay in use until it is restarted
/// @param notices what else the user should know
public record Change(
        List<Artifact> added,
        List<Move> moved,
        List<Artifact> removed,
        List<String> outdated,
        List<String> notices) {

    public Change {
        added = List.copyOf(added);
        moved = List.copyOf(moved);
        removed = List.copyOf(removed);
        outdated = List.copyOf(outdated);
        notices = List.copyOf(notices);
    }

    /// A change of version.
    public record Move(Artifact before, Artifact after) {
        @Override
        public String toString() {
            return before.coordinates().key()
                    + " "
                    + before.coordinates().version()
                    + " -> "
                    + after.coordinates().version();
        }
    }

    /// True where nothing has changed.
    public boolean isEmpty() {
        return added.isEmpty() && moved.isEmpty() && removed.isEmpty();
    }

    /// In words, a few lines; empty where there is nothing to say.
    public String text() {
        var lines = new StringBuilder();
        moved.forEach(move -> lines.append("changed: ").append(move).append('\n'));
        removed.forEach(
                each -> lines.append("no longer needed: ").append(each.coordinates()).append('\n'));
        notices.forEach(notice -> lines.append("note: ").append(notice).append('\n'));
        if (!outdated.isEmpty()) {
            lines.append("already loaded, so unchanged until the JVM is restarted: ")
                    .append(String.join(", ", outdated))
                    .append("; %dep restart does that (values are lost)\n");
        }
        return lines.toString();
    }
}
