package dev.cuaderno.explain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Single numbers beside a drawing: four digits that count, no zeros that say nothing, a decimal
/// point in every locale.
final class Digits {

    private static final int COUNTING = 4;

    private Digits() {}

    /// `0.3757`, `12`, `1.5e-7`, `∞`.
    static String of(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        var size = Math.abs(value);
        var rounded = new BigDecimal(value).round(new MathContext(COUNTING)).stripTrailingZeros();
        if (size >= 1e7 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace("e-0", "e-")
                    .replace("e+0", "e")
                    .replace("-", "−");
        }
        var digits = size >= 1e4 ? new BigDecimal(Math.rint(value)) : rounded;
        return digits.toPlainString().replace("-", "−");
    }

    /// A length or a place in a drawing, to a tenth of a pixel.
    static String place(double value) {
        var text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
