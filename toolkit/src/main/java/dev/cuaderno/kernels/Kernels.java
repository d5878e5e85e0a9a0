package dev.cuaderno.kernels;

/// Products of matrices and convolutions of float32 tensors; [ElementKernels] is what happens
/// element by element. Arrays are dense and row-major, each with the index where its data start;
/// results are written, never added to, unless said otherwise. The caller has checked all sizes.
public interface Kernels {

    /// The implementation chosen when this JVM started.
    static Kernels active() {
        return Chosen.KERNELS;
    }

    /// Whether this JVM has the module that plans and vector kernels need: it was started with
    /// `--add-modules jdk.incubator.vector`.
    static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// C = A·B with A `[m, k]`, B `[k, n]`, C `[m, n]`. The factors lie row by row or column by
    /// column: one of their steps is 1.
    void matmul(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt);

    /// Products of some of the matrices: `C_i = A_i·B_i`, the results one behind the other. On one
    /// thread if they are small.
    ///
    /// @param cAt where the result of the very first pair would go
    default void matmul(
            int m, int n, int k, Matrices a, Matrices b, int from, int end, float[] c, int cAt) {
        for (var i = from; i < end; i++) {
            matmul(m, n, k, a.at(i), b.at(i), c, cAt + i * m * n);
        }
    }

    /// Turns rows of a matrix: `y[yAt + column·width + i] = x[xAt + i·row + column]` for every i
    /// from 0 to `rows` and every column from 0 to `columns`. On one thread.
    void turn(float[] x, int xAt, int row, int rows, int columns, float[] y, int yAt, int width);

    /// Copies runs of numbers: `y[yAt + i·yStep + j] = x[xAt + i·xStep + j]` for every i from 0 to
    /// `runs` and j from 0 to `length`. On one thread.
    default void copy(
            float[] x, int xAt, int xStep, int runs, int length, float[] y, int yAt, int yStep) {
        for (var i = 0; i < runs; i++) {
            System.arraycopy(x, xAt + i * xStep, y, yAt + i * yStep, length);
        }
    }

    /// y = the layer convolution of x by w, plus `bias[filter]` if `bias` is not null.
    void convolve(
            Convolution sizes,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt);

    /// x = the transpose of the layer convolution by w, applied to y: every element of y, times
    /// each weight, added to the cell that the weight lay on.
    void convolveBack(
            Convolution sizes, float[] y, int yAt, float[] w, int wAt, float[] x, int xAt);

    /// w = for every weight of the layer convolution the sum of the cells it lay on, each times the
    /// element of y that it went into.
    void convolveWeights(
            Convolution sizes, float[] x, int xAt, float[] y, int yAt, float[] w, int wAt);

    /// Holds the choice, made on first use.
    final class Chosen {
        private static final Kernels KERNELS =
                hasVectors() ? new VectorKernels(Workers.shared()) : new ScalarKernels();

        private Chosen() {}
    }
}
