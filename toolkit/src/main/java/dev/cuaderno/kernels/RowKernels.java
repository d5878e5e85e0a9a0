package dev.cuaderno.kernels;

/// The loops of a layer normalisation: every row of a matrix has its own mean μ and its own factor
/// 1/√(σ² + ε), every column its own scale γ and shift β. Matrices are dense and row-major. Results
/// do not depend on the number of threads.
public interface RowKernels {

    /// How large the matrix is.
    record Sizes(int rows, int length) {}

    /// What is known of every row.
    ///
    /// @param mean μ
    /// @param inverse 1/√(σ² + ε)
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    record Moments(float[] mean, float[] inverse) {}

    /// The implementation for this JVM.
    static RowKernels active() {
        return Kernels.hasVectors() ? new VectorRows(Workers.shared()) : new ScalarRows();
    }

    /// y = γ·x̂ + β with x̂ = (x − μ)/√(σ² + ε); writes the moments too.
    ///
    /// @param eps ε
    void normalise(
            Sizes s,
            float[] x,
            int xAt,
            double eps,
            float[] scale,
            float[] shift,
            Moments moments,
            float[] y,
            int yAt);

    /// Σg and Σg·x̂ of every column; and y = (γ·g − Σγ·g/n − x̂·Σ(γ·g·x̂)/n)/√(σ² + ε), with sums
    /// over the n numbers of a row, unless y is `null`.
    void back(
            Sizes s,
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Moments moments,
            float[] scale,
            double[] sums,
            double[] products,
            float[] y,
            int yAt);
}
