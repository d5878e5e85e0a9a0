package dev.cuaderno.kernels;

/// Functions of one number without parameters.
public enum Unary implements Curve {
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
    /// The error function 2/√π · ∫₀ˣ e^(−t²) dt.
    ERF,
    /// x·σ(x): Hendrycks and Gimpel (2016); also called swish.
    SILU,
    /// x·Φ(x) = x/2·(1 + erf(x/√2)): Hendrycks and Gimpel, "Gaussian error linear units" (2016).
    GELU,
    FLOOR,
    CEIL,
    /// To the nearest integer, halves to the even one.
    ROUND;

    private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

    @Override
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
            case ERF -> ErrorFunction.of(x);
            case SILU -> x * sigmoid(x);
            case GELU -> x * normal(x);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case ROUND -> Math.rint(x);
        };
    }

    /// Where f has a kink this is 0: |x|, relu and sign at 0. Rounding is constant between its
    /// jumps, and has the derivative 0 everywhere.
    @Override
    public double slope(double a) {
        return switch (this) {
            case NEGATE -> -1;
            case ABS -> Math.signum(a);
            case SQUARE -> 2 * a;
            case SQRT -> 0.5 / a;
            case RECIPROCAL -> -a * a;
            case EXP -> a;
            case LOG -> 1 / a;
            case SIN -> Math.cos(a);
            case COS -> -Math.sin(a);
            case TANH -> 1 - a * a;
            case SIGMOID -> a * (1 - a);
            case RELU -> a > 0 ? 1 : 0;
            case SOFTPLUS -> sigmoid(a);
            case ERF -> ErrorFunction.slope(a);
            case SILU -> sigmoid(a) * (1 + a * sigmoid(-a));
            case GELU -> normal(a) + a * DENSITY * Math.exp(-a * a / 2);
            case SIGN, FLOOR, CEIL, ROUND -> 0;
        };
    }

    @Override
    public boolean slopeOfValue() {
        return switch (this) {
            case SQRT, RECIPROCAL, EXP, TANH, SIGMOID, RELU -> true;
            case NEGATE,
                    ABS,
                    SIGN,
                    SQUARE,
                    LOG,
                    SIN,
                    COS,
                    SOFTPLUS,
                    ERF,
                    SILU,
                    GELU,
                    FLOOR,
                    CEIL,
                    ROUND ->
                    false;
        };
    }

    /// Φ(x), the share of a normal distribution below x.
    private static double normal(double x) {
        return 0.5 * (1 + ErrorFunction.of(x / Math.sqrt(2)));
    }

    private static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        var e = Math.exp(x);
        return e / (1 + e);
    }
}
