package dev.cuaderno.kernel.language;

import java.time.Duration;
import java.util.ArrayList;
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

    /// The outcome of a cell that took longer than it may says so.
    static Outcome tell(Outcome outcome, Interrupter stop, Settings settings) {
        if (!stop.late()
                || !(outcome instanceof Outcome.Failed failed)
                || failed.cause() != Outcome.Cause.INTERRUPTED) {
            return outcome;
        }
        var message =
                "the cell ran longer than "
                        + settings.timeout().map(CellTimeout::words).orElse("it may")
                        + " (CUADERNO_TIMEOUT) and was stopped; "
                        + (stop.killed() ? failed.message() : "its variables are kept");
        var traceback = new ArrayList<String>();
        traceback.add(Ansi.error("Timeout") + ": " + message);
        failed.traceback().stream().skip(1).forEach(traceback::add);
        return new Outcome.Failed(
                failed.cause(), "Timeout", message, traceback, failed.line(), failed.column());
    }
}
