package dev.cuaderno.kernels;

import java.util.Arrays;

/// Plain loops, written so that the compiler of the JVM can vectorise the innermost ones. The
/// reference to which other kernels are compared.
public final class ScalarKernels implements Kernels {

    @Override
    public void matmul(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt) {
        Arrays.fill(c, cAt, cAt + m * n, 0f);
        var right = b.hasRows() ? b : rows(b, n, k);
        for (var row = 0; row < m; row++) {
            var to = cAt + row * n;
            for (var inner = 0; inner < k; inner++) {
                var factor = a.array()[a.at(row, inner)];
                addScaled(factor, right.array(), right.at(inner, 0), 1, c, to, n);
            }
        }
    }

    /// A matrix that lies column by column, copied row by row.
    private static Matrix rows(Matrix b, int n, int k) {
        var copy = new float[k * n];
        Packing.turn(b.array(), b.at(), b.column(), n, k, copy, 0, n);
        return Matrix.rows(copy, 0, n);
    }

    @Override
    public void turn(
            float[] x, int xAt, int row, int rows, int columns, float[] y, int yAt, int width) {
        Packing.turn(x, xAt, row, rows, columns, y, yAt, width);
    }

    @Override
    public void convolve(
            Convolution sizes,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt) {
        var outPlane = sizes.outRows() * sizes.outColumns();
        var inPlane = sizes.height() * sizes.width();
        var taps = sizes.channelsPerGroup() * sizes.kernelRows() * sizes.kernelColumns();
        for (var image = 0; image < sizes.batch(); image++) {
            for (var filter = 0; filter < sizes.filters(); filter++) {
                var to = yAt + (image * sizes.filters() + filter) * outPlane;
                Arrays.fill(y, to, to + outPlane, bias == null ? 0f : bias[biasAt + filter]);
                var group = filter / sizes.filtersPerGroup();
                var channel = image * sizes.channels() + group * sizes.channelsPerGroup();
                oneMap(sizes, x, xAt + channel * inPlane, w, wAt + filter * taps, y, to);
            }
        }
    }

    /// Adds to one output map the contribution of every tap, a row of outputs at a time.
    private static void oneMap(
            Convolution sizes, float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        var tap = wAt;
        for (var channel = 0; channel < sizes.channelsPerGroup(); channel++) {
            var plane = xAt + channel * sizes.height() * sizes.width();
            for (var kr = 0; kr < sizes.kernelRows(); kr++) {
                for (var kc = 0; kc < sizes.kernelColumns(); kc++) {
                    addTap(sizes, w[tap++], kr, kc, x, plane, y, yAt);
                }
            }
        }
    }

    private static void addTap(
            Convolution sizes,
            float weight,
            int kr,
            int kc,
            float[] x,
            int plane,
            float[] y,
            int yAt) {
        var first = sizes.firstColumn(kc);
        var columns = sizes.endColumn(kc) - first;
        if (columns <= 0) {
            return;
        }
        var step = sizes.strideColumns();
        var column = first * step - sizes.left() + kc * sizes.dilationColumns();
        for (var r = 0; r < sizes.outRows(); r++) {
            var row = r * sizes.strideRows() - sizes.top() + kr * sizes.dilationRows();
            if (row >= 0 && row < sizes.height()) {
                var from = plane + row * sizes.width() + column;
                addScaled(weight, x, from, step, y, yAt + r * sizes.outColumns() + first, columns);
            }
        }
    }

    @Override
    public void convolveBack(
            Convolution sizes, float[] y, int yAt, float[] w, int wAt, float[] x, int xAt) {
        var inPlane = sizes.height() * sizes.width();
        Arrays.fill(x, xAt, xAt + sizes.batch() * sizes.channels() * inPlane, 0f);
        for (var image = 0; image < sizes.batch(); image++) {
            for (var filter = 0; filter < sizes.filters(); filter++) {
                var from = map(sizes, image, filter, yAt);
                var tap = wAt + filter * taps(sizes);
                for (var channel = 0; channel < sizes.channelsPerGroup(); channel++) {
                    var plane = plane(sizes, image, filter, channel, xAt);
                    for (var kr = 0; kr < sizes.kernelRows(); kr++) {
                        for (var kc = 0; kc < sizes.kernelColumns(); kc++) {
                            giveTap(sizes, w[tap++], kr, kc, y, from, x, plane);
                        }
                    }
                }
            }
        }
    }

