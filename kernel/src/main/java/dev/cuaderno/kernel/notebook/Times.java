package dev.cuaderno.kernel.notebook;

import java.time.Duration;
import java.util.Locale;

/// Lengths of time for people: `0.4 s`, `12.0 s`, `3 min 05 s`, `1 h 02 min`.
public final class Times {
    private Times() {}

    public static String text(Duration time) {
        var tenths = Math.round(time.toMillis() / 100.0);
        if (tenths < 600) {
            return tenths % 10 == 0 && tenths >= 100
                    ? tenths / 10 + " s"
                    : String.format(Locale.ROOT, "%.1f s", tenths / 10.0);
        }
        var seconds = Math.round(tenths / 10.0);
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
}
