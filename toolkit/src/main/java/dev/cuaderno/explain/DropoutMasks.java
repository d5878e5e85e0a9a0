package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.nn.Dropout;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Dropout before and after: the input, what each draw leaves of it in training, the mean over many
/// draws, and evaluation, which changes nothing.
///
/// @param input a matrix, or a vector, which is drawn as one row
/// @param p the probability that an element is dropped
/// @param samples the draws that are shown
/// @param mean over [#MANY] draws
/// @param evaluation what the layer gives outside of training
public record DropoutMasks(
        Tensor input, double p, List<Sample> samples, Tensor mean, Tensor evaluation)
        implements Displayable {

    /// How many draws the mean is taken over.
    public static final int MANY = 2000;

    private static final int MOST_CELLS = 256;
    private static final String DROPPED = "background:rgba(128,128,128,.28)";
    private static final String KEPT = "background:rgba(59,130,246,.2)";

    public DropoutMasks {
        samples = List.copyOf(samples);
    }

    /// One draw.
    ///
    /// @param uniforms the numbers from 0 to 1 that decide; those below p drop their element
    /// @param mask 1 for what stays
    /// @param output x·mask/(1 − p)
    public record Sample(Tensor uniforms, Tensor mask, Tensor output) {}

    static DropoutMasks of(Tensor x, double p, List<Tensor> uniforms, long seed) {
        var input = x.rank() == 1 ? x.detach().reshape(1, -1) : x.detach();
        if (input.rank() != 2 || input.elements() > MOST_CELLS) {
            throw ShapeException.in("dropoutMasks")
                    .rule("a matrix or a vector of at most " + MOST_CELLS + " elements")
                    .got("a tensor " + x.shape())
                    .fix("choose a part with at(...)")
                    .error();
        }
        var layer = Dropout.of(p);
        var samples =
                uniforms.stream()
                        .map(
                                draws -> {
                                    var given = draws.reshape(input.shape().sizes());
                                    var mask = layer.mask(given);
                                    return new Sample(given, mask, layer.forward(input, mask));
                                })
                        .toList();
        var random = new Generator(seed).fork("mean");
        var sum = input.times(0).float64();
        for (var i = 0; i < MANY; i++) {
            var mask = layer.mask(random.rand(input.shape().sizes()));
            sum = sum.plus(layer.forward(input, mask).float64());
        }
        return new DropoutMasks(input, p, samples, sum.div(MANY), layer.forward(input));
    }

    static DropoutMasks drawn(Tensor x, double p, int count, long seed) {
        var random = new Generator(seed);
        var draws =
                IntStream.range(0, count).mapToObj(i -> random.rand(x.shape().sizes())).toList();
        return of(x, p, draws, seed);
    }

    private String title() {
        return "u < p → 0,  u ≥ p → x/(1 − p),  p = %s,  1/(1 − p) = %s"
                .formatted(Figures.of(p), Figures.of(1 / (1 - p)));
    }

    /// `u = 0.6 ≥ 0.5 → 1/(1 − 0.5) = 2`, element by element; for the first row of the first draw.
    List<String> firstRow() {
        if (samples.isEmpty()) {
            return List.of();
        }
        var sample = samples.getFirst();
        var lines = new ArrayList<String>();
        for (var j = 0; j < Math.min(8, input.size(1)); j++) {
            var u = sample.uniforms().getDouble(0, j);
            var kept = sample.mask().getDouble(0, j) != 0;
            var x = Figures.of(input.getDouble(0, j));
            lines.add(
                    "u = %s %s %s → %s"
                            .formatted(
                                    Figures.of(u),
                                    kept ? "≥" : "<",
                                    Figures.of(p),
                                    kept
                                            ? "%s/(1 − %s) = %s"
                                                    .formatted(
                                                            x,
                                                            Figures.of(p),
                                                            Figures.of(
                                                                    sample.output()
                                                                            .getDouble(0, j)))
                                            : "0"));
        }
        return lines;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        lines.addAll(firstRow());
        lines.add("x = " + Check.line(input));
        for (var i = 0; i < samples.size(); i++) {
            lines.add(say("training %d", i + 1) + ": " + Check.line(samples.get(i).output()));
        }
        lines.add(say("mean of %d", MANY) + ": " + Check.line(mean));
        lines.add(say("evaluation") + ": " + Check.line(evaluation));
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div style=\"margin:.5em 0\">");
        html.append("<div style=\"margin:0 0 .35em;font-size:.95em\">");
        html.append(Html.escape(title())).append("</div>");
        for (var line : firstRow()) {
            html.append("<div style=\"font-size:.9em\">").append(Html.escape(line));
            html.append("</div>");
        }
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1em 2em;margin-top:.6em\">");
        panel(html, "x", input, null);
        for (var i = 0; i < samples.size(); i++) {
            panel(html, say("training %d", i + 1), samples.get(i).output(), samples.get(i).mask());
        }
        panel(html, say("mean of %d", MANY), mean, null);
        panel(html, say("evaluation"), evaluation, null);
        return MimeBundle.html(html.append("</div></div>").toString(), toString());
    }

    private static void panel(StringBuilder html, String title, Tensor matrix, Tensor mask) {
        var label = Html.escape(title + ": " + Check.line(matrix));
        html.append("<div role=\"img\" aria-label=\"").append(label).append("\">");
        html.append("<div style=\"margin:0 0 .35em\">").append(Html.escape(title));
        html.append("</div>");
        var width = 1;
        for (var value : matrix.toDoubleArray()) {
            width = Math.max(width, Figures.of(value).length());
        }
        new Grid(matrix.size(0), matrix.size(1), width)
                .write(
                        html,
                        (row, column) -> {
                            var text = Figures.of(matrix.getDouble(row, column));
                            if (mask == null) {
                                return Grid.Cell.plain(text);
                            }
                            var kept = mask.getDouble(row, column) != 0;
                            return new Grid.Cell(text, kept ? KEPT : DROPPED);
                        });
        html.append("</div>");
    }
}
