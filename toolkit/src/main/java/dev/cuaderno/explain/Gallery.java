package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Index;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Planes side by side in one colour scale, so that they can be compared: the filters of a layer,
/// or what a picture becomes in it. Blue is above 0, orange below, white 0.
///
/// @param heading what is shown
/// @param planes matrices `[H, W]`, or colour filters `[3, H, W]`
/// @param titles one for each
/// @param columns how many stand in a row; 0 for as many as fit
/// @param width of each in CSS pixels; 0 for one that suits their cells
/// @param inGrey whether the scale goes from black over grey at 0 to white
/// @param left how many planes more there are, which are not shown
public record Gallery(
        String heading,
        List<Tensor> planes,
        List<String> titles,
        int columns,
        int width,
        boolean inGrey,
        int left)
        implements Displayable {

    /// The planes shown of a layer that has more.
    static final int MOST = 64;

    private static final int ABOVE = 0x2563eb;
    private static final int BELOW = 0xd9720b;
    private static final int WHITE = 0xffffff;

    public Gallery {
        planes = List.copyOf(planes);
        titles = List.copyOf(titles);
        if (planes.isEmpty() || planes.size() != titles.size()) {
            throw new IllegalArgumentException(
                    "gallery: at least one plane and one title for each, not %d and %d"
                            .formatted(planes.size(), titles.size()));
        }
    }

    /// The planes of `[N, H, W]`, or the matrices of `[N, C, H, W]` with a row for each n.
    static Gallery of(String heading, Tensor planes) {
        return switch (planes.rank()) {
            case 2 -> of(heading, planes.unsqueeze(0));
            case 3 -> row(heading, planes);
            case 4 -> rows(heading, planes);
            default ->
                    throw ShapeException.in("gallery")
                            .rule("planes [N, H, W] or [N, C, H, W]")
                            .got(planes.shape().toString())
                            .fix("choose some with at(...)")
                            .error();
        };
    }

    private static Gallery row(String heading, Tensor planes) {
        var shown = Math.min(MOST, planes.size(0));
        var some = IntStream.range(0, shown).mapToObj(planes::at).toList();
        var names = IntStream.range(0, shown).mapToObj(Integer::toString).toList();
        return new Gallery(heading, some, names, 0, 0, false, planes.size(0) - shown);
    }

    private static Gallery rows(String heading, Tensor planes) {
        var across = Math.min(16, planes.size(1));
        var down = Math.min(MOST / across, planes.size(0));
        var some = new ArrayList<Tensor>();
        var names = new ArrayList<String>();
        for (var n = 0; n < down; n++) {
            for (var c = 0; c < across; c++) {
                some.add(planes.at(n, c));
                names.add(n + "," + c);
            }
        }
        var all = planes.size(0) * planes.size(1);
        return new Gallery(heading, some, names, across, 0, false, all - some.size());
    }

    /// The filters `[O, C, K, K]` of a layer: a plane or a colour picture each where C is 1 or 3,
    /// else a row of planes.
    static Gallery filters(String heading, Tensor weights) {
        return switch (weights.size(1)) {
            case 1 -> row(heading, weights.at(new Index.All(), 0));
            case 3 -> row(heading, weights).grey();
            default -> rows(heading, weights);
        };
    }

    /// The planes before in one row, and without what is below 0 in the next.
    static Gallery rectified(String heading, Tensor before, int most) {
        var shown = Math.min(most, before.size(0));
        var some = new ArrayList<Tensor>();
        var names = new ArrayList<String>();
        for (var i = 0; i < shown; i++) {
            some.add(before.at(i));
            names.add(say("%d before", i));
        }
        for (var i = 0; i < shown; i++) {
            some.add(before.at(i).relu());
            names.add(say("%d after", i));
        }
        return new Gallery(heading, some, names, shown, 0, true, before.size(0) - shown);
    }

    /// The same from black over grey, which is 0, to white.
    public Gallery grey() {
        return new Gallery(heading, planes, titles, columns, width, true, left);
    }

    /// The same with so many planes in a row.
    public Gallery columns(int count) {
        return new Gallery(heading, planes, titles, count, width, inGrey, left);
    }

    /// The same with planes so many CSS pixels wide.
    public Gallery width(int pixels) {
        return new Gallery(heading, planes, titles, columns, pixels, inGrey, left);
    }

    /// The same with other titles.
    public Gallery titled(String... names) {
        return new Gallery(heading, planes, List.of(names), columns, width, inGrey, left);
    }

    /// The largest absolute value of all planes: where the colours end.
    public double scale() {
        return planes.stream().mapToDouble(one -> one.abs().max().itemDouble()).max().orElse(0);
    }

    private int shade(double value, double scale) {
        var part = scale > 0 && !Double.isNaN(value) ? Math.clamp(value / scale, -1, 1) : 0;
        if (inGrey) {
            var light = (1 + part) / 2;
            return Raster.colour(light, light, light);
        }
        return Raster.mix(WHITE, part > 0 ? ABOVE : BELOW, Math.abs(part));
    }

    private Raster raster(Tensor plane, double scale) {
        if (plane.rank() == 3) {
            var middle = scale > 0 ? plane.div(2 * scale).plus(0.5) : plane.plus(0.5);
            return Raster.of(plane.size(1), plane.size(2), Raster.colours(middle.clamp(0, 1)));
        }
        var values = plane.toDoubleArray();
        var width = plane.size(1);
        return Raster.of(
                plane.size(0), width, (row, column) -> shade(values[row * width + column], scale));
    }

    private int shownWidth() {
        var cells = planes.getFirst().size(-1);
        return width > 0 ? width : cells <= 7 ? 48 : cells <= 32 ? 76 : 120;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    @Override
    public MimeBundle mime() {
        var scale = scale();
        var html =
                new StringBuilder("<div class=\"cuaderno-gallery\" role=\"group\" aria-label=\"");
        html.append(Html.escape(summary())).append("\"><div style=\"margin:0 0 .35em\">");
        html.append(Html.escape(summary())).append("</div><div style=\"overflow-x:auto\">");
        html.append(
                columns > 0
                        ? "<div style=\"display:grid;grid-template-columns:repeat(%d,max-content);gap:.4em .5em\">"
                                .formatted(columns)
                        : "<div style=\"display:flex;flex-wrap:wrap;gap:.4em .5em\">");
        for (var i = 0; i < planes.size(); i++) {
            var plane = planes.get(i);
            html.append("<figure style=\"margin:0;text-align:center;font-size:.8em\">");
            html.append(raster(plane, scale).html(shownWidth(), line(i)));
            html.append("<figcaption>").append(Html.escape(titles.get(i)));
            html.append("</figcaption></figure>");
        }
        html.append("</div></div>");
        legend(html, scale);
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private void legend(StringBuilder html, double scale) {
        html.append("<div style=\"display:flex;align-items:center;gap:.5em;margin-top:.4em;");
        html.append("font-size:.85em\"><span>").append(number(-scale)).append("</span>");
        html.append("<span aria-hidden=\"true\" style=\"display:inline-block;width:12em;");
        html.append("height:.9em;border:1px solid rgba(128,128,128,.6);background:");
        html.append("linear-gradient(to right,").append(css(-1)).append(',').append(css(0));
        html.append(',').append(css(1)).append(")\"></span><span>").append(number(scale));
        html.append("</span></div>");
    }

    private String css(int end) {
        return "#%06x".formatted(shade(end, 1));
    }

    private String summary() {
        var more = left > 0 ? say(", %d more not shown", left) : "";
        return say(
                "%s: %d %s, one scale from %s to %s%s",
                heading,
                planes.size(),
                say(planes.size() == 1 ? "plane" : "planes"),
                number(-scale()),
                number(scale()),
                more);
    }

    /// A plane in numbers.
    private String line(int index) {
        var plane = planes.get(index);
        var values = plane.toDoubleArray();
        var zeros = IntStream.range(0, values.length).filter(i -> values[i] == 0).count();
        return say(
                "%s: %s to %s, mean %s, %.0f %% zeros",
                titles.get(index),
                number(plane.min().itemDouble()),
                number(plane.max().itemDouble()),
                number(plane.mean().itemDouble()),
                100.0 * zeros / values.length);
    }

    /// The heading, and for each plane its extremes, its mean and its share of zeros.
    @Override
    public String toString() {
        var text = new StringBuilder(summary());
        for (var i = 0; i < planes.size(); i++) {
            text.append('\n').append(line(i));
        }
        return text.toString();
    }
}
