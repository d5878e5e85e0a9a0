package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.SoftmaxKernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// pᵢ = e^zᵢ / Σⱼ e^zⱼ along one axis, or its logarithm. The largest z is subtracted first, which
/// changes nothing in the quotient and keeps e^z finite.
///
/// ∂L/∂z = p·(g − Σⱼ gⱼpⱼ) with g = ∂L/∂p, and g − p·Σⱼ gⱼ with g = ∂L/∂(ln p).
///
/// @param axis the axis along which the results sum to 1
/// @param logarithm whether ln pᵢ = zᵢ − ln Σⱼ e^zⱼ is wanted
public record Softmax(int axis, boolean logarithm) implements Op {

    @Override
    public String name() {
        return logarithm ? "logSoftmax" : "softmax";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var last = inputs[0].transpose(axis, -1);
        var z = last.contiguous();
        var classes = z.size(-1);
        if (z.dtype() == DType.FLOAT32) {
            var y = MemoryOrder.rows(z.shape());
            var rows = z.elements() / classes;
            SoftmaxKernels.active()
                    .softmax(logarithm, rows, classes, MemoryOrder.span(z), MemoryOrder.span(y));
            return y.transpose(axis, -1).contiguous();
        }
        var y = z.dtype().allocate(z.elements());
        for (var row = 0; row < z.elements(); row += classes) {
            oneRow(z.storage(), z.offset() + row, y, row, classes);
        }
        return Tensor.of(y, z.shape()).transpose(axis, -1).contiguous();
    }

    private void oneRow(Storage z, int zAt, Storage y, int yAt, int classes) {
        var largest = Double.NEGATIVE_INFINITY;
        for (var i = 0; i < classes; i++) {
            largest = Math.max(largest, z.get(zAt + i));
        }
        var exponentials = new double[classes];
        var sum = 0.0;
        for (var i = 0; i < classes; i++) {
            exponentials[i] = Math.exp(z.get(zAt + i) - largest);
            sum += exponentials[i];
        }
        var log = Math.log(sum);
        for (var i = 0; i < classes; i++) {
            y.set(yAt + i, logarithm ? z.get(zAt + i) - largest - log : exponentials[i] / sum);
        }
    }

    @Override
    public boolean needsInput(int index) {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        if (isPlain(g) && isPlain(at.result())) {
            return slope(g, at.result());
        }
        if (logarithm) {
            return g.minus(at.result().exp().times(g.keepDims().sum(axis)));
        }
        var p = at.result();
        return p.times(g.minus(g.times(p).keepDims().sum(axis)));
    }

    private static boolean isPlain(Tensor x) {
        return !x.isTracked() && x.dtype() == DType.FLOAT32;
    }

    private Tensor slope(Tensor gradient, Tensor result) {
        var g = gradient.transpose(axis, -1).contiguous();
        var p = result.transpose(axis, -1).contiguous();
        var y = MemoryOrder.rows(g.shape());
        var classes = g.size(-1);
        var rows = g.elements() / classes;
        SoftmaxKernels.active()
                .softmaxSlope(
                        logarithm,
                        rows,
                        classes,
                        MemoryOrder.span(g),
                        MemoryOrder.span(p),
                        MemoryOrder.span(y));
        return y.transpose(axis, -1).contiguous();
    }
}
