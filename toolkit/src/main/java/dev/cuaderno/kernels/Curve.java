package dev.cuaderno.kernels;

/// A function of one number that kernels have loops for, with its derivative; [#apply] and [#slope]
/// are the definitions.
public sealed interface Curve permits Unary, Curve.Leaky, Curve.Exponential, Curve.Limited {

    /// The value at `x`, in double arithmetic.
    double apply(double x);

    /// The derivative, in double arithmetic. Where there is a kink it is that of one side or 0, as
    /// the operations on tensors say.
    ///
    /// @param a the value if [#slopeOfValue], else the argument
    double slope(double a);

    /// Whether the derivative is told from the value of the function instead of its argument.
    boolean slopeOfValue();

    /// x where positive, `slope`·x elsewhere.
    record Leaky(double slope) implements Curve {

        @Override
        public double apply(double x) {
            return x > 0 ? x : slope * x;
        }

        @Override
        public double slope(double a) {
            return a > 0 ? 1 : slope;
        }

        @Override
        public boolean slopeOfValue() {
            return slope > 0;
        }
    }

    /// x where positive, α·(e^x − 1) elsewhere.
    record Exponential(double alpha) implements Curve {

        @Override
        public double apply(double x) {
            return x > 0 ? x : alpha * Math.expm1(x);
        }

        @Override
        public double slope(double a) {
            if (a >= 0) {
                return 1;
            }
            return slopeOfValue() ? a + alpha : alpha * Math.exp(a);
        }

        @Override
        public boolean slopeOfValue() {
            return alpha > 0;
        }
    }

    /// min(high, max(low, x)), with the derivative 1 inside and on both ends.
    record Limited(double low, double high) implements Curve {

        @Override
        public double apply(double x) {
            return Math.min(high, Math.max(low, x));
        }

        @Override
        public double slope(double a) {
            return a >= low && a <= high ? 1 : 0;
        }

        @Override
        public boolean slopeOfValue() {
            return false;
        }
    }
}
