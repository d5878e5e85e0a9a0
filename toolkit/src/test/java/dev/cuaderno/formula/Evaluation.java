package dev.cuaderno.formula;

import dev.cuaderno.formula.Expr.Call;
import dev.cuaderno.formula.Expr.Ellipsis;
import dev.cuaderno.formula.Expr.Minus;
import dev.cuaderno.formula.Expr.Power;
import dev.cuaderno.formula.Expr.Product;
import dev.cuaderno.formula.Expr.Quotient;
import dev.cuaderno.formula.Expr.Root;
import dev.cuaderno.formula.Expr.Rounded;
import dev.cuaderno.formula.Expr.Series;
import dev.cuaderno.formula.Expr.Sum;
import dev.cuaderno.formula.Expr.Symbol;
import dev.cuaderno.formula.Expr.Value;

/// What a formula without symbols comes to.
public final class Evaluation {

    private Evaluation() {}

    /// The value, or NaN if there are symbols or dots in it.
    public static double of(Expr expr) {
        return switch (expr) {
            case Symbol(var name, _) -> name.equals("e") ? Math.E : Double.NaN;
            case Ellipsis _, Series _ -> Double.NaN;
            case Value(var value) -> value;
            case Sum(var terms) -> terms.stream().mapToDouble(Evaluation::of).sum();
            case Minus(var term) -> -of(term);
            case Product(var factors) ->
                    factors.stream().mapToDouble(Evaluation::of).reduce(1, (a, b) -> a * b);
            case Quotient(var above, var below) -> of(above) / of(below);
            case Power(var base, var exponent) -> Math.pow(of(base), of(exponent));
            case Root(var of) -> Math.sqrt(of(of));
            case Rounded(var of, var up) -> up ? Math.ceil(of(of)) : Math.floor(of(of));
            case Call(_, var index, var arguments) ->
                    Math.log(of(arguments.getFirst()))
                            / (index.isEmpty() ? 1 : Math.log(Double.parseDouble(index)));
        };
    }
}
