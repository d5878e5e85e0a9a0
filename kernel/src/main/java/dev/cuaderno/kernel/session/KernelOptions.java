package dev.cuaderno.kernel.session;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What a kernel is started with.
///
/// @param history the cells of this and earlier sessions
/// @param maxOutput the characters that are shown of one cell
/// @param gather how long printed text waits for more before it is sent
public record KernelOptions(HistoryStore history, long maxOutput, Duration gather) {

    private static final Duration GATHER = Duration.ofMillis(20);

    private static final long DEFAULT_MAX_OUTPUT = 1L << 20;

    /// What the environment says: `CUADERNO_MAX_OUTPUT`, a number of characters.
    ///
    /// @param dataFolder Jupyter's data folder, in which the history lies
    public static KernelOptions of(Path dataFolder, Map<String, String> environment) {
        var history = HistoryStore.in(dataFolder.resolve("cuaderno"));
        var limit = environment.getOrDefault("CUADERNO_MAX_OUTPUT", "").strip();
        return new KernelOptions(
                history, limit.isEmpty() ? DEFAULT_MAX_OUTPUT : number(limit), GATHER);
    }

    private static long number(String text) {
        try {
            var number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException other) {
            // Reported below like a negative number.
        }
        throw new IllegalArgumentException(
                "CUADERNO_MAX_OUTPUT should be a number of characters, for instance "
                        + DEFAULT_MAX_OUTPUT
                        + "; is '"
                        + text
                        + "'");
    }
}
