package dev.cuaderno.worker;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A throwable as the front sees it: the object itself stays in the worker.
///
/// @param type its class name
/// @param message its message, or null
/// @param frames its stack, innermost first, cut after [#MAX_FRAMES]
/// @param cause what caused it, or null
/// @param suppressed what was suppressed for it
public record Failure(
        String type,
        String message,
        List<StackTraceElement> frames,
        Failure cause,
        List<Failure> suppressed)
        implements Serializable {

    static final int MAX_FRAMES = 200;
    private static final int MAX_MESSAGE = 100_000;

    /// Reads a throwable, its causes and its suppressed ones; cycles are cut.
    static Failure of(Throwable throwable) {
        return of(throwable, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static Failure of(Throwable throwable, Set<Throwable> seen) {
        if (throwable == null || !seen.add(throwable)) {
            return null;
        }
        var stack = throwable.getStackTrace();
        var frames = List.of(Arrays.copyOf(stack, Math.min(stack.length, MAX_FRAMES)));
        var suppressed = new ArrayList<Failure>();
        for (var other : throwable.getSuppressed()) {
            var failure = of(other, seen);
            if (failure != null) {
                suppressed.add(failure);
            }
        }
        return new Failure(
                throwable.getClass().getName(),
                message(throwable),
                frames,
                of(throwable.getCause(), seen),
                suppressed);
    }

    /// A throwable of which no more can be said.
    static Failure unreadable(Throwable throwable) {
        return new Failure(
                throwable.getClass().getName(),
                "(its getMessage() was stopped)",
                List.of(),
                null,
                List.of());
    }

    private static String message(Throwable throwable) {
        try {
            // Not getLocalizedMessage: what a notebook shows must not depend on the machine's
            // language.
            var message = throwable.getMessage();
            return message == null || message.length() <= MAX_MESSAGE
                    ? message
                    : message.substring(0, MAX_MESSAGE) + "...";
        } catch (RuntimeException | StackOverflowError broken) {
            return "(its getMessage() failed with " + broken.getClass().getName() + ")";
        }
    }
}
