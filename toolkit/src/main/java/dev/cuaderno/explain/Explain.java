package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Display;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Activations;
import dev.cuaderno.nn.Conv2d;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Parameter;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Computations made visible, for one line at a notebook's head:
///
/// ```java
/// import static dev.cuaderno.explain.Explain.*;
/// ```
public final class Explain extends StepFacade {

    /// How far a computed number may lie from a figure, times max(1, |figure|).
    private static final double TOLERANCE = 1e-5;

    private Explain() {}

    // ---- frame by frame

    /// The correlation of an image with a filter, one frame per cell of the result. An image with
    /// channels takes a filter with as many: products and sums are shown channel by channel.
    ///
    /// @param image a matrix; a vector, which is drawn as one row; channels `[C, H, W]`; or a batch
    ///   `[N, C, H, W]`, of which [Trace#sample] chooses one
    /// @param filter a matrix or a vector; `[C, K, K]`; or `[O, C, K, K]`, of which
    ///   [Trace#outputChannel] chooses one; a signal `[C, L]` takes `[O, C, K]`
    /// @throws ShapeException if the filter does not fit, or the result has more than 1024 cells
    public static Trace trace(Tensor image, Tensor filter) {
        return trace(image, filter, Window.DEFAULT);
    }

    /// The correlation with a step and padding: `stride(2).padding(1)`, see [#trace(Tensor,
    /// Tensor)].
    public static Trace trace(Tensor image, Tensor filter, Window window) {
        return traced(image, new Filtering(false, filter, Optional.empty(), window));
    }

    /// The correlation plus one number per filter, as layers compute it, see [#trace(Tensor,
    /// Tensor)].
    ///
    /// @param bias `[O]`, or a single number
    public static Trace trace(Tensor image, Tensor filter, Tensor bias, Window window) {
        return traced(image, new Filtering(false, filter, Optional.of(bias), window));
    }

    /// What a layer computes of a picture `[C, H, W]` or a batch.
    public static Trace trace(Tensor image, Conv2d layer) {
        var bias = Optional.ofNullable(layer.bias()).map(Parameter::value);
        return traced(image, new Filtering(false, layer.weight().value(), bias, layer.window()));
    }

    /// The convolution of mathematics, with the filter turned by 180 degrees, one frame per cell of
    /// the result, see [#trace(Tensor, Tensor)].
    public static Trace traceConvolve(Tensor image, Tensor filter) {
        return traceConvolve(image, filter, Window.DEFAULT);
    }

    /// The convolution with a step and padding, see [#traceConvolve(Tensor, Tensor)].
    public static Trace traceConvolve(Tensor image, Tensor filter, Window window) {
        return traced(image, new Filtering(true, filter, Optional.empty(), window));
    }

    /// A pooling, one frame per cell of the result: `trace(image, maxPool(2))`. Of an image with
    /// channels, [Trace#outputChannel] chooses one.
    public static Trace trace(Tensor image, Pool pool) {
        return traced(image, new Pooling(pool));
    }

    private static Trace traced(Tensor image, Source.Step step) {
        return new Source(image, step, 0, 0).trace();
    }

    /// The largest of each window of `size` x `size` cells, which do not overlap.
    public static Pool maxPool(int size) {
        return maxPool(size, Window.DEFAULT);
    }

    /// The largest of each window, which moves by `size` unless the window gives a step.
    public static Pool maxPool(int size, Window window) {
        return new Pool.Max(size, window);
    }

    /// The smallest of each window of `size` x `size` cells, which do not overlap.
    public static Pool minPool(int size) {
        return minPool(size, Window.DEFAULT);
    }

    /// The smallest of each window, which moves by `size` unless the window gives a step.
    public static Pool minPool(int size, Window window) {
        return new Pool.Min(size, window);
    }

    /// The mean of each window of `size` x `size` cells, which do not overlap.
    public static Pool avgPool(int size) {
        return avgPool(size, Window.DEFAULT);
    }

    /// The mean of each window, which moves by `size` unless the window gives a step.
    public static Pool avgPool(int size, Window window) {
        return new Pool.Mean(size, window);
    }

