package dev.cuaderno.tensor;

import dev.cuaderno.op.Reduce;
import dev.cuaderno.op.Reduce.Kind;

import java.util.Arrays;

/// Reductions that keep folded axes with size 1, see [Reductions#keepDims].
public final class Folding {

    private final Tensor tensor;

    Folding(Tensor tensor) {
        this.tensor = tensor;
    }

    private Tensor reduce(Kind kind, int... axes) {
        return Reduce.of(kind, true, axes).apply(tensor);
    }

    /// The sum.
    public Tensor sum(int... axes) {
        return reduce(Kind.SUM, axes);
    }

    /// The mean.
    public Tensor mean(int... axes) {
        return mean(tensor, true, axes);
    }

    /// The product.
    public Tensor prod(int... axes) {
        return reduce(Kind.PRODUCT, axes);
    }

    /// The largest element.
    public Tensor max(int... axes) {
        return reduce(Kind.MAX, axes);
    }

    /// The smallest element.
    public Tensor min(int... axes) {
        return reduce(Kind.MIN, axes);
    }

    /// The variance Σ(x−mean)²/n.
    public Tensor var(int... axes) {
        return variance(tensor, true, axes);
    }

    /// The root of the variance.
    public Tensor std(int... axes) {
        return var(axes).sqrt();
    }

    static Tensor mean(Tensor x, boolean keep, int... axes) {
        var sum = Reduce.of(Kind.SUM, keep, axes).apply(x);
        return sum.div((double) x.elements() / sum.elements());
    }

    static Tensor variance(Tensor x, boolean keep, int... axes) {
        return mean(x.minus(mean(x, true, axes)).square(), keep, axes);
    }

    static int[] atMostOne(String operation, int... axes) {
        if (axes.length > 1) {
            throw ShapeException.in(operation)
                    .rule("a position is counted along one axis, or over all elements")
                    .got("axes " + Arrays.toString(axes))
                    .fix("flatten(axis) joins the last axes first")
                    .error();
        }
        return axes;
    }
}
