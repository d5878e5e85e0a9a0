package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.ElementKernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Walk;

import java.util.Arrays;
import java.util.Locale;

/// y = f(a, b), element by element, both stretched to a common shape.
///
/// ∂L/∂a = ∂L/∂y · ∂f/∂a, summed where a was repeated; likewise for b. Where both are equal,
/// maximum and minimum send half of the gradient to each.
public record Pairwise(Binary f) implements Op {

    @Override
    public String name() {
        return f.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = Shape.broadcast(name(), inputs[0].shape(), inputs[1].shape());
        var a = inputs[0].expand(shape);
        var b = inputs[1].expand(shape);
        if (MemoryOrder.isChannelsLast(a) || MemoryOrder.isChannelsLast(b)) {
            return MemoryOrder.images(compute(pixels(a), pixels(b)));
        }
        if ((isTurned(a) && (isTurned(b) || isOne(b))) || (isOne(a) && isTurned(b))) {
            return compute(a.transpose(), b.transpose()).transpose();
        }
        return compute(quick(a), quick(b));
    }

    /// The same in the memory of `y`, which may be one of the inputs, if it has the result's shape,
    /// type and order; else in new memory.
    Tensor into(Tensor y, Tensor... inputs) {
        var shape = Shape.broadcast(name(), inputs[0].shape(), inputs[1].shape());
        var dtype = DType.widest(inputs[0].dtype(), inputs[1].dtype());
        if (!shape.equals(y.shape()) || dtype != y.dtype() || !y.isContiguous()) {
            return forward(inputs);
        }
        compute(inputs[0].expand(shape), inputs[1].expand(shape), y);
        return y;
    }

    /// Whether it is a matrix that lies column by column, without gaps.
    private static boolean isTurned(Tensor x) {
        return x.rank() == 2 && !x.isContiguous() && x.transpose().isContiguous();
    }

    /// Whether it is a single number, shown often.
    private static boolean isOne(Tensor x) {
        return Arrays.stream(x.strides()).allMatch(stride -> stride == 0);
    }

    /// A turned matrix would be read number by number; copying it first is faster.
    private static Tensor quick(Tensor x) {
        return TurnedCopy.of(x) == null ? x : x.contiguous();
    }

    /// Images as `[N, H, W, C]`, pixel after pixel in memory. One that is the same for all of them
    /// is written once; a single number stays one.
    private static Tensor pixels(Tensor images) {
        var pixels = MemoryOrder.pixels(images);
        if (isOne(images)) {
            return pixels;
        }
        return images.strides()[0] == 0
                ? pixels.at(0).contiguous().expand(pixels.shape())
                : pixels.contiguous();
    }

    private Tensor compute(Tensor a, Tensor b) {
        var shape = a.shape();
        var dtype = DType.widest(a.dtype(), b.dtype());
        var result =
                dtype == DType.FLOAT32
                        ? MemoryOrder.rows(shape)
                        : Tensor.of(dtype.allocate(shape.elements()), shape);
        compute(a, b, result);
        return result;
    }

    private void compute(Tensor a, Tensor b, Tensor result) {
        var y = result.storage();
        var first = result.offset();
        Walk.inParts(
                (index, at, steps, length) ->
                        run(a.storage(), b.storage(), at, steps, y, first + index, length),
                a,
                b);
    }

    private void run(Storage a, Storage b, int[] at, int[] steps, Storage y, int yAt, int n) {
        var dense = (steps[0] & ~1) == 0 && (steps[1] & ~1) == 0;
        if (dense
                && a instanceof Storage.Floats left
                && b instanceof Storage.Floats right
                && y instanceof Storage.Floats to) {
            ElementKernels.active()
                    .binary(
                            f,
                            left.array(),
                            at[0],
                            steps[0],
                            right.array(),
                            at[1],
                            steps[1],
                            to.array(),
                            yAt,
                            n);
        } else {
            for (var i = 0; i < n; i++) {
                y.set(yAt + i, f.apply(a.get(at[0] + i * steps[0]), b.get(at[1] + i * steps[1])));
            }
        }
    }

    @Override
    public boolean differentiable() {
        return switch (f) {
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> false;
            case PLUS, MINUS, TIMES, DIVIDE, POWER, MAXIMUM, MINIMUM, TIMES_LOG -> true;
        };
    }

    @Override
    public boolean needsInput(int index) {
        return f != Binary.PLUS && f != Binary.MINUS;
    }

    @Override
    public boolean needsResult() {
        return f == Binary.DIVIDE || f == Binary.POWER;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        var a = at.input(0);
        var b = at.input(1);
        var first = index == 0;
        var back =
                switch (f) {
                    case PLUS -> g;
                    case MINUS -> first ? g : g.negate();
                    case TIMES -> g.times(first ? b : a);
                    case DIVIDE -> first ? g.div(b) : g.times(at.result()).div(b).negate();
                    case POWER -> first ? byBase(g, a, b) : byExponent(at);
                    case MAXIMUM -> first ? share(g, a, b) : share(g, b, a);
                    case MINIMUM -> first ? share(g, b, a) : share(g, a, b);
                    case TIMES_LOG -> first ? byFactor(g, a, b) : byArgument(g, a, b);
                    case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL ->
                            Op.super.backward(index, at);
                };
        return Expand.sumTo(back, at.input(index).shape());
    }

    /// b·a^(b−1), which is 0 for b = 0 whatever a is.
    private static Tensor byBase(Tensor g, Tensor a, Tensor b) {
        var constant = b.eq(0);
        var slope = b.times(a.pow(one(b).where(constant, b.minus(1))));
        return g.times(slope);
    }

    /// a^b·ln a, which is 0 for a = 0 as the power itself is.
    private static Tensor byExponent(Flow at) {
        var a = at.input(0);
        var logarithm = one(a).where(a.eq(0), a).log();
        return at.gradient().times(at.result()).times(logarithm);
    }

    /// The part of the gradient that goes to the winner of "larger over smaller".
    private static Tensor share(Tensor g, Tensor larger, Tensor smaller) {
        return g.times(larger.gt(smaller).plus(larger.eq(smaller).times(0.5)));
    }

    /// ln b, and 0 where both are 0.
    private static Tensor byFactor(Tensor g, Tensor a, Tensor b) {
        var nothing = a.eq(0).times(b.eq(0));
        return g.times(one(b).where(nothing, b).log());
    }

    /// a/b, and 0 where both are 0.
    private static Tensor byArgument(Tensor g, Tensor a, Tensor b) {
        var nothing = a.eq(0).times(b.eq(0));
        return g.times(a.div(one(b).where(nothing, b)));
    }

    private static Tensor one(Tensor like) {
        return Tensors.scalar(1, like.dtype());
    }
}
