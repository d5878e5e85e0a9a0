package dev.cuaderno.kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of a magic, parsed by its [Syntax].
///
/// @param options the options given, by name without dashes; the value of a flag is empty
/// @param words what is no option, quotes taken away; for a syntax that ends in raw text, empty
/// @param rest for a syntax that ends in raw text, that text
/// @param restOffset where `rest` begins in the cell
/// @param raw everything behind the name, as written
public record Arguments(
        Map<String, String> options, List<String> words, String rest, int restOffset, String raw) {

    /// Whether an option or flag was given.
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /// The value of an option.
    public Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /// The value of an option that takes a whole number.
    ///
    /// @throws MagicException if it is none, or less than `least`
    public int integer(String option, int byDefault, int least) throws MagicException {
        var given = options.get(option);
        if (given == null) {
            return byDefault;
        }
        try {
            var number = Integer.parseInt(given);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new MagicException(
                "UsageError",
                Syntax.dashed(option)
                        + " takes a whole number of "
                        + least
                        + " or more, not "
                        + given);
    }

    /// The first word; empty if there is none.
    public Optional<String> first() {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.getFirst());
    }
}
