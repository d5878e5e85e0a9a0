package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;

/// A plot as SVG: text in the page's colour, lines in colours that read on light and dark, told
/// apart by dashes too. No script, no style sheet, no ids.
final class PlotSvg {

    private static final List<String> COLOURS =
            List.of("#3b82f6", "#d9720b", "#2e9e44", "#a855f7", "#e0457b", "#0d9488");
    private static final String FRAME = "rgba(128,128,128,.55)";
    private static final String LINES = "rgba(128,128,128,.22)";
    private static final double LETTER = 6.7;
    private static final int TEXT = 12;
    private static final int ROW = 17;

    private final Plot plot;
    private final double[] ends;
    private final StringBuilder svg = new StringBuilder();
    private final List<List<Integer>> legend;
    private final double left;
    private final double right;
    private final double top;
    private final double bottom;

    private PlotSvg(Plot plot) {
        this.plot = plot;
        this.ends = plot.ends();
        this.legend = legend();
        var widest = 0;
        for (var tick : Ticks.between(ends[0], ends[1], 5)) {
            widest = Math.max(widest, Digits.of(tick).length());
        }
        left = 10 + LETTER * widest + (plot.yLabel().isEmpty() ? 0 : ROW);
        right = plot.width() - 14;
        top = 8 + (plot.title().isEmpty() ? 0 : ROW + 3) + ROW * legend.size();
        bottom = plot.height() - 22 - (plot.xLabel().isEmpty() ? 0 : ROW);
    }

    /// An element for a page.
    static String inline(Plot plot) {
        return "<div style=\"max-width:%dpx\">%s</div>"
                .formatted(plot.width(), new PlotSvg(plot).draw("width:100%;height:auto;"));
    }

    /// A file of its own.
    static String document(Plot plot) {
        return new PlotSvg(plot).draw("color:#222;");
    }

    private String draw(String style) {
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(
                        "%d %d\" width=\"%d\" height=\"%d\" "
                                .formatted(
                                        plot.width(), plot.height(), plot.width(), plot.height()))
                .append("style=\"")
                .append(style)
                .append("display:block;max-width:100%\" ")
                .append("font-family=\"system-ui,sans-serif\" font-size=\"")
                .append(TEXT)
                .append("\" fill=\"currentColor\"><title>")
                .append(Html.escape(plot.spoken()))
                .append("</title>");
        if (!plot.title().isEmpty()) {
            text((left + right) / 2, ROW, "middle", plot.title(), "font-weight=\"600\" ");
        }
        axes();
        for (var n = 0; n < plot.series().size(); n++) {
            series(plot.series().get(n), colour(n));
        }
        plot.marks().forEach(this::mark);
        names();
        return svg.append("</svg>").toString();
    }

    private static String colour(int n) {
        return COLOURS.get(n % COLOURS.size());
    }

    private double x(double value) {
        return left + (right - left) * (value - plot.from()) / (plot.to() - plot.from());
    }

    private double y(double value) {
        return bottom - (bottom - top) * (value - ends[0]) / (ends[1] - ends[0]);
    }

