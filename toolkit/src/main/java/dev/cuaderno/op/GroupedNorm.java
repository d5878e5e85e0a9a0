package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// Groups of channels (axis 1) of every image normalised by their own mean μ and biased variance σ²
/// in one go, float32 only: y = γ·x̂ + β with x̂ = (x − μ)/√(σ² + ε).
///
/// Backward, with g = ∂L/∂y and M numbers per group: ∂L/∂β = Σg and ∂L/∂γ = Σg·x̂ for every
/// channel, and ∂L/∂x = (γ·g − Σγ·g/M − x̂·Σ(γ·g·x̂)/M)/√(σ² + ε) with sums over the group. Source:
/// Wu and He, "Group normalization" (2018).
///
/// @param moments the statistics of x
public record GroupedNorm(GroupMoments moments) implements Op {

    @Override
    public String name() {
        return "groupNorm";
    }

    /// @param inputs x `[N, C, ...]`, γ and β `[C]`
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = MemoryOrder.dense(inputs[0]);
        var y = MemoryOrder.like(x);
        moments.scale(x, inputs[1].toArray(), inputs[2].toArray(), y);
        return y;
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
        var x = MemoryOrder.dense(at.input(0));
        var g = MemoryOrder.as(at.gradient(), x);
        var sums = moments.sums(at.gradient(), g, x);
        if (index == 0) {
            var y = MemoryOrder.over(at.gradient(), x);
            moments.mix(g, x, at.input(1).toArray(), sums, y);
            return y;
        }
        var byChannel = moments.overImages(index == 1 ? sums.scaled() : sums.plain());
        return Tensor.of(new Storage.Floats(byChannel), at.input(index).shape());
    }

    /// The same with operations that are differentiated in turn.
    private Tensor composed(int index, Flow at) {
        var g = at.gradient();
        var x = at.input(0);
        var channels = x.size(1);
        var axes = new int[x.rank() - 1];
        Arrays.setAll(axes, i -> i == 0 ? 0 : i + 1);
        if (index == 2) {
            return g.sum(axes);
        }
        var grouped = grouped(x);
        var centred = grouped.minus(grouped.keepDims().mean(2));
        var deviation = centred.square().keepDims().mean(2).plus(moments.eps()).sqrt();
        var normal = centred.div(deviation);
        if (index == 1) {
            return g.times(normal.reshape(x.shape())).sum(axes);
        }
        var perChannel = new int[x.rank()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = channels;
        var scaled = grouped(g.times(at.input(1).reshape(perChannel)));
        return scaled.minus(scaled.keepDims().mean(2))
                .minus(normal.times(scaled.times(normal).keepDims().mean(2)))
                .div(deviation)
                .reshape(x.shape());
    }

    private Tensor grouped(Tensor x) {
        return x.reshape(x.size(0), moments.groups(), -1);
    }
}
