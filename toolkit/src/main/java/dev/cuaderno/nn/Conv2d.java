package dev.cuaderno.nn;

import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.Map;

/// The convolution of layers, see [dev.cuaderno.op.Correlate2d]: `[N, in, H, W]` becomes `[N, out,
/// H', W']` with H' = ⌊(H + 2P − D(K−1) − 1)/S⌋ + 1.
///
/// Parameters: `weight` `[out, in/groups, K, K]`, `bias` `[out]`. Properties are written behind:
///
/// ```java
/// conv2d(3, 64, 7).stride(2).padding(3).noBias()
/// ```
public final class Conv2d extends Primitive {

    private final int inputs;
    private final int outputs;
    private final Size2d kernel;
    private final Window window;
    private final Init init;
    private final Parameter weight;
    private final Parameter bias;

    private Conv2d(
            int inputs, int outputs, Size2d kernel, Window window, Init init, boolean biased) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.kernel = kernel;
        this.window = window;
        this.init = init;
        var groups = window.groups();
        // With groups that do not divide the channels there is no such shape; forward says so.
        var perGroup = Math.max(1, inputs / groups);
        this.weight =
                new Parameter(init, Shape.of(outputs, perGroup, kernel.rows(), kernel.columns()));
        this.bias = biased ? new Parameter(new Init.FanOf(weight), Shape.of(outputs)) : null;
    }

    /// So many filters over so many channels, without padding, one step at a time.
    public static Conv2d of(int inputs, int outputs, Size2d kernel) {
        return new Conv2d(inputs, outputs, kernel, Window.DEFAULT, Init.standard(), true);
    }

    /// The same moved as a window describes.
    public Conv2d window(Window next) {
        return new Conv2d(inputs, outputs, kernel, next, init, bias != null);
    }

    /// The same with a step.
    public Conv2d stride(int step) {
        return window(window.stride(step));
    }

    /// The same with zeros on each side.
    public Conv2d padding(int cells) {
        return window(window.padding(cells));
    }

    /// The same with cells on each side, and what they hold.
    public Conv2d padding(int cells, Padding mode) {
        return window(window.padding(cells, mode));
    }

    /// The same with as many zeros as keep the size (with step 1).
    public Conv2d same() {
        return window(window.margin(new Margin.Same(), window.border()));
    }

    /// The same with kernel elements further apart.
    public Conv2d dilation(int distance) {
        return window(window.dilation(distance));
    }

    /// The same with channels in independent groups.
    public Conv2d groups(int count) {
        return window(window.groups(count));
    }

    /// The same without a bias.
    public Conv2d noBias() {
        return new Conv2d(inputs, outputs, kernel, window, init, false);
    }

    /// The same with other starting weights.
    public Conv2d init(Init start) {
        return new Conv2d(inputs, outputs, kernel, window, start, bias != null);
    }

    /// `[out, in/groups, K, K]`.
    public Parameter weight() {
        return weight;
    }

    /// `[out]`, or `null` without bias.
    public Parameter bias() {
        return bias;
    }

    /// The number of input channels.
    public int inputs() {
        return inputs;
    }

    /// The number of filters.
    public int outputs() {
        return outputs;
    }

    /// The kernel's rows and columns.
    public Size2d kernel() {
        return kernel;
    }

    /// How the kernel moves.
    public Window window() {
        return window;
    }

    @Override
    protected Tensor compute(Tensor x) {
        return bias == null
                ? x.conv2d(weight.value(), window)
                : x.conv2d(weight.value(), bias.value(), window);
    }

    @Override
    public Shape outputShape(Shape input) {
        var plane = plane(input);
        if (input.size(-3) != inputs) {
            throw ShapeException.in(kind())
                    .rule("axis %d of input must equal in_channels".formatted(input.rank() - 3))
                    .got(input + ", needed " + inputs + " channels")
                    .fix(
                            (input.rank() == 3 ? "an image [%d, H, W] or a batch of them, or " : "")
                                            .formatted(inputs)
                                    + "conv2d(%d, %d, ...)".formatted(input.size(-3), outputs))
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
        var one = Size2d.square(1);
        var what = "image " + input + ", kernel " + kernel;
        var rows = window.overRows(plane.rows(), kernel.rows(), one).check(kind(), "H", what);
        var columns =
                window.overColumns(plane.columns(), kernel.columns(), one).check(kind(), "W", what);
        return input.with(-3, outputs).with(-2, rows.count()).with(-1, columns.count());
    }

    @Override
    public long macs(Shape input) {
        return (long) outputShape(input).elements() * Init.fanIn(weight.shape());
    }

    @Override
    public Reach reach(Shape input) {
        return Reach.of(kernel, window, Size2d.square(1));
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    protected String details() {
        return "%d->%d %s%s%s"
                .formatted(
                        inputs,
                        outputs,
                        kernel,
                        Windows.describe(window),
                        bias == null ? " no bias" : "");
    }
}
