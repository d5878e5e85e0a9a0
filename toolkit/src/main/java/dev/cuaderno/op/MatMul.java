package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// `c[i,j] = Σ_k a[i,k]·b[k,j]` over the last two axes; axes before them are stretched to a common
/// shape. A vector on the left is a row, on the right a column, and the axis it lacks is left out
/// of the result.
///
/// With matrices, ∂L/∂a = g·bᵀ and ∂L/∂b = aᵀ·g for g = ∂L/∂c, summed where a factor was repeated.
public record MatMul() implements Op {

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
        var a = left.expand(batch.concat(Shape.of(m, k))).contiguous();
        var b = right.expand(batch.concat(Shape.of(k, n))).contiguous();
        var c = DType.widest(a.dtype(), b.dtype()).allocate(batch.elements() * m * n);
        for (var i = 0; i < batch.elements(); i++) {
            product(m, n, k, a, a.offset() + i * m * k, b, b.offset() + i * k * n, c, i * m * n);
        }
        var shape = batch;
        if (!rowVector) {
            shape = shape.concat(Shape.of(m));
        }
        if (!columnVector) {
            shape = shape.concat(Shape.of(n));
        }
        return Tensor.of(c, shape);
    }

    private static void product(
            int m, int n, int k, Tensor a, int aAt, Tensor b, int bAt, Storage c, int cAt) {
        if (a.storage() instanceof Storage.Floats left
                && b.storage() instanceof Storage.Floats right
                && c instanceof Storage.Floats to) {
            Kernels.active()
                    .matmul(m, n, k, left.array(), aAt, right.array(), bAt, to.array(), cAt);
            return;
        }
        for (var row = 0; row < m; row++) {
            for (var column = 0; column < n; column++) {
                var sum = 0.0;
                for (var inner = 0; inner < k; inner++) {
                    sum +=
                            a.storage().get(aAt + row * k + inner)
                                    * b.storage().get(bAt + inner * n + column);
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
                        : Expand.sumTo(left.transpose().matmul(g), right.shape());
        return back.reshape(at.input(index).shape());
    }
}
