package dev.cuaderno.kernels;

/// The error function 2/√π · ∫₀ˣ e^(−t²) dt of one number.
///
/// Near 0 the series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1)/(1·3·…·(2n+1)) is summed, farther out the
/// continued fraction of the complement is folded up: Abramowitz and Stegun, "Handbook of
/// Mathematical Functions" (1964), 7.1.6 and 7.1.14. Both are exact to about 10⁻¹⁵.
final class ErrorFunction {

    private static final double FACTOR = 2 / Math.sqrt(Math.PI);

    /// Where the fraction takes over from the series.
    private static final double LARGE = 3;

    private static final int FRACTIONS = 60;

    private ErrorFunction() {}

    /// Its derivative, 2/√π · e^(−x²).
    static double slope(double x) {
        return FACTOR * Math.exp(-x * x);
    }

    /// The function of one number.
    static double of(double x) {
        var size = Math.abs(x);
        return Double.isNaN(x) ? x : Math.copySign(size < LARGE ? series(size) : far(size), x);
    }

    private static double series(double x) {
        var sum = 0.0;
        var term = x;
        for (var odd = 3.0; sum + term != sum; odd += 2) {
            sum += term;
            term *= 2 * x * x / odd;
        }
        return FACTOR * Math.exp(-x * x) * sum;
    }

    private static double far(double x) {
        var rest = x;
        for (var n = FRACTIONS; n > 0; n--) {
            rest = x + n / 2.0 / rest;
        }
        return 1 - Math.exp(-x * x) / (rest * Math.sqrt(Math.PI));
    }
}
