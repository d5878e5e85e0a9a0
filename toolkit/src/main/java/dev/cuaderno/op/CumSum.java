package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Tensor;

/// The sum so far along the last axis: y[..., i] = Σ x[..., j] over j ≤ i, or over j ≥ i if it runs
/// backwards. Every x goes into the sums from it on, so the gradient is the sum the other way
/// round. Sums run in double arithmetic.
public record CumSum(boolean backwards) implements Op {

    @Override
    public String name() {
        return "cumsum";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var length = x.size(-1);
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

    @Override
    public Tensor backward(int index, Flow at) {
        return new CumSum(!backwards).apply(at.gradient());
    }
}
