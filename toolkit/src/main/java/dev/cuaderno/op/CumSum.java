package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The sum so far along the last axis: y[..., i] = Σ x[..., j] over j ≤ i, or over j ≥ i if it runs
/// backwards. Every x goes into the sums from it on, so the gradient is the sum the other way
/// round. Sums run in double arithmetic.
public record CumSum(boolean backwards) implements Op {

    private static final int TOGETHER = 4;

    @Override
    public String name() {
        return "cumsum";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var length = x.size(-1);
        if (x.storage() instanceof Storage.Floats from) {
            var y = MemoryOrder.rows(x.shape());
            var to = ((Storage.Floats) y.storage()).array();
            var rows = x.elements() / length;
            FloatWindows.overPlanes(
                    Math.ceilDiv(rows, TOGETHER),
                    TOGETHER * length,
                    group -> {
                        var first = group * TOGETHER;
                        var at = x.offset() + first * length;
                        var out = y.offset() + first * length;
                        if (first + TOGETHER <= rows) {
                            four(from.array(), at, to, out, length);
                        } else {
                            for (var row = 0; row < rows - first; row++) {
                                var some = row * length;
                                one(from.array(), at + some, to, out + some, length);
                            }
                        }
                    });
            return y;
        }
        var y = x.dtype().allocate(x.elements());
        for (var row = 0; row < x.elements(); row += length) {
            var sum = 0.0;
            for (var i = 0; i < length; i++) {
                var at = row + (backwards ? length - 1 - i : i);
                sum += x.storage().get(x.offset() + at);
                y.set(at, sum);
            }
        }
        return Tensor.of(y, x.shape());
    }

    private void one(float[] x, int xAt, float[] y, int yAt, int n) {
        var step = backwards ? -1 : 1;
        var start = backwards ? n - 1 : 0;
        var sum = 0.0;
        for (var i = 0; i < n; i++) {
            var at = start + i * step;
            sum += x[xAt + at];
            y[yAt + at] = (float) sum;
        }
    }

    /// Rows side by side need not wait for one another's sums.
    private void four(float[] x, int xAt, float[] y, int yAt, int n) {
        var step = backwards ? -1 : 1;
        var start = backwards ? n - 1 : 0;
        double a = 0, b = 0, c = 0, d = 0;
        for (var i = 0; i < n; i++) {
            var at = start + i * step;
            a += x[xAt + at];
            b += x[xAt + n + at];
            c += x[xAt + 2 * n + at];
            d += x[xAt + 3 * n + at];
            y[yAt + at] = (float) a;
            y[yAt + n + at] = (float) b;
            y[yAt + 2 * n + at] = (float) c;
            y[yAt + 3 * n + at] = (float) d;
        }
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return new CumSum(!backwards).apply(at.gradient());
    }
}
