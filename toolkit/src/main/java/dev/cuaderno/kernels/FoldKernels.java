package dev.cuaderno.kernels;

/// The loops of a reduction: of numbers `[outer, length, inner]`, dense and row-major, those along
/// the middle axis are folded. Results are `[outer, inner]` and do not depend on the number of
/// threads.
public interface FoldKernels {

    /// What is computed of the folded numbers.
    enum Fold {
        /// In double arithmetic, rounded once.
        SUM,
        /// NaN if one of them is.
        MAX,
        /// NaN if one of them is.
        MIN
    }

    /// How many numbers there are.
    record Sizes(int outer, int length, int inner) {
        int numbers() {
            return outer * length * inner;
        }
    }

    /// The implementation for this JVM.
    static FoldKernels active() {
        return Kernels.hasVectors() ? new VectorFolds(Workers.shared()) : new ScalarFolds();
    }

    /// y = the folded numbers of x.
    void fold(Fold f, Sizes s, float[] x, int xAt, float[] y, int yAt);

    /// y = g, in equal parts, where x equals the best of the folded numbers, else 0.
    void share(
            Sizes s,
            float[] x,
            int xAt,
            float[] best,
            int bestAt,
            float[] g,
            int gAt,
            float[] y,
            int yAt);
}
