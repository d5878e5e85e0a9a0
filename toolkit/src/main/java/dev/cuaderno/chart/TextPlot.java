package dev.cuaderno.chart;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/// A chart of lines as a few lines of text, for terminals.
///
/// ```
/// loss
///  0.69 ┤•
///       │ ••○
///       │   ••○○○
/// 0.021 ┤     •••••••
///       └────────────
///        1         20  epoch
/// • training  ○ validation
/// ```
public final class TextPlot {

    private static final int COLUMNS = 56;
    private static final int ROWS = 10;
    private static final String MARKS = "•○◆×+△□";

    private final Axis across;
    private final Axis up;
    private final char[][] cells = new char[ROWS][COLUMNS];

    private TextPlot(XYChart chart) {
        var all = chart.getSeriesCollection();
        this.across = Axis.of(all, true, chart.getStyler().isXAxisLogarithmic());
        this.up = Axis.of(all, false, chart.getStyler().isYAxisLogarithmic());
        for (var row : cells) {
            Arrays.fill(row, ' ');
        }
        var mark = 0;
        for (var series : all) {
            draw(series, MARKS.charAt(mark++ % MARKS.length()));
        }
    }

    /// The text of a chart; nothing but its title where it is not made of lines.
    public static String of(Chart<?, ?> chart) {
        var title = chart.getTitle() == null ? "" : chart.getTitle();
        if (!(chart instanceof XYChart lines)) {
            return title;
        }
        var plot = new TextPlot(lines);
        return plot.up.isEmpty() || plot.across.isEmpty() ? title : plot.text(lines, title);
    }

    private void draw(XYSeries series, char mark) {
        var before = -1;
        var rowBefore = 0;
        for (var i = 0; i < series.getXData().length; i++) {
            var column = across.cell(series.getXData()[i], COLUMNS);
            var row = up.cell(series.getYData()[i], ROWS);
            if (column < 0 || row < 0) {
                before = -1;
                continue;
            }
            // From the point before, a cell for each column.
            for (var c = before + 1; before >= 0 && c < column; c++) {
                var part = (double) (c - before) / (column - before);
                put(c, (int) Math.round(rowBefore + part * (row - rowBefore)), mark);
            }
            put(column, row, mark);
            before = column;
            rowBefore = row;
        }
    }

    private void put(int column, int row, char mark) {
        cells[ROWS - 1 - row][column] = mark;
    }

    private String text(XYChart chart, String title) {
        var top = number(up.most);
        var bottom = number(up.least);
        var margin = Math.max(top.length(), bottom.length());
        var text = new StringBuilder();
        if (!title.isEmpty()) {
            text.append(title).append('\n');
        }
        for (var row = 0; row < ROWS; row++) {
            var label = row == 0 ? top : row == ROWS - 1 ? bottom : "";
            text.append(" ".repeat(margin - label.length()))
                    .append(label)
                    .append(label.isEmpty() ? " │" : " ┤")
                    .append(new String(cells[row]).stripTrailing())
                    .append('\n');
        }
        text.append(" ".repeat(margin + 1)).append('└').append("─".repeat(COLUMNS)).append('\n');
        var left = number(across.least);
        var right = number(across.most);
        text.append(" ".repeat(margin + 2))
                .append(left)
                .append(" ".repeat(Math.max(1, COLUMNS - left.length() - right.length())))
                .append(right);
        if (chart.getXAxisTitle() != null && !chart.getXAxisTitle().isEmpty()) {
            text.append("  ").append(chart.getXAxisTitle());
        }
        return text.append('\n').append(legend(chart)).toString();
    }

    private static String legend(XYChart chart) {
        var names = chart.getSeriesCollection().stream().map(XYSeries::getName).toList();
        var legend = new StringBuilder();
        for (var i = 0; i < names.size(); i++) {
            legend.append(i == 0 ? "" : "  ")
                    .append(MARKS.charAt(i % MARKS.length()))
                    .append(' ')
                    .append(names.get(i));
        }
        return legend.toString();
    }

    /// Three digits that count.
    private static String number(double value) {
        var size = Math.abs(value);
        if (size != 0 && (size < 1e-3 || size >= 1e5)) {
            return String.format(Locale.ROOT, "%.1e", value);
        }
        var digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        var text = String.format(Locale.ROOT, "%." + digits + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /// Charts one below the other.
    static String of(Collection<? extends Chart<?, ?>> charts) {
        return charts.stream().map(TextPlot::of).collect(Collectors.joining("\n\n"));
    }

    /// The range of the numbers that are drawn.
    private record Axis(double least, double most, boolean logarithmic) {

        static Axis of(Collection<XYSeries> all, boolean across, boolean logarithmic) {
            var range =
                    all.stream()
                            .flatMapToDouble(
                                    one -> Arrays.stream(across ? one.getXData() : one.getYData()))
                            .filter(v -> Double.isFinite(v) && (!logarithmic || v > 0))
                            .summaryStatistics();
            return new Axis(range.getMin(), range.getMax(), logarithmic);
        }

        boolean isEmpty() {
            return least > most;
        }

        /// Where a number lies, from 0 before `count`; -1 for what cannot be drawn.
        int cell(double value, int count) {
            if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
                return -1;
            }
            var whole = at(most) - at(least);
            var part = whole > 0 ? (at(value) - at(least)) / whole : 0;
            return (int) Math.round(part * (count - 1));
        }

        private double at(double value) {
            return logarithmic ? Math.log(value) : value;
        }
    }
}
