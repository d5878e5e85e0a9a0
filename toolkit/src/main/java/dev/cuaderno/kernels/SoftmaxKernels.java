package dev.cuaderno.kernels;

/// Softmax and the cross-entropy of rows of scores that lie one behind the other. Results are
/// written; the caller has checked all sizes.
public interface SoftmaxKernels {

    /// The implementation chosen when this JVM started.
    static SoftmaxKernels active() {
        return Chosen.KERNELS;
    }

    /// p = softmax(z) for each row, or ln p.
    void softmax(boolean logarithm, int rows, int classes, Span z, Span y);

    /// The gradient of the scores, given that of the results g and the results p or ln p: p·(g − Σ
    /// g·p), or g − p·Σ g.
    void softmaxSlope(boolean logarithm, int rows, int classes, Span g, Span p, Span y);

    /// −Σ t·ln p for each row; terms with t = 0 count for nothing.
    void crossEntropy(int rows, int classes, Span z, Span t, double[] losses);

    /// Its gradient: factor·(p·Σ t − t).
    void crossEntropySlope(double factor, int rows, int classes, Span z, Span t, Span y);

    /// Holds the choice, made on first use.
    final class Chosen {
        private static final SoftmaxKernels KERNELS =
                Kernels.hasVectors() ? new VectorSoftmax(Workers.shared()) : new ScalarSoftmax();

        private Chosen() {}
    }
}
