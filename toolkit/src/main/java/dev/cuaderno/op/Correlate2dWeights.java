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

/// The transpose of [Correlate2d] as a map of weights: for every weight the sum of what it was
/// multiplied with, times the result it went into. `w[o,c,p,q] = Σ_{n,i,j} y[n,o,i,j] · x[n, c,
/// S·i+D·p−P, S·j+D·q−P]`: a correlation of x with y. It gives ∂L/∂w from ∂L/∂y.
///
/// Shapes: x `[N, C, H, W]`, y `[N, O, H', W']`, w the given `[O, C/groups, K, K]`.
///
/// @param window how the kernel slides over x
/// @param weights the shape of w
public record Correlate2dWeights(Window window, Shape weights) implements Op {

    @Override
    public String name() {
        return "conv2dWeights";
    }

    /// @param inputs x and y
    @Override
    public Tensor forward(Tensor... inputs) {
        var plan = ConvPlan.of(name(), window, inputs[0].shape(), weights);
        plan.checkResult(name(), inputs[1].shape());
        var image = plan.bordered(inputs[0]);
        var dtype = DType.widest(image.dtype(), inputs[1].dtype());
        var w = Tensor.of(dtype.allocate(weights.elements()), weights);
        if (dtype == DType.FLOAT32 && ImageKernels.suitsWeights(plan.sizes())) {
            var x = MemoryOrder.memory(MemoryOrder.dense(image));
            var y = MemoryOrder.memory(MemoryOrder.dense(inputs[1]));
            ImageKernels.active(plan.sizes()).weights(plan.sizes(), x, y, MemoryOrder.span(w));
            return w;
        }
        var x = image.contiguous();
        var y = inputs[1].contiguous();
        if (w.storage() instanceof Storage.Floats to
                && x.storage() instanceof Storage.Floats cells
                && y.storage() instanceof Storage.Floats from) {
            Kernels.active()
                    .convolveWeights(
                            plan.sizes(),
                            cells.array(),
                            x.offset(),
                            from.array(),
                            y.offset(),
                            to.array(),
                            0);
        } else {
            bySum(plan.sizes(), x, y, w.storage());
        }
        return w;
    }

    private static void bySum(Convolution s, Tensor x, Tensor y, Storage w) {
        Taps.over(
                s,
                (out, tap, cell) ->
                        w.set(
                                tap,
                                w.get(tap)
                                        + y.storage().get(y.offset() + out)
                                                * x.storage().get(x.offset() + cell)));
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return index == 0
                ? new TransposedConv2d(window, at.input(0).shape())
                        .apply(at.input(1), at.gradient())
                : new Correlate2d(window).apply(at.input(0), at.gradient());
    }
}
