package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.ln;
import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.series;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.formula.Expr;
import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entropy and losses with their terms: the formula, numbers put in, the value of every term, the
/// sum, and the mean where there are several.
final class LossSteps {

    /// Rows or elements shown one by one.
    private static final int MOST = 12;

    private LossSteps() {}

    /// One summand of a loss.
    ///
    /// @param written with numbers put in
    /// @param value what it comes to
    private record Term(Expr written, double value) {}

    /// H = −Σ p log p.
    ///
    /// @param base of the logarithm; e for the natural one
    static Explanation entropy(Tensor probabilities, double base) {
        vector("explainEntropy", probabilities);
        var natural = base == Math.E;
        var index = natural ? "" : Numbers.plain(base);
        var terms = new ArrayList<Term>();
        for (var p : probabilities.toDoubleArray()) {
            if (p != 0) {
                terms.add(
                        new Term(
                                number(p).times(log(index, number(p))),
                                p * Math.log(p) / Math.log(base)));
            }
        }
        var body = symbol("p", "i").times(log(index, symbol("p", "i")));
        return Explanation.of(List.of(negative(symbol("H"), series("i", body), terms, 1)));
    }

    private static Expr log(String index, Expr of) {
        return index.isEmpty() ? ln(of) : new Expr.Call("log", index, List.of(of));
    }

    /// L = −Σ y ln ŷ for each row, and the mean over rows.
    static Explanation crossEntropy(Tensor prediction, Tensor target) {
        same("explainCrossEntropy", prediction, target);
        var body = symbol("y", "i").times(ln(symbol("ŷ", "i")));
        return rows(
                prediction,
                target,
                (q, t) -> negative(symbol("L"), series("i", body), terms(q, t), 1));
    }

    /// The summands that are not 0.
    private static List<Term> terms(double[] prediction, double[] target) {
        var terms = new ArrayList<Term>();
        for (var i = 0; i < target.length; i++) {
            if (target[i] != 0) {
                var logarithm = ln(number(prediction[i]));
                terms.add(
                        new Term(
                                number(target[i]).times(logarithm),
                                target[i] * Math.log(prediction[i])));
            }
        }
        return terms;
    }

    /// KL(p‖q) = Σ p ln(p/q).
    static Explanation klDivergence(Tensor p, Tensor q) {
        same("explainKlDiv", p, q);
        var body = symbol("p", "i").times(ln(symbol("p", "i").over(symbol("q", "i"))));
        return rows(
                p,
                q,
                (left, right) -> {
                    var terms = new ArrayList<Term>();
                    for (var i = 0; i < left.length; i++) {
                        if (left[i] != 0) {
                            terms.add(
                                    new Term(
                                            number(left[i])
                                                    .times(ln(number(left[i]).over(right[i]))),
                                            left[i] * Math.log(left[i] / right[i])));
                        }
                    }
                    return positive(symbol("KL"), series("i", body), terms, 1);
                });
    }

    /// The mean of −t ln p − (1 − t) ln(1 − p) over all elements.
    static Explanation binaryCrossEntropy(Tensor prediction, Tensor target) {
        same("explainBce", prediction, target);
        var p = prediction.toDoubleArray();
        var t = target.toDoubleArray();
        var found = new ArrayList<Derivation>();
        var losses = new double[p.length];
        for (var i = 0; i < p.length; i++) {
            var name = p.length == 1 ? symbol("L") : symbol("L", i + 1);
            var rest = number(1).minus(t[i]).times(ln(number(1).minus(p[i])));
            var terms = new ArrayList<Term>();
            if (t[i] != 0) {
                terms.add(new Term(number(t[i]).times(ln(number(p[i]))), t[i] * Math.log(p[i])));
            }
            if (t[i] != 1) {
                terms.add(new Term(rest, (1 - t[i]) * Math.log(1 - p[i])));
            }
            var formula =
                    symbol("t")
                            .times(ln(symbol("p")))
                            .plus(
                                    number(1)
                                            .minus(symbol("t"))
                                            .times(ln(number(1).minus(symbol("p")))));
            var one = negative(name, formula, terms, 1);
            losses[i] = -terms.stream().mapToDouble(Term::value).sum();
            if (i < MOST) {
                found.add(one);
            }
        }
        return withMean(found, losses);
    }

