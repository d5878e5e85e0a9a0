package dev.cuaderno.explain;

import java.util.Locale;

/// A small network with its numbers: weights on the lines, answers in the circles, errors below.
final class NetworkDrawing {

    /// Orange for letters, on light and on dark pages.
    private static final String READABLE = "#c0620a";

    private static final int MOST_NEURONS = 6;
    private static final int MOST_LAYERS = 4;
    private static final int ACROSS = 190;
    private static final int DOWN = 92;
    private static final int RADIUS = 28;
    private static final int MOST_LABELS = 6;
    private static final int MARGIN = 46;

    private final Backprop step;
    private final int tallest;
    private final StringBuilder svg = new StringBuilder();

    NetworkDrawing(Backprop step) {
        this.step = step;
        var most = step.input().size(0);
        for (var layer : step.layers()) {
            most = Math.max(most, layer.neurons().outputs());
        }
        tallest = most;
    }

    /// Whether it is small enough to be legible.
    static boolean fits(Backprop step) {
        return step.layers().size() <= MOST_LAYERS
                && step.input().size(0) <= MOST_NEURONS
                && step.layers().stream()
                        .allMatch(layer -> layer.neurons().outputs() <= MOST_NEURONS);
    }

    String svg(String described) {
        var width = 2 * MARGIN + ACROSS * step.layers().size() + 60;
        var height = 2 * MARGIN + DOWN * (tallest - 1) + 16;
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\""
                                + " height=\"%d\" style=\"max-width:100%%;height:auto;font-size:12.5px\""
                                + " fill=\"currentColor\" xmlns=\"http://www.w3.org/2000/svg\">",
                        Html.escape(described),
                        width,
                        height,
                        width,
                        height));
        for (var l = 0; l < step.layers().size(); l++) {
            weights(l);
        }
        for (var j = 0; j < step.input().size(0); j++) {
            neuron(0, j, "x" + j, step.input().getDouble(j), "");
        }
        for (var l = 0; l < step.layers().size(); l++) {
            var layer = step.layers().get(l);
            for (var i = 0; i < layer.neurons().outputs(); i++) {
                neuron(
                        l + 1,
                        i,
                        "a%d[%d]".formatted(l + 1, i),
                        layer.a().getDouble(i),
                        "δ = " + Figures.of(layer.delta().getDouble(i)));
            }
        }
        targets();
        return svg.append("</svg>").toString();
    }

    private void weights(int l) {
        var layer = step.layers().get(l);
        var inputs = layer.neurons().inputs();
        for (var i = 0; i < layer.neurons().outputs(); i++) {
            for (var j = 0; j < inputs; j++) {
                var w = layer.neurons().weight().getDouble(i, j);
                var x1 = x(l) + RADIUS;
                var y1 = y(j, inputs);
                var x2 = x(l + 1) - RADIUS;
                var y2 = y(i, layer.neurons().outputs());
                svg.append(
                        String.format(
                                Locale.ROOT,
                                "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\""
                                        + " stroke-opacity=\".75\"/>",
                                x1,
                                y1,
                                x2,
                                y2,
                                w < 0 ? Drawing.ORANGE : Drawing.BLUE));
                if (inputs * layer.neurons().outputs() <= MOST_LABELS) {
                    // Nearer to one end than to the other, so that crossing lines keep theirs.
                    var share = 0.24 + 0.05 * (i % 2);
                    label(
                            x1 + share * (x2 - x1),
                            y1 + share * (y2 - y1) - 3,
                            "middle",
                            Figures.of(w));
                }
            }
        }
    }

    private void neuron(int column, int row, String name, double answer, String error) {
        var count = column == 0 ? step.input().size(0) : count(column - 1);
        var cx = x(column);
        var cy = y(row, count);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%d\" cy=\"%.1f\" r=\"%d\" fill=\"%s\" fill-opacity=\".16\""
                                + " stroke=\"%s\" stroke-opacity=\".8\"/>",
                        cx,
                        cy,
                        RADIUS,
                        column == 0 ? Drawing.GREY : Drawing.BLUE,
                        Drawing.GREY));
        label(cx, cy - 3, "middle", name);
        label(cx, cy + 11, "middle", Figures.of(answer));
        if (!error.isEmpty()) {
            svg.append(
                    String.format(
                            Locale.ROOT,
                            "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\" style=\"fill:%s;font-weight:600\">%s</text>",
                            cx,
                            cy + RADIUS + 13,
                            READABLE,
                            Html.escape(error)));
        }
    }

    private void targets() {
        var last = step.layers().size();
        for (var i = 0; i < count(last - 1); i++) {
            label(
                    x(last) + RADIUS + 8,
                    y(i, count(last - 1)) + 4,
                    "start",
                    "t = " + Figures.of(step.target().getDouble(i)));
        }
    }

    private int count(int layer) {
        return step.layers().get(layer).neurons().outputs();
    }

    private static int x(int column) {
        return MARGIN + column * ACROSS;
    }

    private double y(int row, int count) {
        return MARGIN - 8 + DOWN * (row + (tallest - count) / 2.0);
    }

    private void label(double x, double y, String anchor, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                        x,
                        y,
                        anchor,
                        Html.escape(text)));
    }
}
