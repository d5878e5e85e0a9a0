package dev.cuaderno.kernels;

import java.util.Arrays;

/// The windows that a convolution's kernel sees, as columns of a matrix: a row for each tap
/// (channel, kernel row, kernel column), a column for each pixel of the result. Taps on the border
/// are 0.
record Windows(Convolution sizes) {

    int pixels() {
        return sizes.outRows() * sizes.outColumns();
    }

    int taps() {
        return sizes.channelsPerGroup() * sizes.kernelRows() * sizes.kernelColumns();
    }

    /// Where the channels that a group of one image sees begin.
    int image(int xAt, int image, int group) {
        return xAt
                + (image * sizes.channels() + group * sizes.channelsPerGroup())
                        * sizes.height()
                        * sizes.width();
    }

    /// The columns of some pixels, as a strip of [Gemm#WIDTH].
    void strip(float[] x, int xAt, int pixel, int width, float[] strip) {
        var next = 0;
        for (var channel = 0; channel < sizes.channelsPerGroup(); channel++) {
            for (var kr = 0; kr < sizes.kernelRows(); kr++) {
                for (var kc = 0; kc < sizes.kernelColumns(); kc++) {
                    var plane = xAt + channel * sizes.height() * sizes.width();
                    row(x, plane, kr, kc, pixel, width, strip, next);
                    Arrays.fill(strip, next + width, next + Gemm.WIDTH, 0f);
                    next += Gemm.WIDTH;
                }
            }
        }
    }

    /// The whole matrix, row by row.
    void rows(float[] x, int xAt, float[] all) {
        var next = 0;
        for (var channel = 0; channel < sizes.channelsPerGroup(); channel++) {
            for (var kr = 0; kr < sizes.kernelRows(); kr++) {
                for (var kc = 0; kc < sizes.kernelColumns(); kc++) {
                    var plane = xAt + channel * sizes.height() * sizes.width();
                    row(x, plane, kr, kc, 0, pixels(), all, next);
                    next += pixels();
                }
            }
        }
    }

    /// One tap of consecutive pixels.
    private void row(
            float[] x, int plane, int kr, int kc, int pixel, int width, float[] to, int at) {
        var done = 0;
        while (done < width) {
            var row = (pixel + done) / sizes.outColumns();
            var column = (pixel + done) % sizes.outColumns();
            var run = Math.min(width - done, sizes.outColumns() - column);
            var y = row * sizes.strideRows() - sizes.top() + kr * sizes.dilationRows();
            if (y < 0 || y >= sizes.height()) {
                Arrays.fill(to, at + done, at + done + run, 0f);
            } else {
                var first = Math.clamp(sizes.firstColumn(kc), column, column + run);
                var end = Math.clamp(sizes.endColumn(kc), first, column + run);
                Arrays.fill(to, at + done, at + done + first - column, 0f);
                Arrays.fill(to, at + done + end - column, at + done + run, 0f);
                var from = plane + y * sizes.width() + x(first, kc);
                var into = at + done + first - column;
                if (sizes.strideColumns() == 1 && end > first) {
                    System.arraycopy(x, from, to, into, end - first);
                } else {
                    for (var i = 0; i < end - first; i++) {
                        to[into + i] = x[from + i * sizes.strideColumns()];
                    }
                }
            }
            done += run;
        }
    }

    private int x(int column, int kc) {
        return column * sizes.strideColumns() - sizes.left() + kc * sizes.dilationColumns();
    }

    /// Adds a block of rows from tap `tap` on, over pixels from `pixel` on, to the cells that the
    /// taps lie on.
    void giveBack(float[] block, int tap, int pixel, int width, float[] x, int xAt) {
        for (var i = 0; i < Gemm.HEIGHT && tap + i < taps(); i++) {
            var kc = (tap + i) % sizes.kernelColumns();
            var kr = (tap + i) / sizes.kernelColumns() % sizes.kernelRows();
            var channel = (tap + i) / sizes.kernelColumns() / sizes.kernelRows();
            var plane = xAt + channel * sizes.height() * sizes.width();
            var done = 0;
            while (done < width) {
                var row = (pixel + done) / sizes.outColumns();
                var column = (pixel + done) % sizes.outColumns();
                var run = Math.min(width - done, sizes.outColumns() - column);
                var y = row * sizes.strideRows() - sizes.top() + kr * sizes.dilationRows();
                if (y >= 0 && y < sizes.height()) {
                    var first = Math.clamp(sizes.firstColumn(kc), column, column + run);
                    var end = Math.clamp(sizes.endColumn(kc), first, column + run);
                    var to = plane + y * sizes.width() + x(first, kc);
                    var from = i * Gemm.WIDTH + done + first - column;
                    for (var j = 0; j < end - first; j++) {
                        x[to + j * sizes.strideColumns()] += block[from + j];
                    }
                }
                done += run;
            }
        }
    }
}
