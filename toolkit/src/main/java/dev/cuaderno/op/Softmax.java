package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
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
        var y = z.dtype().allocate(z.elements());
        var classes = z.size(-1);
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
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        if (logarithm) {
            return g.minus(at.result().exp().times(g.keepDims().sum(axis)));
        }
        var p = at.result();
        return p.times(g.minus(g.times(p).keepDims().sum(axis)));
    }
}
