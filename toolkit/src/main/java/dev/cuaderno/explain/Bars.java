package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Numbers as bars with their names: probabilities, scores, shares.
///
/// @param title above the bars, may be empty
/// @param values a vector
/// @param labels one for each number
/// @param full the number whose bar fills the whole width, unless a larger one comes
public record Bars(String title, Tensor values, List<String> labels, double full)
        implements Displayable {

    private static final int LETTERS = 30;

    public Bars {
        if (values.rank() != 1) {
            throw ShapeException.in("bars")
                    .rule("a vector, one bar for each number")
                    .got(values.shape().toString())
                    .fix("choose a row with at(...)")
                    .error();
        }
        labels = labelled("bars", labels, values.size(0));
    }

    /// As many names as numbers, and numbers from 0 where there are none.
    static List<String> labelled(String view, List<String> names, int count) {
        if (names.isEmpty()) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }
        if (names.size() != count) {
            throw new IllegalArgumentException(
                    "%s: %d names for %d numbers".formatted(view, names.size(), count));
        }
        return List.copyOf(names);
    }

    /// The same with names.
    public Bars labels(String... names) {
        return new Bars(title, values, List.of(names), full);
    }

    /// The same with a title.
    public Bars titled(String text) {
        return new Bars(text, values, labels, full);
    }

    private double least() {
        return Math.min(0, finite().min().orElse(0));
    }

    // What is infinite fills the width.
    private double most() {
        return Math.max(full, finite().max().orElse(1));
    }

    private DoubleStream finite() {
        return Arrays.stream(values.toDoubleArray()).filter(Double::isFinite);
    }

    /// A line of `#` for each number.
    @Override
    public String toString() {
        var wide = labels.stream().mapToInt(String::length).max().orElse(0);
        var lines = new ArrayList<String>();
        if (!title.isEmpty()) {
            lines.add(title);
        }
        var span = Math.max(Math.abs(least()), most());
        for (var i = 0; i < labels.size(); i++) {
            var value = values.getDouble(i);
            var letters =
                    span > 0 ? (int) Math.rint(LETTERS * Math.min(1, Math.abs(value) / span)) : 0;
            lines.add(
                    labels.get(i)
                            + " ".repeat(wide - labels.get(i).length() + 1)
                            + "#".repeat(letters)
                            + (letters > 0 ? " " : "")
                            + Digits.of(value));
        }
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(html("11em"), toString());
    }

    String html(String width) {
        var html = new StringBuilder("<div style=\"margin:.4em 0\">");
        if (!title.isEmpty()) {
            html.append("<div style=\"margin:0 0 .3em\"><b>").append(Html.escape(title));
            html.append("</b></div>");
        }
        html.append(
                "<div style=\"display:grid;grid-template-columns:max-content max-content max-content;gap:.2em .6em;align-items:center;font-variant-numeric:tabular-nums\">");
        for (var i = 0; i < labels.size(); i++) {
            var value = values.getDouble(i);
            var colour = value < 0 ? Bar.ORANGE : Bar.BLUE;
            html.append("<div style=\"text-align:right\">").append(Html.escape(labels.get(i)));
            html.append("</div>").append(Bar.of(value, least(), most(), colour, width));
            html.append("<div>").append(Digits.of(value)).append("</div>");
        }
        return html.append("</div></div>").toString();
    }
}
