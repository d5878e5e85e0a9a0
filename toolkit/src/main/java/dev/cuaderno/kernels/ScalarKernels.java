package dev.cuaderno.kernels;

import java.util.Arrays;

/// Plain loops, written so that the compiler of the JVM can vectorise the innermost ones. The
/// reference to which other kernels are compared.
public final class ScalarKernels implements Kernels {

    @Override
    public void unary(Unary f, float[] x, int xAt, float[] y, int yAt, int n) {
        switch (f) {
            case NEGATE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = -x[xAt + i];
                }
            }
            case ABS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = Math.abs(x[xAt + i]);
                }
            }
            case SQUARE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = x[xAt + i] * x[xAt + i];
                }
            }
            case RELU -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = Math.max(0f, x[xAt + i]);
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = (float) f.apply(x[xAt + i]);
                }
            }
        }
    }

    @Override
    public void binary(
            Binary f,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n) {
        switch (f) {
            case PLUS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] + b[bAt + i * bStep];
                }
            }
            case MINUS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] - b[bAt + i * bStep];
                }
            }
            case TIMES -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] * b[bAt + i * bStep];
                }
            }
            case DIVIDE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] / b[bAt + i * bStep];
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = (float) f.apply(a[aAt + i * aStep], b[bAt + i * bStep]);
                }
            }
        }
    }

    @Override
    public void matmul(
            int m, int n, int k, float[] a, int aAt, float[] b, int bAt, float[] c, int cAt) {
        Arrays.fill(c, cAt, cAt + m * n, 0f);
        for (var row = 0; row < m; row++) {
            var to = cAt + row * n;
            for (var inner = 0; inner < k; inner++) {
                addScaled(a[aAt + row * k + inner], b, bAt + inner * n, 1, c, to, n);
            }
        }
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
