package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.Mode;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The values of every channel before and after batch normalisation, in training and in evaluation,
/// as histograms over one axis, with mean and deviation.
///
/// @param groups in the order they are drawn
/// @param channels how many of them are drawn
public record Distributions(List<Group> groups, int channels) implements Displayable {

    private static final int MOST_CHANNELS = 6;
    private static final int BINS = 32;
    private static final int WIDTH = 250;
    private static final int HEIGHT = 150;
    private static final String[] FILLS = {Drawing.GREY, Drawing.BLUE, Drawing.ORANGE};

    public Distributions {
        groups = List.copyOf(groups);
    }

    /// One tensor, channel by channel.
    ///
    /// @param values per channel
    public record Group(String name, List<double[]> values) {

        static Group of(String name, Tensor x) {
            var rows = x.transpose(0, 1);
            var values = new ArrayList<double[]>();
            for (var channel = 0; channel < x.size(1); channel++) {
                values.add(rows.at(channel).toDoubleArray());
            }
            return new Group(name, values);
        }

        /// The mean of a channel.
        public double mean(int channel) {
            var sum = 0.0;
            for (var value : values.get(channel)) {
                sum += value;
            }
            return sum / values.get(channel).length;
        }

        /// The root of the mean squared distance from the mean.
        public double deviation(int channel) {
            var mean = mean(channel);
            var sum = 0.0;
            for (var value : values.get(channel)) {
                sum += (value - mean) * (value - mean);
            }
            return Math.sqrt(sum / values.get(channel).length);
        }
    }

    /// The layer is asked twice, once in training, which moves its running statistics by this
    /// batch, and once in evaluation, which uses them.
    static Distributions of(BatchNorm layer, Tensor x) {
        if (x.rank() < 2) {
            throw ShapeException.in("distributions")
                    .rule("a batch [N, C, ...]")
                    .got("a tensor " + x.shape())
                    .fix("one channel: reshape(1, 1, H, W)")
                    .error();
        }
        var training = Mode.TRAINING.call(() -> layer.forward(x).detach());
        var evaluation = Mode.EVALUATION.call(() -> layer.forward(x).detach());
        return new Distributions(
                List.of(
                        Group.of("x", x),
                        Group.of(say("training"), training),
                        Group.of(say("evaluation"), evaluation)),
                Math.min(MOST_CHANNELS, x.size(1)));
    }

    private static String numbers(Group group, int channel) {
        return "%s: μ = %s,  σ = %s"
                .formatted(
                        group.name(),
                        Figures.of(clean(group.mean(channel))),
                        Figures.of(clean(group.deviation(channel))));
    }

    /// A mean of 1e-9 is 0 for the reader.
    private static double clean(double value) {
        return Math.abs(value) < 1e-6 ? 0 : value;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        for (var channel = 0; channel < channels; channel++) {
            for (var group : groups) {
                lines.add(say("channel %d", channel) + "  " + numbers(group, channel));
            }
        }
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div style=\"margin:.5em 0\">");
        for (var channel = 0; channel < channels; channel++) {
            html.append("<div style=\"margin:.4em 0 .1em;font-weight:600\">");
            html.append(say("channel %d", channel)).append("</div>");
            html.append("<div style=\"display:flex;flex-wrap:wrap;gap:.5em 1em\">");
            var range = range(channel);
            var highest = highest(channel, range);
            for (var i = 0; i < groups.size(); i++) {
                histogram(html, i, channel, range, highest);
            }
            html.append("</div>");
        }
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    private Drawing.Range range(int channel) {
        var low = 0.0;
        var high = 0.0;
        for (var group : groups) {
            for (var value : group.values().get(channel)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return Drawing.Range.around(low, high);
    }

    private static int[] counts(double[] values, Drawing.Range range) {
        var counts = new int[BINS];
        for (var value : values) {
            var share = (value - range.from()) / (range.to() - range.from());
            counts[Math.clamp((int) (share * BINS), 0, BINS - 1)]++;
        }
        return counts;
    }

    private double highest(int channel, Drawing.Range range) {
        var highest = 0;
        for (var group : groups) {
            for (var count : counts(group.values().get(channel), range)) {
                highest = Math.max(highest, count);
            }
        }
        return highest;
    }

    private void histogram(
            StringBuilder html, int index, int channel, Drawing.Range range, double highest) {
        var group = groups.get(index);
        var words = numbers(group, channel);
        html.append("<div><div style=\"font-size:.85em\">").append(Html.escape(words));
        html.append("</div>");
        var plot = new Drawing(range, new Drawing.Range(0, 1.05 * highest), WIDTH, HEIGHT, words);
        plot.axes("", "");
        var counts = counts(group.values().get(channel), range);
        for (var i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                plot.bar(
                        range.at(i / (double) BINS),
                        range.at((i + 1) / (double) BINS),
                        counts[i],
                        "fill:" + FILLS[index % FILLS.length] + ";fill-opacity:.75");
            }
        }
        var mean = group.mean(channel);
        plot.add(
                String.format(
                        Locale.ROOT,
                        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\""
                                + " stroke=\"currentColor\" stroke-dasharray=\"3 3\"/>",
                        plot.x(mean),
                        plot.x(mean),
                        plot.y(0),
                        plot.y(highest)));
        html.append(plot).append("</div>");
    }
}
