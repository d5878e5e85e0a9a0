package dev.cuaderno.kernels;

/// Functions of one number that kernels know by name; [#apply] is their definition.
public enum Unary {
    NEGATE,
    ABS,
    /// −1, 0 or 1.
    SIGN,
    SQUARE,
    SQRT,
    RECIPROCAL,
    EXP,
    /// The natural logarithm.
    LOG,
    SIN,
    COS,
    TANH,
    /// 1 / (1 + e^−x), written so that neither end overflows.
    SIGMOID,
    /// max(0, x); NaN stays NaN.
    RELU,
    /// ln(1 + e^x), written so that neither end overflows.
    SOFTPLUS,
    FLOOR,
    CEIL,
    /// To the nearest integer, halves to the even one.
    ROUND;

    /// The value at `x`, in double arithmetic.
    public double apply(double x) {
        return switch (this) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case SQUARE -> x * x;
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> sigmoid(x);
            case RELU -> Math.max(0, x);
            case SOFTPLUS -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
        };
    }

    private static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        var e = Math.exp(x);
        return e / (1 + e);
    }
}