    /// Means over windows chosen so that the result is `rows` x `columns`.
    public static Pool adaptiveAvgPool(int rows, int columns) {
        return new Pool.AdaptiveMean(rows, columns);
    }

    /// The largest over windows chosen so that the result is `rows` x `columns`.
    public static Pool adaptiveMaxPool(int rows, int columns) {
        return new Pool.AdaptiveMax(rows, columns);
    }

    /// Small matrices side by side, each cell shaded by its value.
    public static Shaded shaded(Tensor... matrices) {
        return new Shaded(List.of(matrices), List.of(), false);
    }

    // ---- what a network learnt and looks at

    /// The planes of `[N, H, W]`, or of `[N, C, H, W]` row by row, in one colour scale: blue above
    /// 0, orange below.
    public static Gallery gallery(Tensor planes) {
        return Gallery.of(say("planes"), planes);
    }

    /// The filters of a layer in one colour scale: `filters(net, "0")`. Those over three channels
    /// are shown in colours, grey being 0.
    ///
    /// @param layer the name of a convolution in the network
    public static Gallery filters(Layer net, String layer) {
        var name = layer.isEmpty() ? "weight" : layer + ".weight";
        var weights = net.stateDict().get(name);
        if (weights == null || weights.rank() != 4) {
            throw new IllegalArgumentException(
                    "filters: %s has no filters [O, C, K, K]; the parameters are %s"
                            .formatted(
                                    layer.isEmpty() ? "the network" : "layer " + layer,
                                    String.join(", ", net.stateDict().keySet())));
        }
        return Gallery.filters(say("filters of %s", layer), weights);
    }

    /// What a picture becomes in a layer, its planes in one colour scale: `featureMaps(net, image,
    /// "0")`.
    ///
    /// @param image `[C, H, W]`
    public static Gallery featureMaps(Layer net, Tensor image, String layer) {
        return Gallery.of(
                say("feature maps of %s", layer), planes("featureMaps", net, image, layer));
    }

    /// The first planes that a layer gives, above as they are and below without what is negative;
    /// grey is 0: `beforeAfterRelu(net, image, "0")`.
    ///
    /// @param image `[C, H, W]`
    /// @param layer one before its activation
    public static Gallery beforeAfterRelu(Layer net, Tensor image, String layer) {
        var heading = say("feature maps of %s before and after ReLU", layer);
        return Gallery.rectified(heading, planes("beforeAfterRelu", net, image, layer), 8);
    }

    private static Tensor planes(String view, Layer net, Tensor image, String layer) {
        Views.checkImage(view, image);
        var result =
                Scopes.noGrad(() -> Activations.record(net, image.unsqueeze(0)).get(layer).at(0));
        if (result.rank() != 3) {
            throw ShapeException.in(view)
                    .rule("a layer that gives planes [N, C, H, W]")
                    .got("layer " + layer + " gives " + result.shape() + " for an image")
                    .error();
        }
        return result;
    }

    /// What of a picture the middle element of each layer depends on; layers that widen the field.
    ///
    /// @param image `[C, H, W]`
    public static FieldPainting receptiveField(Layer net, Tensor image) {
        return FieldPainting.of(net, image);
    }

    /// What of a picture one element of a layer depends on: `receptiveField(net, image, "3", 2,
    /// 5)`.
    ///
    /// @param image `[C, H, W]`
    public static FieldPainting receptiveField(
            Layer net, Tensor image, String layer, int row, int column) {
        return FieldPainting.of(net, image, layer, row, column);
    }

    /// Which parts of a picture speak for the class that a network finds, by the gradients of its
    /// last planes (Grad-CAM).
    ///
    /// @param net gives the scores before a softmax
    /// @param image `[C, H, W]`
    public static Heatmap gradCam(Layer net, Tensor image) {
        return GradCam.of(net, image, -1, "");
    }

    /// Which parts of a picture speak for a class, see [#gradCam(Layer, Tensor)].
    public static Heatmap gradCam(Layer net, Tensor image, int target) {
        return GradCam.of(net, image, target, "");
    }

    /// Which parts of a picture speak for a class, by the planes of a layer.
    public static Heatmap gradCam(Layer net, Tensor image, int target, String layer) {
        return GradCam.of(net, image, target, layer);
    }

