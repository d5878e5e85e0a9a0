package dev.cuaderno.train;

import dev.cuaderno.chart.Panels;
import dev.cuaderno.display.MimeBundle;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The charts of this package in one style.
final class Charts {

    static final Color TRAINING = new Color(0x1f77b4);
    static final Color VALIDATION = new Color(0xd1495b);
    static final Color BEST = new Color(0x2e9e44);

    private static final int WIDTH = 460;
    private static final int HEIGHT = 300;

    private Charts() {}

    static XYChart chart(String title, String x, boolean legend) {
        var chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).build();
        var style = chart.getStyler();
        style.setLocale(Locale.ROOT);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setPlotGridLinesColor(new Color(0xe4e4e4));
        style.setChartTitleBoxVisible(false);
        style.setLegendVisible(legend);
        style.setLegendBorderColor(Color.WHITE);
        style.setLegendPosition(Styler.LegendPosition.OutsideS);
        style.setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    static void line(XYChart chart, String name, List<Double> x, List<Double> y, Color colour) {
        var series = chart.addSeries(name, x, y);
        series.setLineColor(colour);
        series.setMarkerColor(colour);
        series.setMarker(x.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    }

    static void point(XYChart chart, String name, double x, double y, Color colour) {
        var series = chart.addSeries(name, List.of(x), List.of(y));
        series.setMarker(SeriesMarkers.DIAMOND);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
    }

    /// Lines over one axis, with a logarithmic one beside it.
    static MimeBundle logarithmic(
            String title, String x, List<Double> at, Map<String, List<Double>> lines) {
        if (at.isEmpty() || lines.isEmpty()) {
            return MimeBundle.text(title + ": nothing to draw");
        }
        var chart = chart(title, x, true);
        chart.getStyler().setYAxisLogarithmic(true);
        lines.forEach(
                (name, values) -> {
                    var series = chart.addSeries(name, at, values);
                    series.setMarker(at.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
                });
        return new Panels(List.of(chart)).mime();
    }
}
