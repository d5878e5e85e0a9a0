package dev.cuaderno.kernel.language;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The time that one cell may take, as users write it: a number of milliseconds, or a number and a
/// unit (`90 SECONDS`); a number below 1 means no limit.
final class CellTimeout {

    private CellTimeout() {}

    /// @throws IllegalArgumentException if the text is neither empty nor a time
    static Optional<Duration> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        var words = text.strip().split("\\s+", 2);
        try {
            var number = Long.parseLong(words[0]);
            var unit =
                    words.length == 1
                            ? TimeUnit.MILLISECONDS
                            : TimeUnit.valueOf(words[1].toUpperCase(Locale.ROOT));
            return number < 1
                    ? Optional.empty()
                    : Optional.of(Duration.of(number, unit.toChronoUnit()));
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new IllegalArgumentException(
                    "CUADERNO_TIMEOUT (or IJAVA_TIMEOUT) should be a number of milliseconds, -1 for"
                            + " no limit, or a number and a unit such as '90 SECONDS'; is '"
                            + text.strip()
                            + "'",
                    wrong);
        }
    }

    /// A duration in words.
    static String words(Duration time) {
        var millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
