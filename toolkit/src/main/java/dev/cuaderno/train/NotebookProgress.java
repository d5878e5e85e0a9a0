package dev.cuaderno.train;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.function.LongSupplier;

/// One output of a cell that is shown anew from time to time: a line, and with it a chart if asked
/// for. What stays at the end holds no times.
final class NotebookProgress implements Progress {

    private static final long LINE_MILLIS = 250;
    private static final long CHART_MILLIS = 500;

    private final boolean chart;
    private final LongSupplier nanos;
    private Pace lines;
    private Pace charts;
    private String picture = "";
    private Display.Handle output;
    private boolean waiting = true;

    NotebookProgress(boolean chart, LongSupplier nanos) {
        this.chart = chart;
        this.nanos = nanos;
    }

    @Override
    public void started(Training training) {
        lines = new Pace(nanos);
        charts = new Pace(nanos);
        show(Pace.waiting());
    }

    @Override
    public void stepped(Training training) {
        if (lines.due(LINE_MILLIS) || waiting) {
            waiting = false;
            show(lines.line(training));
        }
    }

    @Override
    public void ended(Training training, Epoch epoch) {
        var first = training.history().size() == 1;
        if (chart && (charts.due(CHART_MILLIS) || first)) {
            picture = new RunPlot(training.history()).html();
            show(Pace.line(training, epoch));
        } else if (lines.due(LINE_MILLIS)) {
            show(Pace.line(training, epoch));
        }
    }

    @Override
    public void ended(Training training, String ending) {
        var epochs = training.history().epochs();
        if (epochs.isEmpty()) {
            show(ending);
            return;
        }
        if (chart) {
            picture = new RunPlot(training.history()).html();
        }
        show(Pace.line(training, epochs.getLast()) + "\n" + ending);
    }

    private void show(String text) {
        var html =
                picture
                        + "<div style=\"font-family:monospace;white-space:pre-wrap\">"
                        + Table.escape(text)
                        + "</div>";
        var bundle = MimeBundle.html(html, text);
        if (output == null) {
            output = Display.display(new Shown(bundle));
        } else {
            output.update(new Shown(bundle));
        }
    }

    private record Shown(MimeBundle mime) implements Displayable {}
}
