package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Convolution;
import dev.cuaderno.kernels.ImageKernels;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// The transpose of [Correlate2d] as a map of images: every y[n,o,i,j] is added, times each weight,
/// to the cell that the weight was multiplied with. `x[n, c, S·i+D·p−P, S·j+D·q−P] += y[n,o,i,j] ·
/// w[o,c,p,q]`. It gives ∂L/∂x from ∂L/∂y, and by itself is the transposed convolution that
/// enlarges images.
///
/// With the correlation, y = x ⋆ w, and [Correlate2dWeights] it forms a family closed under
/// differentiation: each is linear in both its inputs, and its derivatives are the other two.
///
/// Shapes: y `[N, O, H', W']`, w `[O, C/groups, K, K]`, x the given `[N, C, H, W]`.
///
/// @param window how the kernel slides over x; what falls on padded cells goes back to where they
///   come from, and is lost where they are zeros or constants
/// @param image the shape of x
public record TransposedConv2d(Window window, Shape image) implements Op {

    @Override
    public String name() {
        return "transposedConv2d";
    }

    /// @param inputs y and w
    @Override
    public Tensor forward(Tensor... inputs) {
        var w = inputs[1].contiguous();
        var plan = ConvPlan.of(name(), window, image, w.shape());
        plan.checkResult(name(), inputs[0].shape());
        return plan.unbordered(compute(plan, inputs[0], w));
    }

    private static Tensor compute(ConvPlan plan, Tensor result, Tensor w) {
        var shape = plan.borderedShape();
        var dtype = DType.widest(result.dtype(), w.dtype());
        if (dtype == DType.FLOAT32 && ImageKernels.suitsBack(plan.sizes())) {
            var x = MemoryOrder.images(shape);
            var y = MemoryOrder.memory(MemoryOrder.dense(result));
            ImageKernels.active(plan.sizes())
                    .back(plan.sizes(), y, MemoryOrder.span(w), MemoryOrder.memory(x));
            return x;
        }
        var y = result.contiguous();
        var x = dtype.allocate(shape.elements());
        if (x instanceof Storage.Floats to
                && y.storage() instanceof Storage.Floats from
                && w.storage() instanceof Storage.Floats weights) {
            Kernels.active()
                    .convolveBack(
                            plan.sizes(),
                            from.array(),
                            y.offset(),
                            weights.array(),
                            w.offset(),
                            to.array(),
                            0);
        } else {
            bySum(plan.sizes(), y, w, x);
        }
        return Tensor.of(x, shape);
    }

    private static void bySum(Convolution s, Tensor y, Tensor w, Storage x) {
        Taps.over(
                s,
                (out, tap, cell) ->
                        x.set(
                                cell,
                                x.get(cell)
                                        + y.storage().get(y.offset() + out)
                                                * w.storage().get(w.offset() + tap)));
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var linear = ConvPlan.linear(window);
        return index == 0
                ? new Correlate2d(linear).apply(at.gradient(), at.input(1))
                : new Correlate2dWeights(linear, at.input(1).shape())
                        .apply(at.gradient(), at.input(0));
    }
}
