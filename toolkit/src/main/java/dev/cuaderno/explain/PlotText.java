package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.Arrays;

/// A plot with letters: a frame of characters, a sign for each series, points as `@`.
final class PlotText {

    private static final int COLUMNS = 61;
    private static final int ROWS = 15;
    private static final String SIGNS = "*+o#x%=~";

    private PlotText() {}

    static String of(Plot plot) {
        var ends = plot.ends();
        var cells = new char[ROWS][COLUMNS];
        for (var row : cells) {
            Arrays.fill(row, ' ');
        }
        for (var n = plot.series().size() - 1; n >= 0; n--) {
            draw(plot, ends, plot.series().get(n), SIGNS.charAt(n % SIGNS.length()), cells);
        }
        for (var mark : plot.marks()) {
            put(plot, ends, mark.x(), mark.y(), '@', cells);
        }
        var lines = new ArrayList<String>();
        if (!plot.title().isEmpty()) {
            lines.add(plot.title());
        }
        var top = Digits.of(ends[1]);
        var bottom = Digits.of(ends[0]);
        var margin = Math.max(top.length(), bottom.length());
        for (var row = 0; row < ROWS; row++) {
            var label = row == 0 ? top : row == ROWS - 1 ? bottom : "";
            lines.add(
                    " ".repeat(margin - label.length())
                            + label
                            + " |"
                            + new String(cells[row]).stripTrailing());
        }
        var right = Digits.of(plot.to());
        var left = Digits.of(plot.from());
        lines.add(" ".repeat(margin + 1) + "+" + "-".repeat(COLUMNS));
        lines.add(
                " ".repeat(margin + 2)
                        + left
                        + " ".repeat(Math.max(1, COLUMNS - left.length() - right.length()))
                        + right);
        for (var n = 0; n < plot.series().size(); n++) {
            var name = plot.series().get(n).name();
            if (!name.isEmpty()) {
                lines.add(SIGNS.charAt(n % SIGNS.length()) + " " + name);
            }
        }
        for (var mark : plot.marks()) {
            var height = Double.isNaN(mark.y()) ? "" : ", " + Digits.of(mark.y());
            lines.add("@ (%s%s) %s".formatted(Digits.of(mark.x()), height, mark.text()).strip());
        }
        return String.join("\n", lines);
    }

    private static void draw(
            Plot plot, double[] ends, Plot.Series series, char sign, char[]... cells) {
        var xs = series.xs().toDoubleArray();
        var ys = series.ys().toDoubleArray();
        for (var i = 0; i < xs.length; i++) {
            put(plot, ends, xs[i], ys[i], sign, cells);
        }
    }

    private static void put(
            Plot plot, double[] ends, double x, double y, char sign, char[]... cells) {
        if (x >= plot.from() && x <= plot.to() && y >= ends[0] && y <= ends[1]) {
            var across = (x - plot.from()) / (plot.to() - plot.from());
            var up = (y - ends[0]) / (ends[1] - ends[0]);
            var row = ROWS - 1 - (int) Math.rint(up * (ROWS - 1));
            cells[row][(int) Math.rint(across * (COLUMNS - 1))] = sign;
        }
    }
}