    private static void giveTap(
            Convolution sizes,
            float weight,
            int kr,
            int kc,
            float[] y,
            int yAt,
            float[] x,
            int plane) {
        var first = sizes.firstColumn(kc);
        var columns = sizes.endColumn(kc) - first;
        var step = sizes.strideColumns();
        var column = first * step - sizes.left() + kc * sizes.dilationColumns();
        for (var r = 0; r < sizes.outRows() && columns > 0; r++) {
            var row = r * sizes.strideRows() - sizes.top() + kr * sizes.dilationRows();
            if (row >= 0 && row < sizes.height()) {
                var to = plane + row * sizes.width() + column;
                var from = yAt + r * sizes.outColumns() + first;
                spreadScaled(weight, y, from, x, to, step, columns);
            }
        }
    }

    @Override
    public void convolveWeights(
            Convolution sizes, float[] x, int xAt, float[] y, int yAt, float[] w, int wAt) {
        var tap = wAt;
        for (var filter = 0; filter < sizes.filters(); filter++) {
            for (var channel = 0; channel < sizes.channelsPerGroup(); channel++) {
                for (var kr = 0; kr < sizes.kernelRows(); kr++) {
                    for (var kc = 0; kc < sizes.kernelColumns(); kc++) {
                        var sum = 0.0;
                        for (var image = 0; image < sizes.batch(); image++) {
                            var plane = plane(sizes, image, filter, channel, xAt);
                            sum +=
                                    tapSum(
                                            sizes,
                                            kr,
                                            kc,
                                            x,
                                            plane,
                                            y,
                                            map(sizes, image, filter, yAt));
                        }
                        w[tap++] = (float) sum;
                    }
                }
            }
        }
    }

    /// The sum of the cells of one plane that one tap lies on, times one map of results.
    private static double tapSum(
            Convolution sizes, int kr, int kc, float[] x, int plane, float[] y, int yAt) {
        var first = sizes.firstColumn(kc);
        var columns = sizes.endColumn(kc) - first;
        var step = sizes.strideColumns();
        var column = first * step - sizes.left() + kc * sizes.dilationColumns();
        var sum = 0.0;
        for (var r = 0; r < sizes.outRows() && columns > 0; r++) {
            var row = r * sizes.strideRows() - sizes.top() + kr * sizes.dilationRows();
            if (row >= 0 && row < sizes.height()) {
                var from = plane + row * sizes.width() + column;
                var at = yAt + r * sizes.outColumns() + first;
                for (var i = 0; i < columns; i++) {
                    sum += (double) x[from + i * step] * y[at + i];
                }
            }
        }
        return sum;
    }

    /// Where the map of results of one image and filter begins.
    private static int map(Convolution sizes, int image, int filter, int yAt) {
        var plane = sizes.outRows() * sizes.outColumns();
        return yAt + (image * sizes.filters() + filter) * plane;
    }

    /// Where the plane begins that a filter sees as its channel `channel`.
    private static int plane(Convolution sizes, int image, int filter, int channel, int xAt) {
        var group = filter / sizes.filtersPerGroup();
        var seen = group * sizes.channelsPerGroup() + channel;
        return xAt + (image * sizes.channels() + seen) * sizes.height() * sizes.width();
    }

    /// The weights of one filter.
    private static int taps(Convolution sizes) {
        return sizes.channelsPerGroup() * sizes.kernelRows() * sizes.kernelColumns();
    }

    /// `x[i·step] += weight · y[i]`
    private static void spreadScaled(
            float weight, float[] y, int yAt, float[] x, int xAt, int step, int n) {
        for (var i = 0; i < n; i++) {
            x[xAt + i * step] += weight * y[yAt + i];
        }
    }

    /// `y[i] += weight · x[i·step]`
    private static void addScaled(
            float weight, float[] x, int xAt, int step, float[] y, int yAt, int n) {
        if (step == 1) {
            for (var i = 0; i < n; i++) {
                y[yAt + i] += weight * x[xAt + i];
            }
        } else {
            for (var i = 0; i < n; i++) {
                y[yAt + i] += weight * x[xAt + i * step];
            }
        }
    }
}
