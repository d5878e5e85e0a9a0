package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.Convolution;
import dev.cuaderno.kernels.ImageKernels;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

/// The convolution of network layers, which is a correlation: `y[n,o,i,j] = b[o] + Σ_{c,p,q} x[n,
/// c, S·i+D·p−P, S·j+D·q−P] · w[o,c,p,q]`, all indices from 0.
///
/// Shapes: x `[N, C, H, W]`, w `[O, C/groups, K, K]`, b `[O]`, y `[N, O, H', W']` with H' = ⌊(H +
/// 2P − D(K−1) − 1)/S⌋ + 1.
///
/// With g = ∂L/∂y: ∂L/∂x carries every g back to the cells it was computed from, times the weights
/// ([TransposedConv2d]); ∂L/∂w correlates x with g ([Correlate2dWeights]); ∂L/∂b = Σ_{n,i,j} g.
public record Correlate2d(String name, Window window) implements Op {

    /// The layer convolution.
    public Correlate2d(Window window) {
        this("conv2d", window);
    }

    /// @param inputs x, w and, if there is a bias, b
    @Override
    public Tensor forward(Tensor... inputs) {
        var w = inputs[1].contiguous();
        var bias = inputs.length > 2 ? inputs[2].contiguous() : null;
        var plan = ConvPlan.of(name, window, inputs[0].shape(), w.shape());
        checkBias(w.shape(), bias);
        var x = plan.bordered(inputs[0]);
        return compute(plan.sizes(), plan.result(), x, w, bias);
    }

    @Override
    public boolean needsResult() {
        return false;
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var g = at.gradient();
        return switch (index) {
            case 0 -> new TransposedConv2d(window, at.input(0).shape()).apply(g, at.input(1));
            case 1 -> new Correlate2dWeights(window, at.input(1).shape()).apply(at.input(0), g);
            default ->
                    g.dtype() == DType.FLOAT32 && !g.isTracked()
                            ? ChannelMoments.sums(g)
                            : g.sum(0, 2, 3);
        };
    }

    private static Tensor compute(
            Convolution sizes, Shape shape, Tensor image, Tensor w, Tensor bias) {
        var dtype = DType.widest(image.dtype(), w.dtype());
        if (bias != null) {
            dtype = DType.widest(dtype, bias.dtype());
        }
        if (dtype == DType.FLOAT32 && ImageKernels.suits(sizes)) {
            var y = MemoryOrder.images(shape);
            var x = MemoryOrder.memory(MemoryOrder.dense(image));
            var more = bias == null ? null : MemoryOrder.span(bias);
            ImageKernels.active(sizes)
                    .convolve(sizes, x, MemoryOrder.span(w), more, MemoryOrder.memory(y));
            return y;
        }
        var x = image.contiguous();
        var y = dtype.allocate(shape.elements());
        if (y instanceof Storage.Floats to
                && x.storage() instanceof Storage.Floats from
                && w.storage() instanceof Storage.Floats weights) {
            Kernels.active()
                    .convolve(
                            sizes,
                            from.array(),
                            x.offset(),
                            weights.array(),
                            w.offset(),
                            bias == null ? null : ((Storage.Floats) bias.storage()).array(),
                            bias == null ? 0 : bias.offset(),
                            to.array(),
                            0);
        } else {
            bySum(sizes, x, w, bias, y);
        }
        return Tensor.of(y, shape);
    }

    /// The formula literally, in double arithmetic.
    private static void bySum(Convolution s, Tensor x, Tensor w, Tensor bias, Storage y) {
        if (bias != null) {
            var cells = s.outRows() * s.outColumns();
            for (var out = 0; out < y.size(); out++) {
                var filter = out / cells % s.filters();
                y.set(out, bias.storage().get(bias.offset() + filter));
            }
        }
        Taps.over(
                s,
                (out, tap, cell) ->
                        y.set(
                                out,
                                y.get(out)
                                        + x.storage().get(x.offset() + cell)
                                                * w.storage().get(w.offset() + tap)));
    }

    private void checkBias(Shape w, Tensor bias) {
        if (bias != null && !bias.shape().equals(Shape.of(w.size(0)))) {
            throw ShapeException.in(name)
                    .rule("one bias per filter")
                    .got("bias " + bias.shape() + " for weights " + w)
                    .fix("a bias of shape [" + w.size(0) + "]")
                    .error();
        }
    }
}
