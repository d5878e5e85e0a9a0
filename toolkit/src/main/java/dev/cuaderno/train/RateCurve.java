package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.chart.Panels;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.List;

/// How the loss goes with the learning rate, tried from small to large.
///
/// @param rates the rates tried
/// @param losses the loss at each
/// @param smooth the running mean of the losses
public record RateCurve(List<Double> rates, List<Double> losses, List<Double> smooth)
        implements Displayable {

    public RateCurve {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        smooth = List.copyOf(smooth);
        if (rates.isEmpty()) {
            throw new IllegalStateException(
                    "findRate: the loss was not finite at the smallest rate already");
        }
    }

    /// The rate at which the smoothed loss falls most steeply, over the rate's logarithm: large
    /// enough to learn fast, far enough from where it goes wrong.
    public double suggestion() {
        var best = 0;
        var steepest = Double.POSITIVE_INFINITY;
        for (var i = 1; i + 1 < rates.size(); i++) {
            var run = Math.log(rates.get(i + 1) / rates.get(i - 1));
            var slope = (smooth.get(i + 1) - smooth.get(i - 1)) / run;
            if (slope < steepest) {
                steepest = slope;
                best = i;
            }
        }
        return rates.get(best);
    }

    private String text() {
        return say(
                "learning rates %s to %s; the loss falls most steeply at %s",
                Table.number(rates.getFirst()),
                Table.number(rates.getLast()),
                Table.number(suggestion()));
    }

    /// The smoothed loss over the rate on a logarithmic axis, the suggestion marked.
    @Override
    public MimeBundle mime() {
        var chart = Charts.chart(say("loss"), say("learning rate"), true);
        chart.getStyler().setXAxisLogarithmic(true);
        Charts.line(chart, say("loss"), rates, smooth, Charts.TRAINING);
        var at = rates.indexOf(suggestion());
        var name = say("steepest: %s", Table.number(suggestion()));
        Charts.point(chart, name, suggestion(), smooth.get(at), Charts.BEST);
        var picture = new Panels(List.of(chart)).mime();
        return picture.with(MimeBundle.TEXT, text());
    }

    @Override
    public String toString() {
        return text();
    }
}
