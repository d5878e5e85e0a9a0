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
import dev.cuaderno.tensor.Numbers;

import java.text.Normalizer;
import java.util.List;

/// A way of writing formulas: where brackets and dots stand is decided here, what they look like by
/// the notation.
abstract class Notation {

    // How strongly an expression holds together.
    static final int SUM = 1;
    static final int PRODUCT = 2;
    static final int POWER = 3;
    static final int ATOM = 4;

    /// The expression as text of the notation.
    final String write(Expr expr) {
        return switch (expr) {
            case Symbol(var name, var index) -> symbol(name, index);
            case Value(var value) -> number(value);
            case Sum(var terms) -> sum(terms);
            case Minus(var term) -> operator("−") + bracketed(term, PRODUCT);
            case Product(var factors) -> product(factors);
            case Quotient(var above, var below) -> quotient(above, below);
            case Power(var base, var exponent) -> power(base, exponent);
            case Root(var of) -> root(of);
            case Rounded(var of, var up) -> rounded(write(of), up);
            case Call(var function, var index, var arguments) -> call(function, index, arguments);
            case Series(var index, var body) -> series(index, bracketed(body, PRODUCT));
            case Ellipsis _ -> ellipsis();
        };
    }

    private String sum(List<Expr> terms) {
        var text = new StringBuilder();
        for (var term : terms) {
            var minus = term instanceof Minus;
            var value = term instanceof Minus(var of) ? of : term;
            if (text.isEmpty()) {
                text.append(minus ? operator("−") + bracketed(value, PRODUCT) : first(value));
            } else {
                text.append(binary(minus ? "−" : "+")).append(bracketed(value, PRODUCT));
            }
        }
        return text.toString();
    }

    /// A leading number may be negative without a bracket.
    private String first(Expr value) {
        return strength(value) == 0 || value instanceof Sum ? write(value) : bracketed(value, SUM);
    }

    private String product(List<Expr> factors) {
        var text = new StringBuilder();
        for (var i = 0; i < factors.size(); i++) {
            var factor = factors.get(i);
            if (i > 0) {
                text.append(binary(isTacit(factors.get(i - 1), factor) ? "" : "·"));
            }
            text.append(bracketed(factor, PRODUCT));
        }
        return text.toString();
    }

    /// Whether a product needs no dot: `2P`, `D(K − 1)`.
    private static boolean isTacit(Expr left, Expr right) {
        return isLetter(right)
                ? isLetter(left) || left instanceof Value
                : isLetter(left) && right instanceof Sum;
    }

    private static boolean isLetter(Expr expr) {
        return expr instanceof Symbol(var name, var index) && index.isEmpty() && name.length() < 3;
    }

    /// In brackets if it holds together less strongly than its place needs.
    final String bracketed(Expr expr, int place) {
        return strength(expr) < place ? brackets(write(expr)) : write(expr);
    }

    private int strength(Expr expr) {
        return switch (expr) {
            case Sum _ -> SUM;
            case Minus _ -> 0;
            case Value(var value) -> value < 0 ? 0 : isScientific(value) ? PRODUCT : ATOM;
            case Product _, Series _ -> PRODUCT;
            case Call(_, _, var arguments) -> arguments.size() == 1 ? POWER : ATOM;
            case Quotient _ -> quotientStrength();
            case Power _ -> POWER;
            case Symbol _, Root _, Rounded _, Ellipsis _ -> ATOM;
        };
    }

    private static boolean isScientific(double value) {
        return digits(value).contains("e");
    }

    private String call(String function, String index, List<Expr> arguments) {
        var name = function(function, index);
        if (arguments.size() == 1) {
            var argument = arguments.getFirst();
            return strength(argument) >= ATOM
                    ? name + space() + write(argument)
                    : name + brackets(write(argument));
        }
        var inside = String.join(comma(), arguments.stream().map(this::write).toList());
        return name + brackets(inside);
    }

    private String number(double value) {
        var text = digits(value);
        var mark = text.indexOf('e');
        if (mark < 0) {
            return figure(text.replace('-', '−'));
        }
        var exponent = Integer.parseInt(text.substring(mark + 1));
        return scientific(text.substring(0, mark).replace('-', '−'), exponent);
    }

    /// A number without zeros that say nothing.
    static String digits(double value) {
        var text = Numbers.plain(value);
        var mark = text.indexOf('e');
        var mantissa = mark < 0 ? text : text.substring(0, mark);
        if (mantissa.contains(".")) {
            mantissa = mantissa.replaceFirst("\\.?0+$", "");
        }
        return mark < 0 ? mantissa : mantissa + text.substring(mark).replace("+", "");
    }

    /// A name taken apart.
    ///
    /// @param partial whether a ∂ stands before it
    /// @param letters the name without signs
    /// @param accent `^`, `¯` or empty
    /// @param prime whether a prime stands behind it
    record Name(boolean partial, String letters, String accent, boolean prime) {
        static Name of(String written) {
            var partial = written.startsWith("∂");
            var rest =
                    Normalizer.normalize(
                            partial ? written.substring(1) : written, Normalizer.Form.NFD);
            var prime = rest.endsWith("'");
            var accent = rest.indexOf('\u0302') >= 0 ? "^" : rest.indexOf('\u0304') >= 0 ? "¯" : "";
            return new Name(partial, rest.replaceAll("[\u0302\u0304']", ""), accent, prime);
        }
    }

    abstract String symbol(String name, String index);

    abstract String figure(String digits);

    abstract String scientific(String mantissa, int exponent);

    /// A sign before an expression.
    abstract String operator(String sign);

    /// A sign between two expressions; empty for a product without a dot.
    abstract String binary(String sign);

    abstract String brackets(String inside);

    abstract String quotient(Expr above, Expr below);

    /// Whether fractions hold together by themselves.
    abstract int quotientStrength();

    abstract String power(Expr base, Expr exponent);

    abstract String root(Expr of);

    abstract String rounded(String inside, boolean up);

    abstract String function(String name, String index);

    abstract String space();

    abstract String comma();

    abstract String series(String index, String body);

    abstract String ellipsis();
}
