package dev.cuaderno.widget;

/// Checks of numbers between bounds.
final class Ranges {

    private static final int MOST_DIGITS = 10;

    private Ranges() {}

    static void check(Number value, Number min, Number max) {
        var number = value.doubleValue();
        // Not the reverse: NaN lies nowhere.
        if (!(number >= min.doubleValue() && number <= max.doubleValue())) {
            throw new IllegalArgumentException(
                    "expected a value from " + min + " to " + max + ", got " + value);
        }
    }

    static void check(Number min, Number max, Number value, Number step) {
        if (!(min.doubleValue() <= max.doubleValue())) {
            throw new IllegalArgumentException(
                    "expected bounds in order, got " + min + " to " + max);
        }
        if (!(step.doubleValue() > 0)) {
            throw new IllegalArgumentException("expected a step above 0, got " + step);
        }
        check(value, min, max);
    }

    /// As many decimals as the step has.
    static String format(double step) {
        var digits = 0;
        for (var scaled = step;
                digits < MOST_DIGITS && Math.abs(scaled - Math.rint(scaled)) > 1e-9;
                scaled *= 10) {
            digits++;
        }
        return "." + digits + "f";
    }
}
