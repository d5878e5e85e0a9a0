package dev.cuaderno.tensor;

import dev.cuaderno.op.ArgSort;
import dev.cuaderno.op.CumSum;
import dev.cuaderno.op.Gather;

/// Elements in order of size, and sums so far.
///
/// ```java
/// var scores = tensor(0.1, 0.7, 0.2);
/// scores.sort()                    // 0.1 0.2 0.7
/// scores.topK(2).indices()         // 1 2
/// scores.cumsum(0)                 // 0.1 0.8 1.0
/// ```
public sealed interface Ordering permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// The largest elements of each row and where they stand, see [#topK].
    ///
    /// @param values the elements, largest first
    /// @param indices their positions in the row
    record TopK(Tensor values, Tensor indices) {}

    /// Each row (last axis) from its smallest element to its largest; NaN comes last. Gradients go
    /// back to where the elements stood.
    default Tensor sort() {
        return sort(-1);
    }

    /// The elements along an axis from the smallest to the largest, see [#sort()].
    default Tensor sort(int axis) {
        var rows = self().transpose(axis, -1);
        return gather(rows, new ArgSort(false).apply(rows)).transpose(axis, -1);
    }

    /// Where in each row (last axis) the elements of [#sort()] stand: the smallest first, equal
    /// ones in their order.
    default Tensor argsort() {
        return new ArgSort(false).apply(self());
    }

    /// The k largest elements of each row (last axis), the largest first; of equal ones the first.
    ///
    /// @return tensors `[..., k]`
    /// @throws ShapeException if a row has fewer
    default TopK topK(int k) {
        if (self().rank() == 0 || k < 1 || k > self().size(-1)) {
            throw ShapeException.in("topK")
                    .rule("k is from 1 to the elements of the last axis")
                    .got("k %d for %s".formatted(k, self().shape()))
                    .fix("another k, or transpose(...) the axis to the end")
                    .error();
        }
        var order = new ArgSort(true).apply(self());
        var indices = order.at(new Index.Ellipsis(), new Index.Range(0, k, 1)).contiguous();
        return new TopK(gather(self(), indices), indices);
    }

    private static Tensor gather(Tensor x, Tensor positions) {
        return new Gather().apply(x, positions);
    }

    /// yᵢ = Σ xⱼ over j ≤ i, along an axis.
    default Tensor cumsum(int axis) {
        return new CumSum(false).apply(self().transpose(axis, -1)).transpose(axis, -1);
    }

    /// From each row (last axis) the elements at the positions named: y[..., i] = x[..., index[...,
    /// i]].
    ///
    /// @param index `[..., k]` for x `[..., n]`, positions from 0
    /// @throws IndexOutOfBoundsException if a position lies outside the row
    default Tensor gather(Tensor index) {
        return gather(self(), index);
    }
}
