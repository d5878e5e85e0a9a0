package dev.cuaderno.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A formula or a part of one. Brackets are put where they are needed by whoever writes it down.
public sealed interface Expr {

    /// A name, with an index or without: `H'`, `μ`, `x_i`, `ŷ_1`, `MACs`. Letters with a hat or a
    /// bar are written with the combining sign or as one character.
    ///
    /// @param name a letter, or a word, which is set upright
    /// @param index empty if there is none
    record Symbol(String name, String index) implements Expr {}

    /// A number, written with at most four decimals.
    record Value(double value) implements Expr {}

    /// Summands, two at least; a [Minus] among them is written as a difference.
    record Sum(List<Expr> terms) implements Expr {}

    /// The negative of something.
    record Minus(Expr term) implements Expr {}

    /// Factors, two at least.
    record Product(List<Expr> factors) implements Expr {}

    /// A fraction.
    record Quotient(Expr above, Expr below) implements Expr {}

    /// A power.
    record Power(Expr base, Expr exponent) implements Expr {}

    /// A square root.
    record Root(Expr of) implements Expr {}

    /// Rounded down, or up.
    record Rounded(Expr of, boolean up) implements Expr {}

    /// A function: `ln x`, `max(0, x)`.
    ///
    /// @param index the base of a logarithm, or empty
    record Call(String function, String index, List<Expr> arguments) implements Expr {}

    /// A sum over an index, `Σ_i body`.
    record Series(String index, Expr body) implements Expr {}

    /// Terms left out of a long sum.
    record Ellipsis() implements Expr {}

    // ---- from nothing

    /// A name without an index.
    static Expr symbol(String name) {
        return new Symbol(name, "");
    }

    /// A name with an index.
    static Expr symbol(String name, Object index) {
        return new Symbol(name, index.toString());
    }

    /// A number.
    static Expr number(double value) {
        return new Value(value);
    }

    /// ln x.
    static Expr ln(Expr of) {
        return new Call("ln", "", List.of(of));
    }

    /// e to a power.
    static Expr exp(Expr exponent) {
        return new Power(symbol("e"), exponent);
    }

    /// The square root.
    static Expr root(Expr of) {
        return new Root(of);
    }

    /// Σ over an index.
    static Expr series(String index, Expr body) {
        return new Series(index, body);
    }

    /// The sum of all; of more than `most`, the first ones, dots and the last. 0 without any.
    static Expr sum(List<Expr> terms, int most) {
        return joined(terms, most, 0, Expr::sumOf);
    }

    /// The product of all, see [#sum].
    static Expr product(List<Expr> factors, int most) {
        return joined(factors, most, 1, Product::new);
    }

    private static Expr sumOf(List<Expr> terms) {
        // A number below zero behind another is a difference: 3 - 2, not 3 + (-2).
        var signed = new ArrayList<Expr>();
        for (var term : terms) {
            signed.add(
                    !signed.isEmpty() && term instanceof Value(var value) && value < 0
                            ? new Minus(number(-value))
                            : term);
        }
        return new Sum(signed);
    }

    private static Expr joined(
            List<Expr> parts, int most, double none, Function<List<Expr>, Expr> join) {
        if (parts.size() < 2) {
            return parts.isEmpty() ? number(none) : parts.getFirst();
        }
        var shown = new ArrayList<>(parts);
        if (parts.size() > most) {
            shown = new ArrayList<>(parts.subList(0, most - 2));
            shown.add(new Ellipsis());
            shown.add(parts.getLast());
        }
        return join.apply(List.copyOf(shown));
    }

    // ---- from others

    /// this + other.
    default Expr plus(Expr other) {
        return appended(other);
    }

    /// this + number.
    default Expr plus(double other) {
        return other < 0 ? minus(-other) : plus(number(other));
    }

    /// this − other.
    default Expr minus(Expr other) {
        return appended(new Minus(other));
    }

    /// this − number.
    default Expr minus(double other) {
        return other < 0 ? plus(-other) : minus(number(other));
    }

    private Expr appended(Expr term) {
        var terms = new ArrayList<Expr>(this instanceof Sum(var own) ? own : List.of(this));
        terms.add(term);
        return new Sum(List.copyOf(terms));
    }

    /// this · other.
    default Expr times(Expr other) {
        var factors = new ArrayList<Expr>(this instanceof Product(var own) ? own : List.of(this));
        factors.add(other);
        return new Product(List.copyOf(factors));
    }

    /// this / other.
    default Expr over(Expr other) {
        return new Quotient(this, other);
    }

    /// this / number.
    default Expr over(double other) {
        return over(number(other));
    }

    /// A power.
    default Expr power(Expr exponent) {
        return new Power(this, exponent);
    }

    /// The square.
    default Expr squared() {
        return power(number(2));
    }

    /// Rounded down.
    default Expr floor() {
        return new Rounded(this, false);
    }

    /// Rounded up.
    default Expr ceil() {
        return new Rounded(this, true);
    }

    /// The negative.
    default Expr negative() {
        return new Minus(this);
    }

    /// The same with numbers in the place of symbols, which are named with their index, if any:
    /// `K`, `C_out`.
    default Expr put(Map<String, ? extends Number> values) {
        return switch (this) {
            case Symbol(var name, var index) -> {
                var value = values.get(index.isEmpty() ? name : name + "_" + index);
                yield value == null ? this : number(value.doubleValue());
            }
            case Value _, Ellipsis _ -> this;
            case Sum(var terms) -> new Sum(put(terms, values));
            case Minus(var term) -> new Minus(term.put(values));
            case Product(var factors) -> new Product(put(factors, values));
            case Quotient(var above, var below) ->
                    new Quotient(above.put(values), below.put(values));
            case Power(var base, var exponent) -> new Power(base.put(values), exponent.put(values));
            case Root(var of) -> new Root(of.put(values));
            case Rounded(var of, var up) -> new Rounded(of.put(values), up);
            case Call(var function, var index, var arguments) ->
                    new Call(function, index, put(arguments, values));
            case Series(var index, var body) -> new Series(index, body.put(values));
        };
    }

    private static List<Expr> put(List<Expr> parts, Map<String, ? extends Number> values) {
        return parts.stream().map(part -> part.put(values)).toList();
    }

    // ---- written

    /// As LaTeX, without dollar signs.
    default String latex() {
        return new Latex().write(this);
    }

    /// As the inside of a `<math>` element.
    default String mathml() {
        return new MathMl().write(this);
    }

    /// As a line of text.
    default String text() {
        return new PlainText().write(this);
    }
}
