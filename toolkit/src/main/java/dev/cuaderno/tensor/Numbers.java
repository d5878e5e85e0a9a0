package dev.cuaderno.tensor;

import java.util.Locale;

/// One way of writing the numbers of a tensor, chosen so that they line up: whole numbers without a
/// point, others with as many decimals as they need up to four, very large and very small ones with
/// an exponent. Always with a decimal point, whatever the locale.
public final class Numbers {

    private static final int MOST_DECIMALS = 4;
    private static final int FEW = 20;

    private final String format;

    private Numbers(String format) {
        this.format = format;
    }

    /// The way of writing that fits all of `values`.
    public static Numbers fitting(double... values) {
        var largest = 0.0;
        var smallest = Double.POSITIVE_INFINITY;
        var whole = true;
        for (var value : values) {
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                var size = Math.abs(value);
                largest = Math.max(largest, size);
                smallest = size == 0 ? smallest : Math.min(smallest, size);
                whole &= value == Math.rint(value);
            }
        }
        // Among many numbers a tiny one is noise; among few it may be what the reader looks for.
        var tiny = values.length <= FEW && smallest < 1e-4 && smallest * 1e3 < largest;
        if (whole ? largest >= 1e15 : largest >= 1e8 || largest < 1e-2 || tiny) {
            return new Numbers("%.4e");
        }
        return new Numbers("%." + (whole ? 0 : decimals(values)) + "f");
    }

    /// How many decimals the value that needs most has, among those shown.
    private static int decimals(double... values) {
        for (var decimals = 1; decimals < MOST_DECIMALS; decimals++) {
            var scale = Math.pow(10, decimals);
            var enough = true;
            for (var value : values) {
                // A float32 such as 0.1f is 0.1 for the reader.
                enough &=
                        !Double.isFinite(value)
                                || Math.abs(value * scale - Math.rint(value * scale))
                                        <= 1e-6 * Math.abs(value * scale);
            }
            if (enough) {
                return decimals;
            }
        }
        return MOST_DECIMALS;
    }

    /// The number as text.
    public String write(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        var text = String.format(Locale.ROOT, format, value);
        return text.startsWith("-") && text.matches("-0(\\.0+)?") ? text.substring(1) : text;
    }

    /// A single number as text.
    public static String plain(double value) {
        return fitting(value).write(value);
    }
}
