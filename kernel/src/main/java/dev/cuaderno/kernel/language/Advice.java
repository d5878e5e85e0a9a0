package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.magic.Habits;

import java.util.ArrayList;

/// What is said beside an error, for those who come from another language.
final class Advice {

    private Advice() {}

    /// Adds how Java writes what was written in another language's way.
    static Outcome.Failed added(Outcome.Failed failed, Cell cell) {
        if (failed.cause() != Outcome.Cause.COMPILE || failed.line() < 1) {
            return failed;
        }
        var line = cell.source().lines().skip(failed.line() - 1L).findFirst().orElse("");
        var advice = Habits.advice(line);
        if (advice.isEmpty()) {
            return failed;
        }
        var traceback = new ArrayList<>(failed.traceback());
        traceback.add("hint: " + advice.get());
        return new Outcome.Failed(
                failed.cause(),
                failed.name(),
                failed.message(),
                traceback,
                failed.line(),
                failed.column());
    }
}
