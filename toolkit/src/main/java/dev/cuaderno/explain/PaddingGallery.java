package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What may lie outside a picture: for every way of padding, from which cell each one outside takes
/// its value, the padded picture, and what a filter makes of the picture's border with it. Last
/// comes normalised zero: the filtered picture divided by the filtered ones, both with zeros
/// outside, so that only cells of the picture count.
///
/// @param picture `[H, W]` or `[C, H, W]`
/// @param cells how many are added on each side
/// @param filter a matrix, divided by its sum; its result has the picture's size
public record PaddingGallery(Tensor picture, int cells, Tensor filter) implements Displayable {

    /// Cells of the row that tells where values come from.
    private static final int LETTERS = 5;

    private static final int OUTSIDE = 3;
    private static final int WIDTH = 172;
    private static final List<String> TINTS =
            List.of("59,130,246", "217,114,11", "46,158,68", "168,85,247", "224,69,123");

    public PaddingGallery {
        Photo.check("paddingGallery", picture);
        if (filter.rank() != 2 || Math.abs(filter.sum().itemDouble()) < 1e-6) {
            throw ShapeException.in("paddingGallery")
                    .rule("a filter of two axes, whose weights do not add up to 0")
                    .got("filter %s".formatted(filter.shape()))
                    .fix("Filters.box(5)")
                    .error();
        }
        if (cells < 1) {
            throw new IllegalArgumentException("paddingGallery: cells is at least 1, not " + cells);
        }
    }

    /// The six ways of the lectures. The constant is half of the picture's light.
    public List<Padding> modes() {
        return List.of(
                new Padding.Zero(),
                new Padding.Constant(white() / 2),
                new Padding.Clamp(),
                new Padding.Wrap(),
                new Padding.Mirror(),
                new Padding.Extension());
    }

    /// The picture with cells around it.
    public Tensor padded(Padding mode) {
        return picture.pad(cells, mode);
    }

    /// The filtered picture, in its own size.
    public Tensor filtered(Padding mode) {
        return filtered(picture, mode);
    }

    private Tensor filtered(Tensor image, Padding mode) {
        var weights = filter.to(image.dtype());
        var sum = weights.sum().itemDouble();
        return image.correlate(weights, Window.DEFAULT.margin(new Margin.Same(), mode)).div(sum);
    }

    /// The share of the filter that lies on the picture, for each place: the filtered ones.
    public Tensor coverage() {
        return filtered(picture.times(0).plus(1), new Padding.Zero());
    }

    /// The filtered picture with zeros outside, divided by the filtered ones.
    public Tensor normalizedZero() {
        return filtered(new Padding.Zero()).div(coverage());
    }

    private double white() {
        return Math.max(1, picture.max().itemDouble());
    }

    private static String name(Padding mode) {
        return mode.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    // ---- where values come from

    /// `2a-c`: what stands at a place of the row a b c d e, of which some lie outside.
    private static String source(Padding mode, int index) {
        var source = mode.source(index, LETTERS);
        if (source.cell() < 0) {
            return mode instanceof Padding.Zero ? "0" : "k";
        }
        return source.edge() < 0
                ? letter(source.cell())
                : "2" + letter(source.edge()) + "−" + letter(source.cell());
    }

    private static String letter(int cell) {
        return Character.toString('a' + cell);
    }

    private static List<String> row(Padding mode) {
        var texts = new ArrayList<String>();
        for (var index = -OUTSIDE; index < LETTERS + OUTSIDE; index++) {
            texts.add(source(mode, index));
        }
        return texts;
    }

    /// The rows of letters, the picture's own cells between bars, and the range of the results.
    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        for (var mode : modes()) {
            var row = row(mode);
            var line = new StringBuilder();
            for (var i = 0; i < row.size(); i++) {
                line.append(i == OUTSIDE || i == OUTSIDE + LETTERS ? " |" : "");
                line.append(" ".repeat(Math.max(1, 5 - row.get(i).length()))).append(row.get(i));
            }
            lines.add(
                    "%-10s%s   %s %s"
                            .formatted(name(mode), line, say("filtered"), extent(filtered(mode))));
        }
        lines.add(
                say("normalised zero") + "   " + say("filtered") + " " + extent(normalizedZero()));
        return String.join("\n", lines);
    }

