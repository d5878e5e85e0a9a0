package dev.cuaderno.tensor;

import dev.cuaderno.op.SoftmaxCrossEntropy;

/// Cross-entropy between targets and scores.
final class CrossEntropy {

    private CrossEntropy() {}

    static Tensor ofScores(Tensor scores, Tensor target) {
        if (scores.rank() == 0) {
            throw refuse(scores, target);
        }
        var shape = scores.shape();
        var rows = shape.without(-1);
        Tensor probabilities;
        if (target.shape().equals(shape)) {
            probabilities = target;
        } else if (target.shape().equals(rows)) {
            probabilities = oneHot(target, shape.size(-1));
        } else {
            throw refuse(scores, target);
        }
        if (!probabilities.isTracked()) {
            return new SoftmaxCrossEntropy(probabilities).apply(scores);
        }
        // Where the target is 0 the term is 0, even if the probability there is 0 too.
        var logarithms = scores.logSoftmax();
        var nothing = Tensors.scalar(0, scores.dtype());
        var terms = nothing.where(probabilities.eq(0), probabilities.times(logarithms));
        return nothing.minus(terms.sum().div(rows.elements()));
    }

    static Tensor oneHot(Tensor labels, int classes) {
        var numbers = labels.toDoubleArray();
        var y = labels.dtype().allocate(Math.multiplyExact(numbers.length, classes));
        for (var row = 0; row < numbers.length; row++) {
            var label = (int) numbers[row];
            if (label != numbers[row] || label < 0 || label >= classes) {
                throw new IndexOutOfBoundsException(
                        "class %s of row %d: classes are the whole numbers 0 to %d"
                                .formatted(Numbers.plain(numbers[row]), row, classes - 1));
            }
            y.set(row * classes + label, 1);
        }
        return Tensor.of(y, labels.shape().concat(Shape.of(classes)));
    }

    private static ShapeException refuse(Tensor scores, Tensor target) {
        return ShapeException.in("crossEntropy")
                .rule(
                        "the target has the scores' shape (probabilities) or lacks its last axis"
                                + " (classes)")
                .got("scores " + scores.shape() + ", target " + target.shape())
                .fix(
                        scores.rank() == 0
                                ? "scores of at least two classes along the last axis"
                                : "a target %s or %s"
                                        .formatted(scores.shape(), scores.shape().without(-1)))
                .error();
    }
}
