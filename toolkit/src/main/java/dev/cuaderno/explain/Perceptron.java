package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A neuron that fires, y = 1, where w·x + b > 0, on several inputs: the sums in numbers, and for
/// two inputs the line that divides the plane. After F. Rosenblatt, "The perceptron" (1958).
///
/// @param weights `[n]`
/// @param inputs one per row, `[samples, n]`
public record Perceptron(Tensor weights, double bias, Tensor inputs) implements Displayable {

    public Perceptron {
        if (weights.rank() != 1 || inputs.rank() != 2 || inputs.size(1) != weights.size(0)) {
            throw ShapeException.in("perceptron")
                    .rule("weights [n] and inputs [samples, n], one input per row")
                    .got("weights %s, inputs %s".formatted(weights.shape(), inputs.shape()))
                    .fix("as many weights as the inputs have columns")
                    .error();
        }
    }

    /// w·x + b for each input, `[samples]`.
    public Tensor sums() {
        return inputs.float64().matmul(weights.float64()).plus(bias);
    }

    /// What the neuron answers, 0 or 1, `[samples]`.
    public Tensor outputs() {
        return sums().gt(0);
    }

    /// The sum of one input in numbers: `1*0 + 1*1 + (-1.5) = -0.5`.
    String sum(int sample) {
        var terms = new ArrayList<String>();
        for (var i = 0; i < weights.size(0); i++) {
            terms.add(Figures.product(weights.getDouble(i), inputs.getDouble(sample, i)));
        }
        terms.add(Figures.signed(bias));
        return Figures.sum(terms, 8) + " = " + Figures.of(sums().getDouble(sample));
    }

    private String title() {
        return "y = step(w·x + b),  w = %s,  b = %s"
                .formatted(Figures.list(weights), Figures.of(bias));
    }

    private List<String[]> rows() {
        var answers = outputs();
        var rows = new ArrayList<String[]>();
        for (var i = 0; i < inputs.size(0); i++) {
            rows.add(
                    new String[] {
                        Figures.list(inputs.at(i)), sum(i), Figures.of(answers.getDouble(i))
                    });
        }
        return rows;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(title());
        var shown = Shortened.of(rows(), 16);
        shown.first().forEach(row -> lines.add("x = %s:  %s  →  y = %s".formatted((Object[]) row)));
        if (shown.left() > 0) {
            lines.add("… (" + shown.left() + ")");
        }
        shown.last().forEach(row -> lines.add("x = %s:  %s  →  y = %s".formatted((Object[]) row)));
        return String.join("\n", lines);
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div style=\"margin:.5em 0\">");
        html.append("<div style=\"margin:0 0 .35em;font-size:.95em\">");
        html.append(Html.escape(title())).append("</div>");
        html.append(
                "<div style=\"display:flex;flex-wrap:wrap;align-items:flex-start;gap:1em 2em\">");
        if (weights.size(0) == 2) {
            html.append(new DividedPlane(inputs, outputs()).with(weights, bias).svg(title()));
        }
        var table = new StepTable("x", "w·x + b", "y");
        var shown = Shortened.of(rows(), 16);
        shown.first().forEach(table::row);
        if (shown.left() > 0) {
            table.gap(shown.left());
        }
        shown.last().forEach(table::row);
        return MimeBundle.html(html.append(table.html()).append("</div></div>") + "", toString());
    }
}
