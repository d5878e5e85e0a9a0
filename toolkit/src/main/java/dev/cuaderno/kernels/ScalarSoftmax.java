package dev.cuaderno.kernels;

/// [SoftmaxKernels] by plain loops in double arithmetic; the reference for others.
public final class ScalarSoftmax implements SoftmaxKernels {

    @Override
    public void softmax(boolean logarithm, int rows, int classes, Span z, Span y) {
        for (var row = 0; row < rows; row++) {
            var p = probabilities(z.array(), z.at() + row * classes, classes);
            for (var i = 0; i < classes; i++) {
                y.array()[y.at() + row * classes + i] =
                        (float) (logarithm ? p.logarithm(i) : p.of(i));
            }
        }
    }

    @Override
    public void softmaxSlope(boolean logarithm, int rows, int classes, Span g, Span p, Span y) {
        for (var row = 0; row < rows; row++) {
            var at = row * classes;
            var sum = 0.0;
            for (var i = at; i < at + classes; i++) {
                var weight = logarithm ? 1.0 : p.array()[p.at() + i];
                sum += g.array()[g.at() + i] * weight;
            }
            for (var i = at; i < at + classes; i++) {
                double known = p.array()[p.at() + i];
                double slope = g.array()[g.at() + i];
                y.array()[y.at() + i] =
                        (float) (logarithm ? slope - Math.exp(known) * sum : known * (slope - sum));
            }
        }
    }

    @Override
    public void crossEntropy(int rows, int classes, Span z, Span t, double[] losses) {
        for (var row = 0; row < rows; row++) {
            var p = probabilities(z.array(), z.at() + row * classes, classes);
            var loss = 0.0;
            for (var i = 0; i < classes; i++) {
                double target = t.array()[t.at() + row * classes + i];
                loss -= target == 0 ? 0 : target * p.logarithm(i);
            }
            losses[row] = loss;
        }
    }

    @Override
    public void crossEntropySlope(double factor, int rows, int classes, Span z, Span t, Span y) {
        for (var row = 0; row < rows; row++) {
            var p = probabilities(z.array(), z.at() + row * classes, classes);
            var targets = 0.0;
            for (var i = 0; i < classes; i++) {
                targets += t.array()[t.at() + row * classes + i];
            }
            for (var i = 0; i < classes; i++) {
                var at = row * classes + i;
                y.array()[y.at() + at] =
                        (float) (factor * (p.of(i) * targets - t.array()[t.at() + at]));
            }
        }
    }

    /// The probabilities of a row of scores.
    ///
    /// @param shifted the scores, less the largest
    /// @param sum Σ e^shifted
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    private record Probabilities(double[] shifted, double sum) {

        double of(int i) {
            return Math.exp(shifted[i]) / sum;
        }

        double logarithm(int i) {
            return shifted[i] - Math.log(sum);
        }
    }

    private static Probabilities probabilities(float[] z, int at, int classes) {
        var largest = Double.NEGATIVE_INFINITY;
        for (var i = 0; i < classes; i++) {
            largest = Math.max(largest, z[at + i]);
        }
        var shifted = new double[classes];
        var sum = 0.0;
        for (var i = 0; i < classes; i++) {
            shifted[i] = z[at + i] - largest;
            sum += Math.exp(shifted[i]);
        }
        return new Probabilities(shifted, sum);
    }
}
