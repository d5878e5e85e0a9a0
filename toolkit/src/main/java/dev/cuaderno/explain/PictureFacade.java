package dev.cuaderno.explain;

import static dev.cuaderno.widget.Widgets.checkbox;
import static dev.cuaderno.widget.Widgets.dropdown;
import static dev.cuaderno.widget.Widgets.interact;
import static dev.cuaderno.widget.Widgets.slider;
import static dev.cuaderno.words.Words.say;

import dev.cuaderno.Cuaderno;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.widget.Box;

import java.util.List;

/// The part of [Explain] about filters, curves, activations and losses.
abstract class PictureFacade extends FormulaFacade {

    PictureFacade() {}

    // ---- filters on pictures, plots

    /// A picture under sharpening, blurring, edges, embossing, Sobel, Gaussian, Laplacian of
    /// Gaussian and line masks, with a border of zeros: see [FilterGallery] for what else it can.
    ///
    /// @param picture `[H, W]`, `[1, H, W]` or `[3, H, W]`, from 0 to 1 or with larger numbers
    public static FilterGallery filterGallery(Tensor picture) {
        return new FilterGallery(
                picture, NamedFilter.all(), new Padding.Zero(), FilterGallery.Way.CORRELATE);
    }

    /// A picture under filters of one's own: `filterGallery(photo, filter("soft", weights, 16))`.
    public static FilterGallery filterGallery(Tensor picture, NamedFilter... filters) {
        return new FilterGallery(
                picture, List.of(filters), new Padding.Zero(), FilterGallery.Way.CORRELATE);
    }

    /// A picture under the filter that a list chooses, by correlation or, ticked, by convolution.
    public static Box filterLab(Tensor picture) {
        var gallery = filterGallery(picture);
        var name = dropdown("", gallery.filters().stream().map(NamedFilter::name).toList());
        var turned = checkbox("∗ 180°", false);
        return interact(
                (chosen, convolve) -> {
                    var one = gallery.only(chosen);
                    return convolve ? one.convolved() : one;
                },
                name,
                turned);
    }

    /// A filter with a name.
    public static NamedFilter filter(String name, Tensor weights) {
        return new NamedFilter(name, weights, 1);
    }

    /// A filter whose sums are divided.
    public static NamedFilter filter(String name, Tensor weights, double divisor) {
        return new NamedFilter(name, weights, divisor);
    }

    /// What a filter makes of a single 1: correlation turns the filter, convolution gives it back.
    ///
    /// @param filter a matrix with an odd number of rows and columns
    public static Shaded impulse(Tensor filter) {
        return Impulse.of(filter);
    }

    /// An empty plot between two ends, to which curves are added: `plot(-4, 4).line("sin",
    /// Math::sin)`.
    public static Plot plot(double from, double to) {
        return Plot.over(from, to);
    }

    /// Anything that can be shown, side by side.
    public static Beside beside(Object... values) {
        return new Beside(List.of(values));
    }

    /// The first of several steps, to which others are added: `flow("image", x).to("vector",
    /// x.flatten())`.
    public static Flow flow(String name, Object value) {
        return new Flow(List.of(new Flow.Step(name, value)));
    }

    // ---- activations, probabilities, losses

    /// The usual activations with their derivatives from -4 to 4, on one scale.
    public static ActivationGallery activationGallery() {
        return activationGallery(
                Cuaderno.relu(),
                Cuaderno.leakyRelu(0.1),
                Cuaderno.elu(1),
                Cuaderno.sigmoid(),
                Cuaderno.tanh(),
                Cuaderno.softplus(),
                Cuaderno.silu(),
                Cuaderno.gelu(),
                Cuaderno.hardSigmoid());
    }

    /// Chosen activations, or functions of one's own: `activationGallery(relu(), x -> x.sin())`.
    public static ActivationGallery activationGallery(Layer... functions) {
        return new ActivationGallery(List.of(functions), -4, 4, Double.NaN);
    }

    /// The usual activations with value and slope at the place that a slider chooses.
    public static Box activationLab() {
        return interact(activationGallery()::at, slider("x", -4, 4, 1, 0.1));
    }

    /// Numbers as bars, a full one being 1: `bars(scores.softmax()).labels("dog", "cat")`.
    public static Bars bars(Tensor values) {
        return new Bars("", values, List.of(), 1);
    }

    /// softmax(z/T) at T = 0.25, 0.5, 1, 2, 4; other temperatures by `at(...)`.
    ///
    /// @param scores z, a vector
    public static Temperature temperature(Tensor scores) {
        return new Temperature(scores, List.of(0.25, 0.5, 1.0, 2.0, 4.0), List.of());
    }

    /// softmax(z/T) at the temperature that a slider chooses.
    public static Box temperatureLab(Tensor scores, String... classes) {
        var view = new Temperature(scores, List.of(1.0), List.of(classes));
        return interact(view::at, slider("T", 0.1, 5, 1, 0.1));
    }

    /// Probabilities and what each adds to the entropy, in nats; bits by `base(2)`.
    ///
    /// @param distributions `[C]`, or one in each row
    public static EntropyBars entropyBars(Tensor distributions) {
        return new EntropyBars(distributions, List.of(), Math.E);
    }

    /// Wrong answers, squared error and cross-entropy of networks asked the same.
    ///
    /// @param target `[N, C]`, a one in each row
    /// @param answers probabilities `[N, C]`, one tensor for each network
    public static Comparison compareNetworks(Tensor target, Tensor... answers) {
        return new Comparison(target, List.of(answers), List.of(), List.of());
    }

    /// The binary cross-entropy over the probability, and where a guess stands.
    public static Plot bcePlot(double target, double guess) {
        return LossPlots.bce(target, guess);
    }

    /// The cross-entropy of two classes over the difference of their scores, with its slope, and
    /// where a network stands that gives the true class a probability.
    public static Plot crossEntropyPlot(double guess) {
        return LossPlots.crossEntropy(guess);
    }

    /// Cross-entropy, entropy and divergence of (q, 1 − q) from (p, 1 − p), over q.
    public static Plot klPlot(double target, double guess) {
        return LossPlots.kl(target, guess);
    }

    /// The three losses side by side, for the target and the guess that sliders choose.
    public static Box lossLab() {
        return interact(
                (target, guess) ->
                        beside(
                                bcePlot(target, guess).size(228, 220),
                                crossEntropyPlot(guess).size(228, 220),
                                klPlot(target, guess).size(228, 220)),
                slider(say("target"), 0, 1, 1, 0.05),
                slider(say("guess"), 0.01, 0.99, 0.6, 0.01));
    }
}