    private static String extent(Tensor result) {
        return Digits.of(result.min().itemDouble()) + " … " + Digits.of(result.max().itemDouble());
    }

    // ---- drawn

    @Override
    public MimeBundle mime() {
        var html =
                new StringBuilder("<div style=\"display:flex;flex-direction:column;gap:1.1em\">");
        for (var mode : modes()) {
            var row = row(mode);
            open(html, name(mode));
            letters(row, html);
            html.append("</div>");
            framed(padded(mode), name(mode), html);
            plain(filtered(mode), name(mode), html);
            html.append("</div></div>");
        }
        open(html, say("normalised zero"));
        html.append("<div style=\"font-size:.85em\">");
        html.append(say("filtered")).append(" I / ").append(say("filtered"));
        html.append(" 1</div></div>");
        plain(coverage(), 1, say("filtered") + " 1", html);
        plain(normalizedZero(), say("normalised zero"), html);
        html.append("</div></div>");
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private static void open(StringBuilder html, String label) {
        html.append("<div role=\"group\" aria-label=\"").append(label);
        html.append("\"><div style=\"display:flex;flex-wrap:wrap;gap:.7em 1.4em;");
        html.append("align-items:center\"><div style=\"min-width:21em;max-width:100%;");
        html.append("overflow-x:auto\"><div style=\"margin-bottom:.35em\"><b>").append(label);
        html.append("</b></div>");
    }

    /// The row a b c d e and what lies outside; equal letters in equal colours.
    private static void letters(List<String> row, StringBuilder html) {
        html.append("<div style=\"font-size:.8em\" role=\"img\" aria-label=\"");
        html.append(String.join(" ", row)).append("\">");
        new Grid(1, row.size(), 1).write(html, (_, column) -> cell(row.get(column), column));
        html.append("</div>");
    }

    private static Grid.Cell cell(String text, int column) {
        var inside = column >= OUTSIDE && column < OUTSIDE + LETTERS;
        var last = text.charAt(text.length() - 1) - 'a';
        var tint =
                last < 0 || last >= TINTS.size()
                        ? "background:rgba(128,128,128,.28)"
                        : "background:rgba(%s,%s)"
                                .formatted(TINTS.get(last), inside ? ".5" : ".25");
        var frame =
                inside
                        ? ";border-top:2px solid currentColor;border-bottom:2px solid currentColor"
                        : "";
        var left = column == OUTSIDE ? ";border-left:2px solid currentColor" : "";
        var right = column == OUTSIDE + LETTERS - 1 ? ";border-right:2px solid currentColor" : "";
        return new Grid.Cell(
                text, tint + frame + left + right + (inside ? ";font-weight:700" : ""));
    }

    private void plain(Tensor result, String name, StringBuilder html) {
        plain(result, white(), say("filtered") + ", " + name + ": " + extent(result), html);
    }

    private static void plain(Tensor result, double white, String about, StringBuilder html) {
        html.append(Photo.light(result, white, WIDTH, about));
    }

    /// The padded picture with a frame around the picture's own cells.
    private void framed(Tensor padded, String name, StringBuilder html) {
        var height = padded.size(-2);
        var width = padded.size(-1);
        var shown = WIDTH * width / picture.size(-1);
        html.append("<div style=\"position:relative;line-height:0;max-width:100%\">");
        html.append(Photo.light(padded, white(), shown, say("padded") + ", " + name));
        html.append(
                String.format(
                        Locale.ROOT,
                        "<div style=\"position:absolute;box-sizing:border-box;left:%.2f%%;"
                                + "top:%.2f%%;width:%.2f%%;height:%.2f%%;"
                                + "border:2px dashed #d9720b\"></div></div>",
                        100.0 * cells / width,
                        100.0 * cells / height,
                        100.0 * picture.size(-1) / width,
                        100.0 * picture.size(-2) / height));
    }
}
