package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.RowKernels;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.stream.IntStream;

/// The numbers along the last axes normalised by their own mean μ and biased variance σ² in one go,
/// float32 only: y = γ·x̂ + β with x̂ = (x − μ)/√(σ² + ε).
///
/// Backward, with g = ∂L/∂y and n numbers each: ∂L/∂β = Σg and ∂L/∂γ = Σg·x̂, summed over all axes
/// in front, and ∂L/∂x = (γ·g − Σγ·g/n − x̂·Σ(γ·g·x̂)/n)/√(σ² + ε). Source: Ba, Kiros and Hinton,
/// "Layer normalization" (2016).
///
/// @param eps ε
/// @param moments what the way there leaves to the way back
public record RowNorm(double eps, RowMoments moments) implements Op {

    /// The operation for some numbers that it has not seen yet.
    public RowNorm(double eps) {
        this(eps, new RowMoments());
    }

    @Override
    public String name() {
        return "layerNorm";
    }

    /// @param inputs x, and γ and β of the shape of its last axes
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var y = MemoryOrder.rows(x.shape());
        var sizes = sizes(x, inputs[1]);
        RowKernels.active()
                .normalise(
                        sizes,
                        array(x),
                        x.offset(),
                        eps,
                        inputs[1].toArray(),
                        inputs[2].toArray(),
                        moments.start(sizes),
                        array(y),
                        y.offset());
        return y;
    }

    private static RowKernels.Sizes sizes(Tensor x, Tensor weight) {
        return new RowKernels.Sizes(x.elements() / weight.elements(), weight.elements());
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var isTracked =
                at.gradient().isTracked() || at.inputs().stream().anyMatch(Tensor::isTracked);
        if (isTracked) {
            return composed(index, at);
        }
        var x = at.input(0).contiguous();
        var g = at.gradient().contiguous();
        var weight = at.input(1);
        if (index == 0) {
            var y = MemoryOrder.over(at.gradient(), x);
            moments.back(sizes(x, weight), at.gradient(), g, x, weight, y);
            return y;
        }
        var sums = moments.sums(sizes(x, weight), at.gradient(), g, x, weight);
        return index == 1
                ? Tensor.of(new Storage.Floats(sums.byScale()), weight.shape())
                : Tensor.of(new Storage.Floats(sums.byShift()), weight.shape());
    }

    /// The same with operations that are differentiated in turn.
    private Tensor composed(int index, Flow at) {
        var g = at.gradient();
        var x = at.input(0);
        var weight = at.input(1);
        if (index == 2) {
            return Expand.sumTo(g, weight.shape());
        }
        var axes = IntStream.range(x.rank() - weight.rank(), x.rank()).toArray();
        var centred = x.minus(x.keepDims().mean(axes));
        var deviation = centred.square().keepDims().mean(axes).plus(eps).sqrt();
        var normal = centred.div(deviation);
        if (index == 1) {
            return Expand.sumTo(g.times(normal), weight.shape());
        }
        var scaled = g.times(weight);
        return scaled.minus(scaled.keepDims().mean(axes))
                .minus(normal.times(scaled.times(normal).keepDims().mean(axes)))
                .div(deviation);
    }

    static float[] array(Tensor x) {
        return ((Storage.Floats) x.storage()).array();
    }
}