    /// How much the probability of the class that a network finds falls when a square of the
    /// picture, a quarter as high and moved by half of its size, is covered.
    ///
    /// @param net gives the scores before a softmax
    /// @param image `[C, H, W]`
    public static Heatmap occlusion(Layer net, Tensor image) {
        Views.checkImage("occlusion", image);
        var patch = Math.max(1, Math.min(image.size(1), image.size(2)) / 4);
        return Occlusion.of(net, image, -1, patch, Math.max(1, patch / 2));
    }

    /// How much the probability of a class falls when squares of so many pixels, moved by so many,
    /// are covered.
    public static Heatmap occlusion(Layer net, Tensor image, int target, int patch, int step) {
        return Occlusion.of(net, image, target, patch, step);
    }

    // ---- architectures

    /// A network on one card: drawn, and as a table with a row for each layer or block.
    ///
    /// ```java
    /// architecture(Models.vgg16(1000), 3, 224, 224)
    /// ```
    ///
    /// @param sample the shape of one sample, without the batch
    /// @throws IllegalStateException if a block of one's own does not tell its result's shape
    public static Architecture architecture(Layer net, int... sample) {
        return Architecture.of(net, sample);
    }

    /// A block with branches, drawn from its input to where they meet.
    ///
    /// ```java
    /// branches(Inception.of(192, new Inception.Widths(64, 96, 128, 16, 32, 32)), 192, 28, 28)
    /// ```
    ///
    /// @param sample the shape of one sample, without the batch
    /// @throws IllegalArgumentException if the layer is not a block with branches
    public static Branches branches(Layer block, int... sample) {
        return Branches.of(block, sample);
    }

    // ---- pictures for lectures

    /// Keeps what can be shown as a file, by its ending: `.svg`, `.png`, or `.gif`, which is
    /// animated if there are frames. Views of this package can do it themselves:
    /// `trace(...).save("x.gif")`.
    ///
    /// @return where it lies
    /// @throws IllegalArgumentException for other endings, and for what is not a drawing
    public static Path save(Object view, String file) {
        return Export.save(view, file);
    }

    // ---- figures reproduced

    /// Compares a figure with what was computed, and shows a tick and the value.
    ///
    /// ```java
    /// check("8 9 4 | 8 3 3 | 6 4 7", image.correlate(filter))
    /// ```
    ///
    /// @param expected a table as for `tensor(...)`, whose rows may also be divided by `|` and its
    ///   planes by `||`
    /// @throws MismatchException if shapes differ, or a number by more than 1e-5 * max(1,
    ///   |expected|); it names both values and the places
    public static void check(String expected, Tensor actual) {
        check(Check.figure(expected), actual);
    }

    /// Compares tensors, see [#check(String, Tensor)].
    public static void check(Tensor expected, Tensor actual) {
        check(expected, actual, TOLERANCE);
    }

    /// Compares tensors up to `tolerance * max(1, |expected|)`, see [#check(String, Tensor)].
    public static void check(Tensor expected, Tensor actual, double tolerance) {
        Display.display(new Check(expected, actual, tolerance).passed());
    }

    /// Compares a number with a tensor of a single element, of any shape.
    public static void check(double expected, Tensor actual) {
        check(expected, actual.itemDouble());
    }

    /// Compares numbers, see [#check(String, Tensor)].
    public static void check(double expected, double actual) {
        check(number(expected), number(actual), TOLERANCE);
    }

    /// Holds that something is true, and shows a tick.
    ///
    /// @throws MismatchException if it is false
    public static void check(boolean holds) {
        check(true, holds);
    }

    /// Compares truth values.
    ///
    /// @throws MismatchException if they differ
    public static void check(boolean expected, boolean actual) {
        if (expected != actual) {
            throw new MismatchException("not reproduced: expected " + expected + ", got " + actual);
        }
        var text = "✓ " + say(expected ? "true" : "false");
        Display.display(Check.shown(text));
    }

    private static Tensor number(double value) {
        return Tensors.scalar(value, DType.FLOAT64);
    }
}
