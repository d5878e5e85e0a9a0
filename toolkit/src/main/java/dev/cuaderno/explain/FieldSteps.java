package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.product;
import static dev.cuaderno.formula.Expr.symbol;

import dev.cuaderno.formula.Derivation;
import dev.cuaderno.formula.Expr;

import java.util.ArrayList;
import java.util.List;

/// The receptive field of layers one behind the other.
final class FieldSteps {

    private static final int MOST = 12;

    private FieldSteps() {}

    /// R = 1 + Σ (K_l − 1)·Π_{m<l} S_m.
    ///
    /// @param layers `{kernel, step}` of each
    static Explanation of(int[]... layers) {
        var names = new ArrayList<Expr>(List.of(number(1)));
        var numbers = new ArrayList<Expr>(List.of(number(1)));
        var values = new ArrayList<Expr>(List.of(number(1)));
        var steps = new ArrayList<Expr>();
        var stepNames = new ArrayList<Expr>();
        var jump = 1;
        var field = 1;
        for (var l = 0; l < layers.length; l++) {
            if (layers[l].length != 2 || layers[l][0] < 1 || layers[l][1] < 1) {
                throw new IllegalArgumentException(
                        "explainReceptiveField: each layer is {kernel, step}, both at least 1");
            }
            var kernel = layers[l][0];
            names.add(times(symbol("K", l + 1).minus(1), stepNames));
            numbers.add(times(number(kernel).minus(1), steps));
            values.add(number((kernel - 1.0) * jump));
            field += (kernel - 1) * jump;
            jump *= layers[l][1];
            steps.add(number(layers[l][1]));
            stepNames.add(symbol("S", l + 1));
        }
        return Explanation.of(
                List.of(
                        Derivation.of(symbol("R"), Expr.sum(names, MOST))
                                .then(Expr.sum(numbers, MOST))
                                .then(Expr.sum(values, MOST))
                                .gives(field)));
    }

    private static Expr times(Expr first, List<Expr> others) {
        var factors = new ArrayList<Expr>(List.of(first));
        factors.addAll(others);
        return product(factors, MOST);
    }
}
