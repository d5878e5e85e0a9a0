package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.exp;
import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.series;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;

/// Softmax step by step: exponentials, their sum, quotients.
final class SoftmaxSteps {

    /// Classes shown one by one.
    private static final int MOST = 12;

    private SoftmaxSteps() {}

    static Explanation of(Tensor scores) {
        if (scores.rank() != 1) {
            throw ShapeException.in("explainSoftmax")
                    .rule("the scores of one sample, a vector")
                    .got("scores " + scores.shape())
                    .fix("choose a row with at(...)")
                    .error();
        }
        var z = scores.toDoubleArray();
        var found = new ArrayList<Derivation>();
        var powers = new double[z.length];
        var total = 0.0;
        for (var i = 0; i < z.length; i++) {
            powers[i] = Math.exp(z[i]);
            total += powers[i];
        }
        found.add(
                Derivation.of(symbol("s"), series("j", exp(symbol("z", "j"))))
                        .then(Terms.sum(z.length, i -> exp(number(z[i]))))
                        .then(Terms.sum(powers))
                        .gives(total));
        // The toolkit's own result, which is right also where the exponentials are too large.
        var p = scores.float64().softmax().toDoubleArray();
        for (var i = 0; i < Math.min(z.length, MOST); i++) {
            var name = i + 1;
            found.add(
                    Derivation.of(symbol("p", name), exp(symbol("z", name)).over(symbol("s")))
                            .then(number(powers[i]).over(total))
                            .gives(p[i]));
        }
        return Explanation.of(found);
    }
}
