package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Precision, recall or F1: of one class, or the mean over classes, or of all decisions together.
/// See [ConfusionMatrix] for the formulas.
///
/// @param kind which of the three
/// @param averaging how classes are put together
/// @param only the class, if only one counts
/// @param threshold for a single output, see [Accuracy]
public record ClassScore(Kind kind, Averaging averaging, int only, double threshold)
        implements Metric {

    /// Which score.
    public enum Kind {
        PRECISION,
        RECALL,
        F1
    }

    /// How the classes' scores become one.
    public enum Averaging {
        /// The mean over classes.
        MACRO,
        /// The mean over classes, each weighted by how many samples it has.
        WEIGHTED,
        /// One score of the decisions about all classes.
        MICRO,
        /// One class's own.
        CLASS
    }

    /// The mean over classes.
    public ClassScore(Kind kind) {
        this(kind, Averaging.MACRO, -1, 0);
    }

    /// The score of one class.
    public ClassScore ofClass(int number) {
        return new ClassScore(kind, Averaging.CLASS, number, threshold);
    }

    /// The score of the decisions about all classes.
    public ClassScore micro() {
        return new ClassScore(kind, Averaging.MICRO, -1, threshold);
    }

    /// The mean over classes, each weighted by how many samples it has.
    public ClassScore weighted() {
        return new ClassScore(kind, Averaging.WEIGHTED, -1, threshold);
    }

    /// With another threshold for a single output.
    public ClassScore threshold(double value) {
        return new ClassScore(kind, averaging, only, value);
    }

    @Override
    public String name() {
        var name = kind.name().toLowerCase(Locale.ROOT);
        return switch (averaging) {
            case MACRO -> name;
            case CLASS -> name + "_" + only;
            case MICRO, WEIGHTED -> name + "_" + averaging.name().toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public Meter start() {
        var matrix = new ConfusionMatrix(threshold);
        return new Meter() {
            @Override
            public void add(Tensor prediction, Tensor target) {
                matrix.add(prediction, target);
            }

            @Override
            public double value() {
                return of(matrix);
            }
        };
    }

    /// The score in a matrix that has been counted.
    public double of(ConfusionMatrix matrix) {
        ToDoubleFunction<Integer> score =
                switch (kind) {
                    case PRECISION -> matrix::precision;
                    case RECALL -> matrix::recall;
                    case F1 -> matrix::f1;
                };
        return switch (averaging) {
            case CLASS -> score.applyAsDouble(only);
            case MACRO -> matrix.mean(score, _ -> 1);
            case WEIGHTED -> matrix.mean(score, matrix::support);
            // Every wrong decision is a false positive of one class and a false negative of
            // another, so that all three are the same number.
            case MICRO -> matrix.accuracy();
        };
    }
}
