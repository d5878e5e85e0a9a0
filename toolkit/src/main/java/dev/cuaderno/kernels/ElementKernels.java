package dev.cuaderno.kernels;

/// What happens to float32 numbers one by one. Arrays are dense, each with the index where its data
/// start; the caller has checked all sizes.
public interface ElementKernels {

    /// The implementation chosen when this JVM started.
    static ElementKernels active() {
        return Chosen.KERNELS;
    }

    /// `y[i] = f(x[i])` for n elements.
    void unary(Curve f, float[] x, int xAt, float[] y, int yAt, int n);

    /// `y[i] = g[i]·f′` for n elements, f′ being [Curve#slope] of `a[i]`: a gradient on its way
    /// back through a function.
    void slope(Curve f, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n);

    /// `y[i] = f(a[i·aStep], b[i·bStep])` for n elements; a step is 1, or 0 for a single number.
    void binary(
            Binary f,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n);

    /// `y[i] = mask[i·maskStep] ≠ 0 ? a[i·aStep] : b[i·bStep]` for n elements, with steps of 1 or
    /// 0.
    void select(
            float[] mask,
            int maskAt,
            int maskStep,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n);

    /// `y[i] = x[i] > 0 ? g[i] : 0` for n elements: a gradient on its way back through a relu.
    void gate(float[] g, int gAt, float[] x, int xAt, float[] y, int yAt, int n);

    /// Holds the choice, made on first use.
    final class Chosen {
        private static final ElementKernels KERNELS =
                Kernels.hasVectors() ? new VectorElements(Workers.shared()) : new ScalarElements();

        private Chosen() {}
    }
}
