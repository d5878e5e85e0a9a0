package dev.cuaderno.tensor;

import dev.cuaderno.op.Reduce;
import dev.cuaderno.op.Reduce.Kind;

/// Many numbers folded into one: over all elements, or along the axes named. Folded axes disappear
/// from the shape; with `keepDims` they stay with size 1, so that the result can be combined with
/// the tensor it comes from.
///
/// ```java
/// x.sum()                          // a single number
/// x.mean(0)                        // the mean of each column of a matrix
/// x.minus(x.keepDims().mean(1))    // every row centred
/// ```
public sealed interface Reductions permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor reduce(Kind kind, int... axes) {
        return Reduce.of(kind, false, axes).apply(self());
    }

    /// The sum.
    default Tensor sum(int... axes) {
        return reduce(Kind.SUM, axes);
    }

    /// The mean.
    default Tensor mean(int... axes) {
        return Folding.mean(self(), false, axes);
    }

    /// The product.
    default Tensor prod(int... axes) {
        return reduce(Kind.PRODUCT, axes);
    }

    /// The largest element; NaN if there is one.
    default Tensor max(int... axes) {
        return reduce(Kind.MAX, axes);
    }

    /// The smallest element; NaN if there is one.
    default Tensor min(int... axes) {
        return reduce(Kind.MIN, axes);
    }

    /// The variance Σ(x−mean)²/n: of these numbers, not estimated from a sample.
    default Tensor var(int... axes) {
        return Folding.variance(self(), false, axes);
    }

    /// The standard deviation: the root of [#var].
    default Tensor std(int... axes) {
        return var(axes).sqrt();
    }

    /// The position of the first largest element: in row-major order of all, or along one axis.
    default Tensor argmax(int... axis) {
        return reduce(Kind.ARGMAX, Folding.atMostOne("argmax", axis));
    }

    /// The position of the first smallest element: in row-major order of all, or along one axis.
    default Tensor argmin(int... axis) {
        return reduce(Kind.ARGMIN, Folding.atMostOne("argmin", axis));
    }

    /// Whether all elements are different from 0.
    default boolean all() {
        return self().ne(0).min().item() == 1;
    }

    /// Whether any element is different from 0.
    default boolean any() {
        return self().ne(0).max().item() == 1;
    }

    /// The same reductions, with folded axes kept at size 1.
    default Folding keepDims() {
        return new Folding(self());
    }
}
