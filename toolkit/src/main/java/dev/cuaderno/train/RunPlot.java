package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.chart.Panels;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import org.knowm.xchart.XYChart;

import java.util.ArrayList;
import java.util.List;

/// The course of a training: one chart for the loss and one for each metric, training against
/// validation, the best epoch marked.
public final class RunPlot implements Displayable {

    private final History history;

    RunPlot(History history) {
        this.history = history;
    }

    /// The charts.
    public List<XYChart> charts() {
        var charts = new ArrayList<XYChart>();
        var names = history.names();
        for (var name : names) {
            if (!name.startsWith(Epoch.VALIDATION)) {
                charts.add(chart(name, names.contains(Epoch.VALIDATION + name)));
            }
        }
        return charts;
    }

    private XYChart chart(String name, boolean validated) {
        var chart = Charts.chart(name, say("epoch"), true);
        var epochs = history.epochs().stream().map(epoch -> (double) epoch.number()).toList();
        Charts.line(chart, say("training"), epochs, history.values(name), Charts.TRAINING);
        var shown = name;
        if (validated) {
            shown = Epoch.VALIDATION + name;
            Charts.line(chart, say("validation"), epochs, history.values(shown), Charts.VALIDATION);
        }
        if (history.best() > 0) {
            var best = history.epochs().get(history.best() - 1);
            Charts.point(
                    chart,
                    say("best: epoch %d", best.number()),
                    best.number(),
                    best.get(shown),
                    Charts.BEST);
        }
        // Whole epochs on the axis, however few there are.
        var ticks = Math.clamp(epochs.size(), 2, 10);
        chart.getStyler().setXAxisMin(1.0).setXAxisMax(Math.max(2.0, epochs.size()));
        chart.getStyler().setXAxisDecimalPattern("0").setXAxisMaxLabelCount(ticks);
        return chart;
    }

    String html() {
        return new Panels(charts()).html();
    }

    /// A picture of all charts side by side.
    @Override
    public MimeBundle mime() {
        return new Panels(charts()).mime();
    }

    /// The charts as text.
    @Override
    public String toString() {
        return new Panels(charts()).toString();
    }
}
