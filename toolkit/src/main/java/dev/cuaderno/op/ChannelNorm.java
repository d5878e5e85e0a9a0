package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.PlaneKernels;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Every channel (axis 1) normalised by its own mean μ and biased variance σ² in one go, float32
/// only: y = γ·x̂ + β with x̂ = (x − μ)/√(σ² + ε).
///
/// Backward, with g = ∂L/∂y and M numbers per channel: ∂L/∂β = Σg, ∂L/∂γ = Σg·x̂, and ∂L/∂x =
/// γ/√(σ² + ε)·(g − Σg/M − x̂·Σ(g·x̂)/M). Source: Ioffe and Szegedy, "Batch normalization" (2015),
/// section 3.
///
/// @param moments the statistics of x
public record ChannelNorm(ChannelMoments moments) implements Op {

    @Override
    public String name() {
        return "batchNorm";
    }

    /// @param inputs x `[N, C, ...]`, γ and β `[C]`
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = MemoryOrder.dense(inputs[0]);
        var y = MemoryOrder.like(x);
        var a = numbers(inputs[1]);
        for (var c = 0; c < a.length; c++) {
            a[c] = (float) (a[c] * moments.inverse(c));
        }
        PlaneKernels.of(moments.sizes())
                .scale(
                        moments.sizes(),
                        array(x),
                        x.offset(),
                        moments.centre(),
                        a,
                        numbers(inputs[2]),
                        array(y),
                        y.offset());
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
        var sums = moments.sums(g, x);
        return switch (index) {
            case 0 -> byImage(g, x, at.input(1), sums);
            case 1 -> Tensor.of(new Storage.Floats(sums.byScale()), at.input(1).shape());
            default -> Tensor.of(new Storage.Floats(sums.byShift()), at.input(2).shape());
        };
    }

    private Tensor byImage(Tensor g, Tensor x, Tensor weight, ChannelMoments.Sums sums) {
        var a = numbers(weight);
        var b = new float[a.length];
        var c = new float[a.length];
        for (var i = 0; i < a.length; i++) {
            var factor = a[i] * moments.inverse(i);
            var count = moments.sizes().count();
            a[i] = (float) factor;
            b[i] = (float) (-factor * moments.inverse(i) * sums.scaled()[i] / count);
            c[i] = (float) (-factor * sums.plain()[i] / count);
        }
        var y = MemoryOrder.like(x);
        PlaneKernels.of(moments.sizes())
                .mix(
                        moments.sizes(),
                        array(g),
                        g.offset(),
                        array(x),
                        x.offset(),
                        moments.centre(),
                        a,
                        b,
                        c,
                        array(y),
                        y.offset());
        return y;
    }

    /// The same with operations that are differentiated in turn.
    private Tensor composed(int index, Flow at) {
        var g = at.gradient();
        var x = at.input(0);
        var axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
        if (index == 2) {
            return g.sum(axes);
        }
        var centred = x.minus(x.keepDims().mean(axes));
        var deviation = centred.square().keepDims().mean(axes).plus(moments.eps()).sqrt();
        var normal = centred.div(deviation);
        if (index == 1) {
            return g.times(normal).sum(axes);
        }
        var perChannel = new int[x.rank()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = x.size(1);
        var scaled = g.times(at.input(1).reshape(perChannel));
        return scaled.minus(scaled.keepDims().mean(axes))
                .minus(normal.times(scaled.times(normal).keepDims().mean(axes)))
                .div(deviation);
    }

    static float[] array(Tensor x) {
        return ((Storage.Floats) x.storage()).array();
    }

    private static float[] numbers(Tensor perChannel) {
        return perChannel.toArray().clone();
    }
}
