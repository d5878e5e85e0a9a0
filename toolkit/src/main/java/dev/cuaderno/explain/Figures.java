package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Single numbers inside formulas: four digits that count, no zeros that say nothing, always a
/// decimal point.
final class Figures {

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final double SMALLEST = 1e-4;
    private static final double LARGEST = 1e7;

    private Figures() {}

    /// `0.7514`, `12`, `-0.0004386`, `1.803e-08`.
    static String of(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
        }
        if (value == 0) {
            return "0";
        }
        var size = Math.abs(value);
        if (value == Math.rint(value) && size < LARGEST) {
            return Long.toString((long) value);
        }
        if (size < SMALLEST || size >= LARGEST) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        var rounded = new BigDecimal(value).round(DIGITS);
        return rounded.stripTrailingZeros().toPlainString();
    }

    /// As a factor or term behind a sign: negative ones in brackets.
    static String signed(double value) {
        var text = of(value);
        return text.startsWith("-") ? "(" + text + ")" : text;
    }

    /// A product as the lectures write it: `2*(-1)`.
    static String product(double a, double b) {
        return signed(a) + "*" + signed(b);
    }

    /// `(0, 1)`, or the number alone if there is only one.
    static String list(Tensor vector) {
        var parts = new ArrayList<String>();
        for (var value : vector.toDoubleArray()) {
            parts.add(of(value));
        }
        return parts.size() == 1 ? parts.getFirst() : "(" + String.join(", ", parts) + ")";
    }

    /// Terms with plus signs between them, cut short where nobody would follow.
    static String sum(List<String> terms, int most) {
        if (terms.size() <= most) {
            return String.join(" + ", terms);
        }
        return String.join(" + ", terms.subList(0, most - 1)) + " + … + " + terms.getLast();
    }
}
