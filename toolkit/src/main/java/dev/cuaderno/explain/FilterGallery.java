package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture under many filters: each with its weights, their sum, and what becomes of the picture.
///
/// A filter whose weights add up to 0 finds differences; its result is shown with 0 grey, below
/// darker, above lighter (a hundredth of the pixels may be beyond black and white), taken from the
/// light of a coloured picture. Others keep the picture's own scale; what leaves it is cut off in
/// the drawing, not in [#result].
///
/// @param picture `[H, W]` or `[C, H, W]`
/// @param border what lies outside the picture
/// @param way which of the two operations, or both beside each other
public record FilterGallery(Tensor picture, List<NamedFilter> filters, Padding border, Way way)
        implements Displayable {

    private static final int WIDTH = 172;

    /// What is done with a filter.
    public enum Way {
        CORRELATE,
        CONVOLVE,
        BOTH
    }

    public FilterGallery {
        Photo.check("filterGallery", picture);
        filters = List.copyOf(filters);
    }

    /// The same with these filters alone, whose names begin so: `only("Sharpen", "Sobel")`.
    ///
    /// @throws IllegalArgumentException if no filter's name does; it says which there are
    public FilterGallery only(String... beginnings) {
        var chosen = new ArrayList<NamedFilter>();
        for (var beginning : beginnings) {
            var found = filters.stream().filter(one -> one.name().startsWith(beginning)).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "no filter \"%s\"; there are %s"
                                .formatted(
                                        beginning,
                                        filters.stream().map(NamedFilter::name).toList()));
            }
            chosen.addAll(found);
        }
        return new FilterGallery(picture, chosen, border, way);
    }

    /// The same with another border, as in `border(mirror())`.
    public FilterGallery border(Padding outside) {
        return new FilterGallery(picture, filters, outside, way);
    }

    /// The same with the filters turned by 180 degrees.
    public FilterGallery convolved() {
        return new FilterGallery(picture, filters, border, Way.CONVOLVE);
    }

    /// The same with correlation, convolution and their difference.
    public FilterGallery compared() {
        return new FilterGallery(picture, filters, border, Way.BOTH);
    }

    /// What the named filter makes of the picture: `[H, W]` for differences, else the picture's own
    /// shape. Without cutting off, by correlation unless this gallery convolves.
    public Tensor result(String name) {
        return result(only(name).filters().getFirst(), way == Way.CONVOLVE);
    }

    private Tensor result(NamedFilter filter, boolean turned) {
        var seen = filter.isSigned() ? Photo.grey(picture) : picture;
        return turned ? filter.convolve(seen, border) : filter.correlate(seen, border);
    }

    /// The light that is drawn white.
    double white() {
        return Math.max(1, picture.max().itemDouble());
    }

    /// Names, weights, sums and the range of each result.
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        for (var filter : filters) {
            var text = new StringBuilder(filter.name()).append("  ").append(sum(filter));
            text.append('\n').append(filter.weights()).append('\n');
            if (way != Way.CONVOLVE) {
                text.append("⊗ ").append(extent(result(filter, false)));
            }
            if (way == Way.BOTH) {
                text.append('\n');
            }
            if (way != Way.CORRELATE) {
                text.append("∗ ").append(extent(result(filter, true)));
            }
            parts.add(text.toString());
        }
        return String.join("\n\n", parts);
    }

    private static String sum(NamedFilter filter) {
        var divided = filter.divisor() == 1 ? "" : " / " + Digits.of(filter.divisor());
        // Rounding leaves a little of a sum that is 0.
        var whole = filter.isSigned() ? 0 : filter.sum() * filter.divisor();
        var sum = "Σ = " + Digits.of(Math.rint(whole * 1e5) / 1e5) + divided;
        return filter.divisor() == 1 ? sum : sum + " = " + Digits.of(filter.sum());
    }

    private static String extent(Tensor result) {
        return Digits.of(result.min().itemDouble()) + " … " + Digits.of(result.max().itemDouble());
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder();
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:1.3em 1.6em;margin:.5em 0\">");
        open(html, say("picture"));
        var about = say("picture") + " " + picture.shape();
        html.append("<div><b>I</b></div>").append(Photo.light(picture, white(), WIDTH, about));
        caption(html, extent(picture));
        html.append("</div>");
        filters.forEach(filter -> panel(filter, html));
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private static void open(StringBuilder html, String label) {
        html.append("<div role=\"group\" aria-label=\"").append(Html.escape(label));
        html.append("\" style=\"display:flex;flex-direction:column;justify-content:flex-end\">");
    }

    private void panel(NamedFilter filter, StringBuilder html) {
        open(html, filter.name());
        html.append("<div style=\"margin-bottom:.25em\"><b>").append(Html.escape(filter.name()));
        html.append("</b></div><div style=\"display:flex;gap:.7em;align-items:center;")
                .append("margin-bottom:.4em\"><div>");
        weights(filter, html);
        html.append("</div><div style=\"font-size:.85em\">").append(Html.escape(sum(filter)));
        html.append("</div></div><div style=\"display:flex;flex-wrap:wrap;gap:.6em\">");
        var plain = result(filter, false);
        var turned = result(filter, true);
        var strong = Math.max(strong(plain), strong(turned));
        if (way != Way.CONVOLVE) {
            shown(filter, "⊗", plain, strong, filter.isSigned(), html);
        }
        if (way != Way.CORRELATE) {
            shown(filter, "∗", turned, strong, filter.isSigned(), html);
        }
        if (way == Way.BOTH) {
            var difference = plain.minus(turned);
            shown(filter, "⊗ − ∗", difference, strong(difference), true, html);
        }
        html.append("</div></div>");
    }

    private static double largest(Tensor tensor) {
        return tensor.abs().max().itemDouble();
    }

    /// What is drawn black and white: a hundredth of the numbers, often those at the border, may
    /// lie beyond, so that the rest is not all grey.
    private static double strong(Tensor tensor) {
        var sizes = tensor.abs().flatten().sort();
        var strong = sizes.at((sizes.elements() - 1) * 99 / 100).itemDouble();
        return strong == 0 ? largest(tensor) : strong;
    }

    private static void weights(NamedFilter filter, StringBuilder html) {
        var weights = filter.weights();
        if (weights.elements() > 25) {
            var about = filter.name() + " " + weights.shape();
            html.append(Photo.signed(weights, largest(weights), 76, about));
            return;
        }
        var numbers = Wording.numbers(weights);
        var rounded = numbers.write(weights.getDouble(0, 0)).length() > 5;
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(Check.line(weights)));
        html.append("\" style=\"font-size:").append(rounded ? ".6em" : ".75em").append("\">");
        var texts = new String[weights.size(0)][weights.size(1)];
        var width = 1;
        for (var row = 0; row < texts.length; row++) {
            for (var column = 0; column < texts[row].length; column++) {
                var value = weights.getDouble(row, column);
                texts[row][column] =
                        rounded
                                ? String.format(Locale.ROOT, "%.3f", value)
                                : Wording.shortest(numbers, value).replace('-', '−');
                width = Math.max(width, texts[row][column].length());
            }
        }
        new Grid(texts.length, texts[0].length, width)
                .write(
                        html,
                        (row, column) ->
                                new Grid.Cell(
                                        texts[row][column],
                                        Shaded.shade(
                                                weights.getDouble(row, column), largest(weights))));
        html.append("</div>");
    }

    private void shown(
            NamedFilter filter,
            String sign,
            Tensor result,
            double strong,
            boolean signed,
            StringBuilder html) {
        var about = "%s %s: %s".formatted(sign, filter.name(), extent(result));
        html.append("<div>");
        html.append(
                signed
                        ? Photo.signed(result, strong, WIDTH, about)
                        : Photo.light(result, white(), WIDTH, about));
        caption(html, (way == Way.BOTH ? sign + "   " : "") + extent(result));
        html.append("</div>");
    }

    private static void caption(StringBuilder html, String text) {
        html.append("<div style=\"font-size:.8em;text-align:center\">").append(Html.escape(text));
        html.append("</div>");
    }
}