    private void text(double x, double y, String anchor, String text, String more) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>"
                        .formatted(
                                Digits.place(x), Digits.place(y), anchor, more, Html.escape(text)));
    }

    private void line(double x1, double y1, double x2, double y2, String stroke) {
        svg.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\"/>"
                        .formatted(
                                Digits.place(x1),
                                Digits.place(y1),
                                Digits.place(x2),
                                Digits.place(y2),
                                stroke));
    }

    private void axes() {
        for (var tick : Ticks.between(ends[0], ends[1], 5)) {
            line(left, y(tick), right, y(tick), tick == 0 ? FRAME : LINES);
            text(left - 5, y(tick) + 4, "end", Digits.of(tick), "");
        }
        var room = Math.max(2, (int) ((right - left) / 55));
        for (var tick : Ticks.between(plot.from(), plot.to(), room)) {
            line(x(tick), top, x(tick), bottom, tick == 0 ? FRAME : LINES);
            text(x(tick), bottom + 16, "middle", Digits.of(tick), "");
        }
        line(left, top, left, bottom, FRAME);
        line(left, bottom, right, bottom, FRAME);
        if (!plot.xLabel().isEmpty()) {
            text((left + right) / 2, plot.height() - 6, "middle", plot.xLabel(), "");
        }
        if (!plot.yLabel().isEmpty()) {
            var middle = Digits.place((top + bottom) / 2);
            var turned = "transform=\"rotate(-90 13 " + middle + ")\" ";
            text(13, (top + bottom) / 2, "middle", plot.yLabel(), turned);
        }
    }

    private void series(Plot.Series series, String colour) {
        var xs = series.xs().toDoubleArray();
        var ys = series.ys().toDoubleArray();
        if (series.style() == Plot.Style.DOTS) {
            for (var i = 0; i < xs.length; i++) {
                if (seen(xs[i], ys[i])) {
                    svg.append(
                            "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>"
                                    .formatted(
                                            Digits.place(x(xs[i])),
                                            Digits.place(y(ys[i])),
                                            colour));
                }
            }
            return;
        }
        if (series.style() == Plot.Style.AREA) {
            var path = new StringBuilder();
            var ground = Digits.place(y(Math.clamp(0, ends[0], ends[1])));
            path.append('M').append(Digits.place(x(xs[0]))).append(' ').append(ground);
            for (var i = 0; i < xs.length; i++) {
                path.append('L')
                        .append(Digits.place(x(xs[i])))
                        .append(' ')
                        .append(Digits.place(y(Math.clamp(ys[i], ends[0], ends[1]))));
            }
            path.append('L').append(Digits.place(x(xs[xs.length - 1]))).append(' ').append(ground);
            svg.append("<path d=\"%s\" fill=\"%s\" fill-opacity=\".3\"/>".formatted(path, colour));
        }
        var dashes = series.style() == Plot.Style.DASHED ? " stroke-dasharray=\"6 4\"" : "";
        svg.append(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>"
                        .formatted(visible(xs, ys), colour, dashes));
    }

    private boolean seen(double x, double y) {
        return x >= plot.from() && x <= plot.to() && y >= ends[0] && y <= ends[1];
    }

    /// The parts of a curve between the two heights; what leaves is cut at the border.
    private String visible(double[] xs, double[] ys) {
        var path = new StringBuilder();
        var drawing = false;
        for (var i = 0; i + 1 < xs.length; i++) {
            var part = Clip.of(xs[i], ys[i], xs[i + 1], ys[i + 1], ends[0], ends[1]);
            if (part.isEmpty()) {
                drawing = false;
                continue;
            }
            var cut = part.get();
            if (!drawing || cut.x1() != xs[i]) {
                path.append('M')
                        .append(Digits.place(x(cut.x1())))
                        .append(' ')
                        .append(Digits.place(y(cut.y1())));
            }
            path.append('L')
                    .append(Digits.place(x(cut.x2())))
                    .append(' ')
                    .append(Digits.place(y(cut.y2())));
            drawing = cut.x2() == xs[i + 1];
        }
        return path.toString();
    }

    private void mark(Plot.Mark mark) {
        if (mark.x() < plot.from() || mark.x() > plot.to()) {
            return;
        }
        var across = x(mark.x());
        var leftOf = across + 8 + LETTER * mark.text().length() > plot.width();
        var at = leftOf ? across - 7 : across + 7;
        var anchor = leftOf ? "end" : "start";
        if (Double.isNaN(mark.y())) {
            svg.append(
                    "<line x1=\"%1$s\" y1=\"%2$s\" x2=\"%1$s\" y2=\"%3$s\" stroke=\"currentColor\" stroke-dasharray=\"2 3\"/>"
                            .formatted(
                                    Digits.place(across), Digits.place(top), Digits.place(bottom)));
            text(at, top + 12, anchor, mark.text(), "");
            return;
        }
        var up = y(Math.clamp(mark.y(), ends[0], ends[1]));
        svg.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"4.5\" fill=\"#e0457b\" stroke=\"currentColor\"/>"
                        .formatted(Digits.place(across), Digits.place(up)));
        text(at, up < top + 20 ? up + 16 : up - 7, anchor, mark.text(), "font-weight=\"600\" ");
    }

    /// The named series, in as many rows as they need.
    private List<List<Integer>> legend() {
        var rows = new ArrayList<List<Integer>>();
        var used = Double.POSITIVE_INFINITY;
        for (var n = 0; n < plot.series().size(); n++) {
            var name = plot.series().get(n).name();
            if (!name.isEmpty()) {
                var wide = wide(name);
                if (used + wide > plot.width() - 20) {
                    rows.add(new ArrayList<>());
                    used = 0;
                }
                rows.getLast().add(n);
                used += wide;
            }
        }
        return rows;
    }

    private static double wide(String name) {
        return 44 + LETTER * name.length();
    }

    private void names() {
        var down = top - ROW * legend.size() + 9;
        for (var row : legend) {
            var across = Math.min(left, 34);
            for (var n : row) {
                var one = plot.series().get(n);
                if (one.style() == Plot.Style.DOTS) {
                    svg.append(
                            "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>"
                                    .formatted(
                                            Digits.place(across + 11),
                                            Digits.place(down - 4),
                                            colour(n)));
                } else {
                    var dashes =
                            one.style() == Plot.Style.DASHED ? " stroke-dasharray=\"6 4\"" : "";
                    svg.append(
                            "<path d=\"M%s %sh22\" stroke=\"%s\" stroke-width=\"2.5\"%s/>"
                                    .formatted(
                                            Digits.place(across),
                                            Digits.place(down - 4),
                                            colour(n),
                                            dashes));
                }
                text(across + 27, down, "start", one.name(), "");
                across += wide(one.name());
            }
            down += ROW;
        }
    }
}
