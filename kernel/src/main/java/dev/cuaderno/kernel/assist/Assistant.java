package dev.cuaderno.kernel.assist;

import dev.cuaderno.display.MimeBundle;

import java.util.List;
import java.util.Optional;

/// Helps while code is being written. Positions are UTF-16 units, as in Java strings.
///
/// Called by one thread at a time, but not the one that runs cells: while a cell runs, too.
public interface Assistant {

    /// One that knows nothing.
    Assistant NONE = new Assistant() {};

    /// What could stand at `cursor`.
    default Completion complete(String code, int cursor) {
        return new Completion(cursor, cursor, List.of());
    }

    /// What stands at `cursor`, in forms to show.
    ///
    /// @param detail 0 for signature and documentation, 1 for the source as well
    default Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return Optional.empty();
    }

    /// The code with an import line for each type that was suggested without being imported and
    /// that the code uses.
    default String withImports(String code) {
        return code;
    }

    /// Suggestions, each to replace what stands from `start` to `end`.
    ///
    /// @param suggestions best first
    record Completion(int start, int end, List<Suggestion> suggestions) {
        public Completion {
            suggestions = List.copyOf(suggestions);
        }

        /// The same for code that begins `offset` further.
        public Completion shifted(int offset) {
            return new Completion(start + offset, end + offset, suggestions);
        }
    }

    /// One suggestion.
    ///
    /// @param text to insert
    /// @param type what it is, for the icon: `class`, `method`, `field`, `keyword`, ...; may be
    ///   empty
    /// @param signature to show beside it; may be empty
    record Suggestion(String text, String type, String signature) {}
}
