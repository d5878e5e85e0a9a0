package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// What [Backprop] makes small: how far the outputs a lie from the targets t.
public enum Objective {
    /// E = ½ Σ (t − a)².
    HALF_SQUARED_ERROR("E = ½·Σ(t − a)²", "a − t"),
    /// E = −Σ t ln a, for outputs that are probabilities.
    CROSS_ENTROPY("E = −Σ t·ln a", "−t/a"),
    /// E = −Σ (t ln a + (1 − t) ln (1 − a)), each output by itself.
    BINARY_CROSS_ENTROPY("E = −Σ(t·ln a + (1 − t)·ln(1 − a))", "(a − t)/(a(1 − a))");

    private final String formula;
    private final String slope;

    Objective(String formula, String slope) {
        this.formula = formula;
        this.slope = slope;
    }

    /// In letters.
    public String formula() {
        return formula;
    }

    /// ∂E/∂a in letters.
    public String slope() {
        return slope;
    }

    /// The loss, a single number.
    Tensor of(Tensor a, Tensor t) {
        return switch (this) {
            case HALF_SQUARED_ERROR -> t.minus(a).square().sum().times(0.5);
            case CROSS_ENTROPY -> t.timesLog(a).sum().negate();
            case BINARY_CROSS_ENTROPY ->
                    t.timesLog(a)
                            .plus(t.negate().plus(1).timesLog(a.negate().plus(1)))
                            .sum()
                            .negate();
        };
    }

    /// One term of the sum in numbers.
    String term(double a, double t) {
        return switch (this) {
            case HALF_SQUARED_ERROR -> "(" + Figures.of(t) + " - " + Figures.signed(a) + ")²";
            case CROSS_ENTROPY -> Figures.of(t) + "*ln " + Figures.of(a);
            case BINARY_CROSS_ENTROPY ->
                    "%s*ln %s + %s*ln %s"
                            .formatted(
                                    Figures.of(t),
                                    Figures.of(a),
                                    Figures.of(1 - t),
                                    Figures.of(1 - a));
        };
    }

    /// The whole loss in numbers, but for its value.
    String numbers(double[] a, double[] t) {
        List<String> terms = new ArrayList<>();
        for (var i = 0; i < a.length; i++) {
            terms.add(term(a[i], t[i]));
        }
        var sum = Figures.sum(terms, 6);
        return this == HALF_SQUARED_ERROR ? "½*(" + sum + ")" : "−(" + sum + ")";
    }

    /// ∂E/∂a in numbers, but for its value.
    String slope(double a, double t) {
        return switch (this) {
            case HALF_SQUARED_ERROR -> "(" + Figures.of(a) + " - " + Figures.of(t) + ")";
            case CROSS_ENTROPY -> "(-" + Figures.of(t) + "/" + Figures.of(a) + ")";
            case BINARY_CROSS_ENTROPY ->
                    "(%s - %s)/(%s*%s)"
                            .formatted(
                                    Figures.of(a), Figures.of(t), Figures.of(a), Figures.of(1 - a));
        };
    }
}
