package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.FoldKernels.Fold;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Folds axes into one number each. Sums and products run in double arithmetic, in an order that
/// depends on the shape alone, and are rounded once at the end.
///
/// A sum hands its gradient g to each of its terms; the largest and the smallest element get it, in
/// equal parts if there are several; a factor of a product gets g times the product of the others.
///
/// @param kind how numbers are folded
/// @param axes the axes folded; none means all
/// @param keep whether folded axes stay with size 1, so that the result broadcasts against the
///   input
public record Reduce(Kind kind, List<Integer> axes, boolean keep) implements Op {

    /// What is computed of the folded numbers.
    public enum Kind {
        SUM,
        PRODUCT,
        /// The largest; NaN if one of them is.
        MAX,
        /// The smallest; NaN if one of them is.
        MIN,
        /// The position of the first largest (or NaN) along one axis, or in row-major order of all.
        ARGMAX,
        /// The position of the first smallest (or NaN) along one axis, or in row-major order of
        /// all.
        ARGMIN;

        private double fold(Storage x, int at, int n) {
            return switch (this) {
                case SUM -> {
                    var sum = 0.0;
                    for (var i = at; i < at + n; i++) {
                        sum += x.get(i);
                    }
                    yield sum;
                }
                case PRODUCT -> {
                    var product = 1.0;
                    for (var i = at; i < at + n; i++) {
                        product *= x.get(i);
                    }
                    yield product;
                }
                case MAX -> {
                    var best = x.get(at);
                    for (var i = at + 1; i < at + n; i++) {
                        best = Math.max(best, x.get(i));
                    }
                    yield best;
                }
                case MIN -> {
                    var best = x.get(at);
                    for (var i = at + 1; i < at + n; i++) {
                        best = Math.min(best, x.get(i));
                    }
                    yield best;
                }
                case ARGMAX -> first(x, at, n, 1);
                case ARGMIN -> first(x, at, n, -1);
            };
        }

        private static int first(Storage x, int at, int n, int sign) {
            var best = 0;
            for (var i = 1; i < n && !Double.isNaN(x.get(at + best)); i++) {
                var value = x.get(at + i);
                if (Double.isNaN(value) || sign * value > sign * x.get(at + best)) {
                    best = i;
                }
            }
            return best;
        }
    }

    /// Elements that one thread folds at a time.
    private static final int PIECE = 1 << 15;

    public Reduce {
        axes = List.copyOf(axes);
    }

    /// A reduction of the axes, or of all if none is named.
    public static Reduce of(Kind kind, boolean keep, int... axes) {
        return new Reduce(kind, Arrays.stream(axes).boxed().toList(), keep);
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var shape = inputs[0].shape();
        var folded = foldedAxes(shape);
        var single = single();
        if (single != null && inputs[0].dtype() == DType.FLOAT32) {
            return FoldedAxes.of(inputs[0], folded).fold(single, folded, result(shape, folded));
        }
        var order = new ArrayList<Integer>();
        for (var part : List.of(false, true)) {
            for (var axis = 0; axis < shape.rank(); axis++) {
                if (folded[axis] == part) {
                    order.add(axis);
                }
            }
        }
        var kept = result(shape, folded);
        var rows = kept.elements();
        var x = inputs[0].permute(ints(order)).contiguous();
        var length = x.elements() / rows;
        var y = x.dtype().allocate(rows);
        var share = x.elements() < PIECE ? rows : Math.max(1, PIECE / length);
        Workers.shared()
                .run(
                        Math.ceilDiv(rows, Math.max(1, share)),
                        (piece, _) -> {
                            var end = Math.min(rows, (piece + 1) * share);
                            for (var row = piece * share; row < end; row++) {
                                var at = x.offset() + row * length;
                                y.set(row, kind.fold(x.storage(), at, length));
                            }
                        });
        return Tensor.of(y, kept);
    }

    /// What the loops for single precision call this, or `null` if there is none.
    private Fold single() {
        return switch (kind) {
            case SUM -> Fold.SUM;
            case MAX -> Fold.MAX;
            case MIN -> Fold.MIN;
            case PRODUCT, ARGMAX, ARGMIN -> null;
        };
    }

    /// The shape of the result.
    private Shape result(Shape shape, boolean[] folded) {
        var sizes = new ArrayList<Integer>();
        for (var axis = 0; axis < shape.rank(); axis++) {
            if (!folded[axis]) {
                sizes.add(shape.size(axis));
            } else if (keep) {
                sizes.add(1);
            }
        }
        return Shape.of(ints(sizes));
    }

    /// Which axes of a shape are folded.
    private boolean[] foldedAxes(Shape shape) {
        var folded = new boolean[shape.rank()];
        if (axes.isEmpty()) {
            Arrays.fill(folded, true);
        }
        for (var axis : axes) {
            folded[shape.axis(axis)] = true;
        }
        return folded;
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean differentiable() {
        return kind != Kind.ARGMAX && kind != Kind.ARGMIN;
    }

    @Override
    public boolean needsInput(int index) {
        return kind != Kind.SUM;
    }

    @Override
    public boolean needsResult() {
        return kind == Kind.MAX || kind == Kind.MIN;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var x = at.input(0);
        var g = kept(at.gradient(), x.shape());
        return switch (kind) {
            case SUM -> g.expand(x.shape());
            case PRODUCT -> g.times(others(x));
            case MAX, MIN -> {
                var y = kept(at.result(), x.shape());
                if (isPlain(x) && isPlain(g) && isPlain(y)) {
                    yield FoldedAxes.of(x, foldedAxes(x.shape())).share(y, g);
                }
                var best = x.eq(y);
                yield best.times(g.div(sameAxes(Kind.SUM).apply(best)));
            }
            case ARGMAX, ARGMIN -> Op.super.backward(index, at);
        };
    }

    private static boolean isPlain(Tensor x) {
        return x.dtype() == DType.FLOAT32 && !x.isTracked();
    }

    private Reduce sameAxes(Kind other) {
        return new Reduce(other, axes, true);
    }

    /// A result with the folded axes at size 1.
    private Tensor kept(Tensor y, Shape shape) {
        var folded = foldedAxes(shape);
        var sizes = shape.sizes();
        for (var axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = folded[axis] ? 1 : sizes[axis];
        }
        return y.reshape(sizes);
    }

    /// For each factor the product of the others: the product divided by it. A single 0 gets the
    /// product of the rest, and with two nobody gets anything. Where there are zeros, derivatives
    /// of higher order are not those of the product.
    private Tensor others(Tensor x) {
        var zero = x.eq(0);
        var zeros = sameAxes(Kind.SUM).apply(zero);
        var safe = Tensors.scalar(1, x.dtype()).where(zero, x);
        var rest = sameAxes(Kind.PRODUCT).apply(safe);
        return rest.div(safe).times(zeros.eq(0)).plus(rest.times(zeros.eq(1)).times(zero));
    }
}
