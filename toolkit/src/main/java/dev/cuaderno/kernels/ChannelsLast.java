package dev.cuaderno.kernels;

/// Images between their two orders in memory: planes, one per channel, as tensors have them, and
/// pixels whose channels lie side by side, as the loops of convolutions want them.
final class ChannelsLast {

    private ChannelsLast() {}

    /// Where an image goes among zeros.
    ///
    /// @param rows of the whole
    /// @param columns of the whole
    /// @param channels from one pixel to the next
    /// @param top where the image's first row goes; above the whole if negative
    /// @param left where its first column goes
    /// @param stepRows rows of the whole from one of the image to the next
    /// @param stepColumns columns likewise
    record Frame(
            int rows, int columns, int channels, int top, int left, int stepRows, int stepColumns) {

        /// Room for vectors that begin in the last pixel.
        private static final int SPARE = 64;

        float[] allocate() {
            return new float[rows * columns * channels + SPARE];
        }

        int row() {
            return columns * channels;
        }

        /// Where the image begins.
        int inside() {
            return top * row() + left * channels;
        }

        /// Puts an image of `planes` channels into the whole; what would lie outside is left out.
        void put(float[] x, int xAt, int planes, int height, int width, float[] to) {
            var first = left >= 0 ? 0 : Math.ceilDiv(-left, stepColumns);
            var end = Math.min(width, Math.floorDiv(columns - 1 - left, stepColumns) + 1);
            for (var row = 0; row < height; row++) {
                var line = top + row * stepRows;
                if (line < 0 || line >= rows) {
                    continue;
                }
                var pixel = (line * columns + left + first * stepColumns) * channels;
                for (var plane = 0; plane < planes; plane++) {
                    var from = xAt + (plane * height + row) * width + first;
                    spread(x, from, to, pixel + plane, stepColumns * channels, end - first);
                }
            }
        }
    }

    /// `y[i·step] = x[i]`
    private static void spread(float[] x, int xAt, float[] y, int yAt, int step, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i * step] = x[xAt + i];
        }
    }

    /// Pixels to planes, with a number added to each plane.
    ///
    /// @param channels from one pixel to the next
    /// @param bias a number for each plane, or `null`
    static void planes(
            float[] z,
            int channels,
            int planes,
            int pixels,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt) {
        for (var pixel = 0; pixel < pixels; pixel += Gemm.WIDTH) {
            var n = Math.min(Gemm.WIDTH, pixels - pixel);
            for (var plane = 0; plane < planes; plane++) {
                var more = bias == null ? 0f : bias[biasAt + plane];
                var from = pixel * channels + plane;
                var to = yAt + plane * pixels + pixel;
                for (var i = 0; i < n; i++) {
                    y[to + i] = z[from + i * channels] + more;
                }
            }
        }
    }
}
