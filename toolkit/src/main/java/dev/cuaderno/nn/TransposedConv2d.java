package dev.cuaderno.nn;

import dev.cuaderno.op.PlusInPlace;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.Map;

/// The transposed convolution, which enlarges images: every cell is multiplied with the kernel and
/// added to the result, S cells from the last. `[N, in, H, W]` becomes `[N, out, H', W']` with H' =
/// (H − 1)S − 2P + D(K−1) + E + 1. Dumoulin and Visin, "A guide to convolution arithmetic for deep
/// learning" (2016), section 4.
///
/// Parameters: `weight` `[in, out/groups, K, K]`, `bias` `[out]`, as in PyTorch.
///
/// ```java
/// transposedConv2d(64, 32, 4).stride(2).padding(1)     // twice as high and wide
/// ```
public final class TransposedConv2d extends Primitive {

    private final int inputs;
    private final int outputs;
    private final Size2d kernel;
    private final Window window;
    private final int extra;
    private final Init init;
    private final Parameter weight;
    private final Parameter bias;

    private TransposedConv2d(
            int inputs,
            int outputs,
            Size2d kernel,
            Window window,
            int extra,
            Init init,
            boolean biased) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.kernel = kernel;
        this.window = window;
        this.extra = extra;
        this.init = init;
        // With groups that do not divide the channels there is no such shape; forward says so.
        var perGroup = Math.max(1, outputs / window.groups());
        this.weight =
                new Parameter(init, Shape.of(inputs, perGroup, kernel.rows(), kernel.columns()));
        this.bias = biased ? new Parameter(new Init.FanOf(weight), Shape.of(outputs)) : null;
    }

    /// So many filters over so many channels, one step at a time.
    public static TransposedConv2d of(int inputs, int outputs, Size2d kernel) {
        return new TransposedConv2d(
                inputs, outputs, kernel, Window.DEFAULT, 0, Init.standard(), true);
    }

    private TransposedConv2d window(Window next) {
        return new TransposedConv2d(inputs, outputs, kernel, next, extra, init, bias != null);
    }

    /// The same with S cells of the result from one cell of the image to the next.
    public TransposedConv2d stride(int step) {
        return window(window.stride(step));
    }

    /// The same with P cells cut off on each side of the result.
    public TransposedConv2d padding(int cells) {
        return window(window.padding(cells));
    }

    /// The same with kernel elements D cells apart.
    public TransposedConv2d dilation(int distance) {
        return window(window.dilation(distance));
    }

    /// The same with channels in independent groups.
    public TransposedConv2d groups(int count) {
        return window(window.groups(count));
    }

    /// The same with E more rows below and columns on the right, fewer than the step: with a step
    /// several sizes of images give one size of results, and this says which of them is meant.
    public TransposedConv2d outputPadding(int cells) {
        return new TransposedConv2d(inputs, outputs, kernel, window, cells, init, bias != null);
    }

    /// The same without a bias.
    public TransposedConv2d noBias() {
        return new TransposedConv2d(inputs, outputs, kernel, window, extra, init, false);
    }

    /// The same with other starting weights.
    public TransposedConv2d init(Init start) {
        return new TransposedConv2d(inputs, outputs, kernel, window, extra, start, bias != null);
    }

    /// `[in, out/groups, K, K]`.
    public Parameter weight() {
        return weight;
    }

    /// `[out]`, or `null` without bias.
    public Parameter bias() {
        return bias;
    }

    /// How the kernel moves over the result.
    public Window window() {
        return window;
    }

    @Override
    protected Tensor compute(Tensor x) {
        var y = x.transposedConv2d(weight.value(), window, extra);
        return bias == null ? y : new PlusInPlace().apply(y, bias.value().reshape(outputs, 1, 1));
    }

    @Override
    public Shape outputShape(Shape input) {
        plane(input);
        if (input.size(-3) != inputs) {
            throw ShapeException.in(kind())
                    .rule("axis %d of input must equal in_channels".formatted(input.rank() - 3))
                    .got(input + ", needed " + inputs + " channels")
                    .fix("transposedConv2d(%d, %d, ...)".formatted(input.size(-3), outputs))
                    .error();
        }
        if (inputs % window.groups() != 0 || outputs % window.groups() != 0) {
            throw ShapeException.in(kind())
                    .rule("groups divide both in_channels and out_channels")
                    .got(
                            "%d groups for %d -> %d channels"
                                    .formatted(window.groups(), inputs, outputs))
                    .fix("another number of groups")
                    .error();
        }
        return window.enlarged(kind(), input, kernel, extra).with(-3, outputs);
    }

    @Override
    public long macs(Shape input) {
        return (long) input.elements() * Init.fanIn(weight.shape());
    }

    @Override
    public Reach reach(Shape input) {
        var step = window.strideOr(Size2d.square(1));
        var d = window.dilation();
        // Where the results of several cells overlap; the jump is a fraction and told as 1.
        return Reach.of(
                new Size2d(
                        Math.ceilDiv(d.rows() * (kernel.rows() - 1) + 1, step.rows()),
                        Math.ceilDiv(d.columns() * (kernel.columns() - 1) + 1, step.columns())),
                Size2d.square(1));
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "transposedConv2d";
    }

    @Override
    protected String details() {
        return "%d->%d %s%s%s%s"
                .formatted(
                        inputs,
                        outputs,
                        kernel,
                        Windows.describe(window),
                        extra == 0 ? "" : " output padding " + extra,
                        bias == null ? " no bias" : "");
    }
}
