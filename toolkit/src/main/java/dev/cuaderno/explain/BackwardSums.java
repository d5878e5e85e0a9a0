package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.series;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.formula.Expr;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Sliding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.ArrayList;
import java.util.List;

/// The backward sums of a correlation of one plane with one filter: how each element of the
/// gradients by the filter and by the image is made of the gradient δ by the result.
///
/// With O[i,j] = Σ I[Si+Dp−P, Sj+Dq−P]·F[p,q], an element of F has met I once for each (i,j), and
/// an element of I has met the elements F[p,q] that lay on it.
final class BackwardSums {

    /// Elements of each gradient shown one by one.
    private static final int MOST = 25;

    private final Tensor image;
    private final Tensor filter;
    private final Tensor delta;
    private final Sliding rows;
    private final Sliding columns;

    private BackwardSums(Tensor image, Tensor filter, Tensor delta, Window window) {
        this.image = image;
        this.filter = filter;
        this.delta = delta;
        var one = Size2d.square(1);
        rows = window.overRows(image.size(0), filter.size(0), one);
        columns = window.overColumns(image.size(1), filter.size(1), one);
    }

    static Explanation of(Tensor image, Tensor filter, Tensor delta, Window window) {
        if (image.rank() != 2 || filter.rank() != 2 || !(window.border() instanceof Padding.Zero)) {
            throw ShapeException.in("explainBackward")
                    .rule("an image and a filter of two axes, zeros as padding")
                    .got("image %s, filter %s".formatted(image.shape(), filter.shape()))
                    .fix("choose a plane with at(...)")
                    .error();
        }
        var output = image.correlate(filter, window).shape();
        if (!delta.shape().equals(output)) {
            throw ShapeException.in("explainBackward")
                    .rule("δ has the shape of the result")
                    .got("δ %s, result %s".formatted(delta.shape(), output))
                    .fix("a δ of " + output)
                    .error();
        }
        var sums = new BackwardSums(image, filter, delta, window);
        return new Explanation(
                List.of(
                        new Explanation.Part("∂L/∂F", sums.byFilter()),
                        new Explanation.Part("∂L/∂I", sums.byImage())));
    }

    private List<Derivation> byFilter() {
        var body = symbol("δ", "ij").times(symbol("I", place("i", "p") + "," + place("j", "q")));
        var found = new ArrayList<Derivation>();
        found.add(Derivation.of(gradient("F", "pq"), series("i,j", body)));
        for (var p = 0; p < filter.size(0); p++) {
            for (var q = 0; q < filter.size(1) && found.size() <= MOST; q++) {
                var terms = new Summands();
                for (var i = 0; i < delta.size(0); i++) {
                    for (var j = 0; j < delta.size(1); j++) {
                        terms.add(i, j, p, q, true);
                    }
                }
                found.add(terms.derivation(gradient("F", p + "," + q)));
            }
        }
        return found;
    }

    private List<Derivation> byImage() {
        var found = new ArrayList<Derivation>();
        var plain = rows.stride() == 1 && rows.dilation() == 1;
        if (plain) {
            var shift = rows.before() == 0 ? "" : "+P";
            var body = symbol("δ", "i" + shift + " − p, j" + shift + "−q").times(symbol("F", "pq"));
            found.add(Derivation.of(gradient("I", "ij"), series("p,q", body)));
        }
        for (var row = 0; row < image.size(0); row++) {
            for (var column = 0; column < image.size(1) && found.size() <= MOST; column++) {
                var terms = new Summands();
                for (var i = 0; i < delta.size(0); i++) {
                    for (var j = 0; j < delta.size(1); j++) {
                        var p = row - rows.start(i);
                        var q = column - columns.start(j);
                        if (fits(p, rows) && fits(q, columns)) {
                            terms.add(i, j, p / rows.dilation(), q / columns.dilation(), false);
                        }
                    }
                }
                found.add(terms.derivation(gradient("I", row + "," + column)));
            }
        }
        return found;
    }

    private static boolean fits(int distance, Sliding sliding) {
        return distance >= 0 && distance < sliding.extent() && distance % sliding.dilation() == 0;
    }

    /// `Si+Dp−P` without what is not there.
    private String place(String outer, String inner) {
        return (rows.stride() == 1 ? "" : "S")
                + outer
                + "+"
                + (rows.dilation() == 1 ? "" : "D")
                + inner
                + (rows.before() == 0 ? "" : "−P");
    }

    private static Expr gradient(String of, String index) {
        return symbol("∂L").over(symbol("∂" + of, index));
    }

    /// The summands of one element, each δ times what it met.
    private final class Summands {
        private final List<Expr> terms = new ArrayList<>();
        private double total;

        void add(int i, int j, int p, int q, boolean byFilter) {
            var row = rows.start(i) + p * rows.dilation();
            var column = columns.start(j) + q * columns.dilation();
            if (!rows.inside(row) || !columns.inside(column)) {
                return;
            }
            var other = byFilter ? image.getDouble(row, column) : filter.getDouble(p, q);
            terms.add(number(delta.getDouble(i, j)).times(number(other)));
            total += delta.getDouble(i, j) * other;
        }

        Derivation derivation(Expr left) {
            return Derivation.of(left, Terms.sum(terms)).gives(total);
        }
    }
}
