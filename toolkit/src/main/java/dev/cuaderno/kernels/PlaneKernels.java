package dev.cuaderno.kernels;

/// The loops of a normalisation: sums over all pixels of a channel, and functions whose
/// coefficients are those of the channel. Numbers lie in planes, `[batch, channels, pixels]`, dense
/// and row-major, so that pixels whose channels lie side by side are planes of one pixel; sums and
/// coefficients are one per channel. Sums do not depend on the number of threads.
public interface PlaneKernels {

    /// How many planes there are.
    ///
    /// @param batch images
    /// @param channels planes of an image
    /// @param pixels numbers of a plane
    record Sizes(int batch, int channels, int pixels) {

        /// Where a plane begins.
        int plane(int image, int channel) {
            return (image * channels + channel) * pixels;
        }

        /// How many numbers there are of every channel.
        public long count() {
            return (long) batch * pixels;
        }
    }

    /// The implementation for such planes in this JVM.
    static PlaneKernels of(Sizes sizes) {
        if (!Kernels.hasVectors()) {
            return new ScalarPlanes();
        }
        return sizes.pixels() == 1
                ? new VectorPixels(Workers.shared())
                : new VectorPlanes(Workers.shared());
    }

    /// Σ(x − centre) and Σ(x − centre)².
    void moments(Sizes s, float[] x, int xAt, float[] centre, double[] sums, double[] squares);

    /// A relu behind a normalisation: gradients pass where (x − centre)·a + b > 0.
    // The numbers are meant, nobody changes them.
    @SuppressWarnings("ArrayRecordComponent")
    record Relu(float[] a, float[] b) {}

    /// Σg and Σg·(x − centre).
    ///
    /// @param relu which g count, the others being 0; `null` for all
    void products(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            double[] sums,
            double[] products);

    /// y = (x − centre)·a + b, or `least` where that is less.
    void scale(
            Sizes s,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float least,
            float[] y,
            int yAt);

    /// y = g·a + (x − centre)·b + c.
    ///
    /// @param relu which g count, the others being 0; `null` for all
    void mix(
            Sizes s,
            float[] g,
            int gAt,
            Relu relu,
            float[] x,
            int xAt,
            float[] centre,
            float[] a,
            float[] b,
            float[] c,
            float[] y,
            int yAt);
}
