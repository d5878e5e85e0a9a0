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
/// With a relu behind it, which costs nothing in the same pass, g is 0 where y would not be
/// positive.
///
/// @param moments the statistics of x
/// @param relu whether y is 0 where it would be negative
public record ChannelNorm(ChannelMoments moments, boolean relu) implements Op {

    @Override
    public String name() {
        return relu ? "batchNorm, relu" : "batchNorm";
    }

    /// @param inputs x `[N, C, ...]`, γ and β `[C]`
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = MemoryOrder.dense(inputs[0]);
        var y = MemoryOrder.like(x);
        PlaneKernels.of(moments.sizes())
                .scale(
                        moments.sizes(),
                        array(x),
                        x.offset(),
                        moments.centre(),
                        factors(inputs[1]),
                        numbers(inputs[2]),
                        relu ? 0 : Float.NEGATIVE_INFINITY,
                        array(y),
                        y.offset());
        return y;
    }

    /// γ/√(σ² + ε).
    private float[] factors(Tensor weight) {
        var a = numbers(weight);
        for (var c = 0; c < a.length; c++) {
            a[c] = (float) (a[c] * moments.inverse(c));
        }
        return a;
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
        var gate = relu ? new PlaneKernels.Relu(factors(at.input(1)), numbers(at.input(2))) : null;
        if (index == 0) {
            var g = MemoryOrder.as(at.gradient(), x);
            var sums = moments.sums(at.gradient(), () -> g, gate, x);
            var y = MemoryOrder.over(at.gradient(), x);
            return byImage(g, gate, x, at.input(1), sums, y);
        }
        var sums = moments.sums(at.gradient(), () -> MemoryOrder.as(at.gradient(), x), gate, x);
        var numbers = index == 1 ? sums.byScale() : sums.byShift();
        return Tensor.of(new Storage.Floats(numbers), at.input(index).shape());
    }

    private Tensor byImage(
            Tensor g,
            PlaneKernels.Relu gate,
            Tensor x,
            Tensor weight,
            ChannelMoments.Sums sums,
            Tensor y) {
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
        PlaneKernels.of(moments.sizes())
                .mix(
                        moments.sizes(),
                        array(g),
                        g.offset(),
                        gate,
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
        var x = at.input(0);
        var axes = IntStream.range(0, x.rank()).filter(axis -> axis != 1).toArray();
        var centred = x.minus(x.keepDims().mean(axes));
        var deviation = centred.square().keepDims().mean(axes).plus(moments.eps()).sqrt();
        var normal = centred.div(deviation);
        var g = relu ? new Gate().apply(at.gradient(), scaled(normal, at)) : at.gradient();
        if (index == 2) {
            return g.sum(axes);
        }
        if (index == 1) {
            return g.times(normal).sum(axes);
        }
        var scaled = g.times(perChannel(at.input(1), x));
        return scaled.minus(scaled.keepDims().mean(axes))
                .minus(normal.times(scaled.times(normal).keepDims().mean(axes)))
                .div(deviation);
    }

    /// y in front of the relu.
    private static Tensor scaled(Tensor normal, Flow at) {
        var weight = perChannel(at.input(1), normal);
        return normal.times(weight).plus(perChannel(at.input(2), normal));
    }

    /// A number for each channel, in a shape that stretches to that of x.
    private static Tensor perChannel(Tensor numbers, Tensor x) {
        var sizes = new int[x.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = x.size(1);
        return numbers.reshape(sizes);
    }

    static float[] array(Tensor x) {
        return ((Storage.Floats) x.storage()).array();
    }

    private static float[] numbers(Tensor perChannel) {
        return perChannel.toArray().clone();
    }
}
