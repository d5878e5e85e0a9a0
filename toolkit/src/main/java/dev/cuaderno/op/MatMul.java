package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Matrices;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// `c[i,j] = Σ_k a[i,k]·b[k,j]` over the last two axes; axes before them are stretched to a common
/// shape. A vector on the left is a row, on the right a column, and the axis it lacks is left out
/// of the result.
///
/// With matrices, ∂L/∂a = g·bᵀ and ∂L/∂b = aᵀ·g for g = ∂L/∂c, summed where a factor was repeated.
public record MatMul() implements Op {

    /// Multiplications from which on one product is enough for all threads.
    private static final long LARGE = 1 << 23;

    /// Multiplications that one thread does at a time.
    private static final long PIECE = 1 << 20;

    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        check(inputs[0].shape(), inputs[1].shape());
        var rowVector = inputs[0].rank() == 1;
        var columnVector = inputs[1].rank() == 1;
        var left = rowVector ? inputs[0].unsqueeze(0) : inputs[0];
        var right = columnVector ? inputs[1].unsqueeze(1) : inputs[1];
        var m = left.size(-2);
        var k = left.size(-1);
        var n = right.size(-1);
        var batch = batch(left.shape(), right.shape());
        var shape = batch;
        if (!rowVector) {
            shape = shape.concat(Shape.of(m));
        }
        if (!columnVector) {
            shape = shape.concat(Shape.of(n));
        }
        if (right.rank() == 2 && left.rank() > 2) {
            // All matrices have the same right factor: they are one with more rows.
            left = left.reshape(-1, k);
            return product(Shape.of(), left.size(0), n, k, left, right, shape);
        }
        return product(batch, m, n, k, left, right, shape);
    }

    private static Tensor product(
            Shape batch, int m, int n, int k, Tensor left, Tensor right, Shape shape) {
        var a = lying(left.expand(batch.concat(Shape.of(m, k))));
        var b = lying(right.expand(batch.concat(Shape.of(k, n))));
        if (DType.widest(a.dtype(), b.dtype()) == DType.FLOAT32) {
            var c = MemoryOrder.rows(shape);
            singles(batch, m, n, k, a, b, c);
            return c;
        }
        var c = DType.FLOAT64.allocate(shape.elements());
        for (var i = 0; i < batch.elements(); i++) {
            doubles(m, n, k, a, start(a, batch, i), b, start(b, batch, i), c, i * m * n);
        }
        return Tensor.of(c, shape);
    }

    /// The tensor itself if the rows or the columns of its matrices lie without gaps between their
    /// numbers, else a copy.
    private static Tensor lying(Tensor x) {
        var strides = x.strides();
        var rank = x.rank();
        var isLying =
                x.size(-1) == 1
                        || x.size(-2) == 1
                        || strides[rank - 1] == 1
                        || strides[rank - 2] == 1;
        return isLying && !repeats(x) ? x : x.contiguous();
    }

    /// Whether a row or a column is the same number all along.
    private static boolean repeats(Tensor x) {
        var strides = x.strides();
        return (x.size(-1) > 1 && strides[x.rank() - 1] == 0)
                || (x.size(-2) > 1 && strides[x.rank() - 2] == 0);
    }

    /// Where matrix number i of a batch begins.
    private static int start(Tensor x, Shape batch, int i) {
        var strides = x.strides();
        var at = x.offset();
        var rest = i;
        for (var axis = batch.rank() - 1; axis >= 0; axis--) {
            at += rest % batch.size(axis) * strides[axis];
            rest /= batch.size(axis);
        }
        return at;
    }

    /// Small products share the threads, large ones have them all, one after the other.
    private static void singles(Shape batch, int m, int n, int k, Tensor a, Tensor b, Tensor c) {
        var to = ((Storage.Floats) c.storage()).array();
        var size = (long) m * n * k;
        var count = batch.elements();
        var share = size < LARGE ? Math.clamp(PIECE / size, 1, count) : count;
        var left = matrices(a, batch);
        var right = matrices(b, batch);
        Workers.shared()
                .run(
                        Math.ceilDiv(count, share),
                        (piece, _) -> {
                            var from = piece * share;
                            var end = Math.min(from + share, count);
                            var kernels = Kernels.active();
                            kernels.matmul(m, n, k, left, right, from, end, to, c.offset());
                        });
    }

    /// The steps of [#lying] matrices; those along an axis of size 1 do not matter.
    private static Matrices matrices(Tensor x, Shape batch) {
        var strides = x.strides();
        var row = strides[x.rank() - 2];
        var column = strides[x.rank() - 1];
        if (x.size(-1) == 1 && row != 1) {
            column = 1;
        } else if (x.size(-2) == 1 && column != 1) {
            row = 1;
        }
        var starts = new int[batch.elements()];
        Arrays.setAll(starts, i -> start(x, batch, i));
        return new Matrices(((Storage.Floats) x.storage()).array(), starts, row, column);
    }

    private static void doubles(
            int m, int n, int k, Tensor a, int aAt, Tensor b, int bAt, Storage c, int cAt) {
        var left = a.strides();
        var right = b.strides();
        var aRow = left[left.length - 2];
        var aColumn = left[left.length - 1];
        var bRow = right[right.length - 2];
        var bColumn = right[right.length - 1];
        for (var row = 0; row < m; row++) {
            for (var column = 0; column < n; column++) {
                var sum = 0.0;
                for (var inner = 0; inner < k; inner++) {
                    sum +=
                            a.storage().get(aAt + row * aRow + inner * aColumn)
                                    * b.storage().get(bAt + inner * bRow + column * bColumn);
                }
                c.set(cAt + row * n + column, sum);
            }
        }
    }

    private Shape batch(Shape a, Shape b) {
        return Shape.broadcast(name(), a.slice(0, a.rank() - 2), b.slice(0, b.rank() - 2));
    }

    private void check(Shape a, Shape b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw ShapeException.in(name())
                    .rule("both factors have at least one axis")
                    .got(a + " and " + b)
                    .fix("times(...) multiplies by a single number")
                    .error();
        }
        var inner = b.rank() == 1 ? b.size(0) : b.size(-2);
        if (a.size(-1) != inner) {
            var swapped = a.rank() > 1 && b.rank() > 1 && a.size(-1) == b.size(-1);
            throw ShapeException.in(name())
                    .rule("columns of the left factor = rows of the right one")
                    .got(a + " and " + b)
                    .why(a.size(-1) + " columns against " + inner + " rows")
                    .fix(
                            swapped
                                    ? "transpose() the right factor"
                                    : "transpose() or reshape(...) one of them")
                    .error();
        }
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var a = at.input(0);
        var b = at.input(1);
        var left = a.rank() == 1 ? a.unsqueeze(0) : a;
        var right = b.rank() == 1 ? b.unsqueeze(1) : b;
        var g = b.rank() == 1 ? at.gradient().unsqueeze(-1) : at.gradient();
        g = a.rank() == 1 ? g.unsqueeze(g.rank() - 1) : g;
        var back =
                index == 0
                        ? Expand.sumTo(g.matmul(right.transpose()), left.shape())
                        : byRight(left, g, right);
        var shape = at.input(index).shape();
        return back.shape().equals(shape) ? back : back.reshape(shape);
    }

    /// aᵀ·g, in memory as the right factor lies there.
    private static Tensor byRight(Tensor a, Tensor g, Tensor right) {
        var isTable = right.rank() == 2 && a.rank() > 2;
        var left = isTable ? a.reshape(-1, a.size(-1)) : a;
        var above = isTable ? g.reshape(-1, g.size(-1)) : g;
        var isTurned = right.strides()[right.rank() - 2] == 1 && right.size(-1) > 1;
        var back =
                isTurned
                        ? above.transpose().matmul(left).transpose()
                        : left.transpose().matmul(above);
        return Expand.sumTo(back, right.shape());
    }
}
