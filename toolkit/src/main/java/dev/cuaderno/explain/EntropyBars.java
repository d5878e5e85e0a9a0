package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// Distributions with what each probability adds to the entropy, H = −Σ p log p.
///
/// @param rows probabilities, a vector or one distribution in each row
/// @param classes a name for each column
/// @param base of the logarithm: e (nats), 2 (bits) or 10
public record EntropyBars(Tensor rows, List<String> classes, double base) implements Displayable {

    private static final double ROUNDING = 1e-4;

    public EntropyBars {
        if (rows.rank() < 1 || rows.rank() > 2) {
            throw ShapeException.in("entropyBars")
                    .rule("a distribution [C] or several [N, C]")
                    .got(rows.shape().toString())
                    .fix("reshape(N, C)")
                    .error();
        }
        if (!(base > 0) || base == 1) {
            throw new IllegalArgumentException("entropyBars: no logarithm of base " + base);
        }
        classes = Bars.labelled("entropyBars", classes, rows.size(-1));
        var sums = rows.float64().sum(-1).flatten().toDoubleArray();
        for (var sum : sums) {
            if (Math.abs(sum - 1) > ROUNDING || rows.lt(0).any()) {
                throw new IllegalArgumentException(
                        "entropyBars: probabilities are 0 or more and add up to 1, not "
                                + Digits.of(sum));
            }
        }
    }

    /// The same with names.
    public EntropyBars classes(String... names) {
        return new EntropyBars(rows, List.of(names), base);
    }

    /// The same with another logarithm.
    public EntropyBars base(double other) {
        return new EntropyBars(rows, classes, other);
    }

    /// The terms −p log p, with 0 log 0 = 0; as `rows` in shape.
    public Tensor terms() {
        var p = rows.float64();
        return p.timesLog(p).div(-Math.log(base));
    }

    /// The entropies, one for each distribution.
    public Tensor entropies() {
        return terms().sum(-1);
    }

    private String unit() {
        return base == Math.E ? "nat" : base == 2 ? "bit" : "log" + Digits.of(base);
    }

    private int count() {
        return rows.rank() == 1 ? 1 : rows.size(0);
    }

    private Tensor row(Tensor of, int index) {
        return of.rank() == 1 ? of : of.at(index);
    }

    private String heading(int index) {
        var entropy = entropies().flatten().getDouble(index);
        return "H = " + Digits.of(entropy) + " " + unit();
    }

    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        for (var i = 0; i < count(); i++) {
            var text = new StringBuilder(heading(i));
            var terms = row(terms(), i);
            for (var k = 0; k < classes.size(); k++) {
                var p = row(rows, i).getDouble(k);
                text.append(
                        "\n%s  p = %s  −p log p = %s"
                                .formatted(
                                        classes.get(k),
                                        Digits.of(p),
                                        Digits.of(terms.getDouble(k))));
            }
            parts.add(text.toString());
        }
        return String.join("\n\n", parts);
    }

    @Override
    public MimeBundle mime() {
        var html =
                new StringBuilder(
                        "<div style=\"display:flex;flex-wrap:wrap;gap:.8em 2.2em;margin:.4em 0\">");
        // A term is largest at p = 1/e.
        var most = 1 / (Math.E * Math.log(base));
        for (var i = 0; i < count(); i++) {
            var terms = row(terms(), i);
            html.append("<div><div style=\"margin-bottom:.3em\"><b>").append(heading(i));
            html.append(
                    "</b></div><div style=\"display:grid;grid-template-columns:repeat(5,max-content);gap:.2em .5em;align-items:center;font-variant-numeric:tabular-nums\">");
            html.append("<div></div><div style=\"grid-column:span 2\"><i>p</i></div>");
            html.append("<div style=\"grid-column:span 2\">−<i>p</i> log <i>p</i></div>");
            for (var k = 0; k < classes.size(); k++) {
                var p = row(rows, i).getDouble(k);
                var term = terms.getDouble(k);
                html.append("<div style=\"text-align:right\">");
                html.append(Html.escape(classes.get(k))).append("</div>");
                html.append(Bar.of(p, 0, 1, Bar.BLUE, "5em"));
                html.append("<div>").append(Digits.of(p)).append("</div>");
                html.append(Bar.of(term, 0, most, Bar.ORANGE, "5em"));
                html.append("<div>").append(Digits.of(term)).append("</div>");
            }
            html.append("</div></div>");
        }
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }
}