    /// The mean of (y − t)² over all elements.
    static Explanation squaredError(Tensor prediction, Tensor target) {
        same("explainMse", prediction, target);
        var y = prediction.toDoubleArray();
        var t = target.toDoubleArray();
        var terms = new ArrayList<Term>();
        for (var i = 0; i < y.length; i++) {
            var difference = y[i] - t[i];
            terms.add(new Term(number(y[i]).minus(t[i]).squared(), difference * difference));
        }
        var body = symbol("ŷ", "i").minus(symbol("y", "i")).squared();
        return Explanation.of(List.of(positive(symbol("L"), series("i", body), terms, y.length)));
    }

    // ---- shared

    private interface Row {
        Derivation of(double[] first, double[] second);
    }

    private static Explanation rows(Tensor first, Tensor second, Row row) {
        var classes = first.size(-1);
        var a = first.toDoubleArray();
        var b = second.toDoubleArray();
        var count = a.length / classes;
        var found = new ArrayList<Derivation>();
        var losses = new double[count];
        for (var n = 0; n < count; n++) {
            var one =
                    row.of(
                            Arrays.copyOfRange(a, n * classes, (n + 1) * classes),
                            Arrays.copyOfRange(b, n * classes, (n + 1) * classes));
            if (one.result() instanceof Expr.Value(var value)) {
                losses[n] = value;
            }
            if (n < MOST) {
                found.add(
                        count == 1 || !(one.left() instanceof Expr.Symbol(var name, _))
                                ? one
                                : new Derivation(symbol(name, n + 1), one.steps()));
            }
        }
        return withMean(found, losses);
    }

    private static Explanation withMean(List<Derivation> found, double... losses) {
        if (losses.length > 1) {
            var total = 0.0;
            for (var loss : losses) {
                total += loss;
            }
            var name = found.getFirst().left() instanceof Expr.Symbol(var one, _) ? one : "L";
            found.add(
                    Derivation.of(
                                    symbol(name),
                                    number(1)
                                            .over(symbol("N"))
                                            .times(series("n", symbol(name, "n"))))
                            .then(Terms.sum(losses).over(losses.length))
                            .gives(total / losses.length));
        }
        return Explanation.of(found);
    }

    private static Derivation negative(Expr left, Expr formula, List<Term> terms, int count) {
        return steps(left, formula, terms, count, true);
    }

    private static Derivation positive(Expr left, Expr formula, List<Term> terms, int count) {
        return steps(left, formula, terms, count, false);
    }

    private static Derivation steps(
            Expr left, Expr formula, List<Term> terms, int count, boolean negated) {
        var written = Terms.sum(terms.stream().map(Term::written).toList());
        var sign = negated ? -1 : 1;
        var values = Terms.sum(terms.stream().mapToDouble(term -> sign * term.value()).toArray());
        var total = sign * terms.stream().mapToDouble(Term::value).sum();
        var divided = count == 1 ? formula : number(1).over(symbol("n")).times(formula);
        var derivation =
                Derivation.of(left, negated ? divided.negative() : divided)
                        .then(over(negated ? written.negative() : written, count));
        return derivation.then(over(values, count)).gives(total / count + 0.0);
    }

    private static Expr over(Expr expr, int count) {
        return count == 1 ? expr : expr.over(count);
    }

    private static void vector(String name, Tensor tensor) {
        if (tensor.rank() != 1) {
            throw ShapeException.in(name)
                    .rule("the probabilities of one variable, a vector")
                    .got("probabilities " + tensor.shape())
                    .fix("choose a row with at(...)")
                    .error();
        }
    }

    private static void same(String name, Tensor first, Tensor second) {
        if (!first.shape().equals(second.shape()) || first.rank() == 0) {
            throw ShapeException.in(name)
                    .rule("both have the same shape, a vector or rows")
                    .got(first.shape() + " and " + second.shape())
                    .fix("reshape(...) one of them")
                    .error();
        }
    }
}
