package dev.cuaderno.kernels;

/// Functions of two numbers that kernels know by name; [#apply] is their definition. Comparisons
/// give 1 for true and 0 for false.
public enum Binary {
    PLUS,
    MINUS,
    TIMES,
    DIVIDE,
    POWER,
    MAXIMUM,
    MINIMUM,
    /// a·ln(b), and 0 where a is 0: the convention 0·log 0 = 0 of entropies.
    TIMES_LOG,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    NOT_EQUAL;

    /// The value at `a` and `b`, in double arithmetic.
    public double apply(double a, double b) {
        return switch (this) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case POWER -> Math.pow(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case TIMES_LOG -> a == 0 ? 0 : a * Math.log(b);
            case GREATER -> truth(a > b);
            case GREATER_OR_EQUAL -> truth(a >= b);
            case LESS -> truth(a < b);
            case LESS_OR_EQUAL -> truth(a <= b);
            case EQUAL -> truth(a == b);
            case NOT_EQUAL -> truth(a != b);
        };
    }

    private static double truth(boolean holds) {
        return holds ? 1 : 0;
    }
}
