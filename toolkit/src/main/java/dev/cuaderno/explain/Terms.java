package dev.cuaderno.explain;

import static dev.cuaderno.formula.Expr.number;

import dev.cuaderno.formula.Expr;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Long sums shortened, the same way everywhere.
final class Terms {

    /// Summands that a line holds.
    private static final int MOST = 10;

    private Terms() {}

    static Expr sum(double... values) {
        return sum(values.length, i -> number(values[i]));
    }

    static Expr sum(int count, IntFunction<Expr> term) {
        return sum(IntStream.range(0, count).mapToObj(term).toList());
    }

    static Expr sum(List<Expr> terms) {
        return Expr.sum(terms, MOST);
    }

    /// left − right.
    static Expr difference(double left, double right) {
        return number(left).minus(right);
    }
}
