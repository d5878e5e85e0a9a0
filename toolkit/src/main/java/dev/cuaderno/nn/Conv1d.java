package dev.cuaderno.nn;

import dev.cuaderno.op.PlusInPlace;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.Map;

/// The layer convolution of signals: `y[n,o,i] = b[o] + Σ_{c,p} x[n, c, S·i+D·p−P] · w[o,c,p]`.
/// `[N, in, L]` becomes `[N, out, L']` with L' = ⌊(L + 2P − D(K−1) − 1)/S⌋ + 1.
///
/// Parameters: `weight` `[out, in/groups, K]`, `bias` `[out]`, as in PyTorch.
///
/// ```java
/// conv1d(1, 8, 5).padding(2)
/// ```
public final class Conv1d extends Primitive {

    private final int inputs;
    private final int outputs;
    private final int kernel;
    private final Window window;
    private final Init init;
    private final Parameter weight;
    private final Parameter bias;

    private Conv1d(int inputs, int outputs, int kernel, Window window, Init init, boolean biased) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.kernel = kernel;
        this.window = window;
        this.init = init;
        // With groups that do not divide the channels there is no such shape; forward says so.
        var perGroup = Math.max(1, inputs / window.groups());
        this.weight = new Parameter(init, Shape.of(outputs, perGroup, kernel));
        this.bias = biased ? new Parameter(new Init.FanOf(weight), Shape.of(outputs)) : null;
    }

    /// So many filters of `kernel` elements over so many channels.
    public static Conv1d of(int inputs, int outputs, int kernel) {
        return new Conv1d(inputs, outputs, kernel, Window.DEFAULT, Init.standard(), true);
    }

    private Conv1d window(Window next) {
        return new Conv1d(inputs, outputs, kernel, next, init, bias != null);
    }

    /// The same with a step.
    public Conv1d stride(int step) {
        return window(window.stride(step));
    }

    /// The same with zeros at both ends.
    public Conv1d padding(int cells) {
        return window(window.padding(cells));
    }

    /// The same with cells at both ends, and what they hold.
    public Conv1d padding(int cells, Padding mode) {
        return window(window.padding(cells, mode));
    }

    /// The same with kernel elements further apart.
    public Conv1d dilation(int distance) {
        return window(window.dilation(distance));
    }

    /// The same with channels in independent groups.
    public Conv1d groups(int count) {
        return window(window.groups(count));
    }

    /// The same without a bias.
    public Conv1d noBias() {
        return new Conv1d(inputs, outputs, kernel, window, init, false);
    }

    /// The same with other starting weights.
    public Conv1d init(Init start) {
        return new Conv1d(inputs, outputs, kernel, window, start, bias != null);
    }

    /// `[out, in/groups, K]`.
    public Parameter weight() {
        return weight;
    }

    /// `[out]`, or `null` without bias.
    public Parameter bias() {
        return bias;
    }

    /// How the kernel moves; its part along columns counts.
    public Window window() {
        return window;
    }

    @Override
    protected Tensor compute(Tensor x) {
        var y = x.conv1d(weight.value(), window);
        return bias == null ? y : new PlusInPlace().apply(y, bias.value().reshape(outputs, 1));
    }

    @Override
    public Shape outputShape(Shape input) {
        if (input.rank() < 2 || input.rank() > 3) {
            throw ShapeException.in(kind())
                    .rule("input [N, C, L], or [C, L] for one signal")
                    .got("input " + input)
                    .fix("reshape(...) or unsqueeze(0) add the missing axes of size 1")
                    .error();
        }
        if (input.size(-2) != inputs) {
            throw ShapeException.in(kind())
                    .rule("axis %d of input must equal in_channels".formatted(input.rank() - 2))
                    .got(input + ", needed " + inputs + " channels")
                    .fix("conv1d(%d, %d, ...)".formatted(input.size(-2), outputs))
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
        var what = "signal " + input + ", kernel " + kernel;
        var along = window.overColumns(input.size(-1), kernel, Size2d.square(1));
        return input.with(-2, outputs).with(-1, along.check(kind(), "L", what).count());
    }

    @Override
    public long macs(Shape input) {
        return (long) outputShape(input).elements() * Init.fanIn(weight.shape());
    }

    @Override
    public Reach reach(Shape input) {
        return Reach.of(new Size2d(1, kernel), window.alongColumns(), Size2d.square(1));
    }

    @Override
    public Map<String, ?> components() {
        return Weights.named(weight, bias);
    }

    @Override
    public String kind() {
        return "conv1d";
    }

    @Override
    protected String details() {
        return "%d->%d %d%s%s"
                .formatted(
                        inputs,
                        outputs,
                        kernel,
                        Windows.describe(window),
                        bias == null ? " no bias" : "");
    }
}
