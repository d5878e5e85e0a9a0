package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.kernels.SoftmaxKernels;
import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// The cross-entropy −Σᵢ tᵢ ln softmax(z)ᵢ of scores z along the last axis, the mean over rows. A
/// term whose target is 0 is 0, even if the probability there is 0 too.
///
/// ∂L/∂zᵢ = (pᵢ·Σⱼ tⱼ − tᵢ) / rows with p = softmax(z).
///
/// @param target t, of the scores' shape; no gradient reaches it
public record SoftmaxCrossEntropy(Tensor target) implements Op {

    /// Numbers that one thread treats at a time, at least.
    private static final int SHARE = 512;

    @Override
    public String name() {
        return "crossEntropy";
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        var rows = new Rows(inputs[0], target);
        var losses = new double[rows.count];
        if (rows.isFloat32()) {
            SoftmaxKernels.active()
                    .crossEntropy(
                            rows.count,
                            rows.classes,
                            MemoryOrder.span(rows.z),
                            MemoryOrder.span(rows.t),
                            losses);
        } else {
            rows.each(row -> losses[row] = rows.loss(row));
        }
        var type = rows.t.dtype() == DType.FLOAT64 ? DType.FLOAT64 : rows.z.dtype();
        var mean = type.allocate(1);
        mean.set(0, Arrays.stream(losses).sum() / rows.count);
        return Tensor.of(mean, Shape.of());
    }

    @Override
    public Tensor backward(int index, Flow at) {
        var scores = at.input(0);
        var rows = scores.elements() / scores.size(-1);
        if (at.result().isTracked()) {
            var sums = target.keepDims().sum(-1);
            var each = scores.softmax().times(sums).minus(target);
            return each.times(at.gradient().div(rows));
        }
        return new Rows(scores, target).slopes(at.gradient().itemDouble() / rows);
    }

    /// Scores and targets, row by row.
    private static final class Rows {
        private final Tensor z;
        private final Tensor t;
        private final int classes;
        private final int count;

        Rows(Tensor scores, Tensor target) {
            z = scores.contiguous();
            t = target.contiguous();
            classes = z.size(-1);
            count = z.elements() / classes;
        }

        /// Does something for every row, on several threads if there are many numbers.
        void each(IntConsumer work) {
            var together = Math.max(1, SHARE / classes);
            Workers.shared()
                    .run(
                            Math.ceilDiv(count, together),
                            (piece, _) -> {
                                var end = Math.min(count, (piece + 1) * together);
                                for (var row = piece * together; row < end; row++) {
                                    work.accept(row);
                                }
                            });
        }

        private double z(int row, int column) {
            return z.storage().get(z.offset() + row * classes + column);
        }

        private double t(int row, int column) {
            return t.storage().get(t.offset() + row * classes + column);
        }

        private double largest(int row) {
            var largest = Double.NEGATIVE_INFINITY;
            for (var i = 0; i < classes; i++) {
                largest = Math.max(largest, z(row, i));
            }
            return largest;
        }

        double loss(int row) {
            var largest = largest(row);
            var sum = 0.0;
            for (var i = 0; i < classes; i++) {
                sum += Math.exp(z(row, i) - largest);
            }
            var logarithm = Math.log(sum);
            var loss = 0.0;
            for (var i = 0; i < classes; i++) {
                if (t(row, i) != 0) {
                    loss += t(row, i) * (logarithm - (z(row, i) - largest));
                }
            }
            return loss;
        }

        boolean isFloat32() {
            return z.dtype() == DType.FLOAT32 && t.dtype() == DType.FLOAT32;
        }

        Tensor slopes(double factor) {
            if (isFloat32()) {
                var y = MemoryOrder.rows(z.shape());
                SoftmaxKernels.active()
                        .crossEntropySlope(
                                factor,
                                count,
                                classes,
                                MemoryOrder.span(z),
                                MemoryOrder.span(t),
                                MemoryOrder.span(y));
                return y;
            }
            var slopes = z.dtype().allocate(z.elements());
            each(
                    row -> {
                        var largest = largest(row);
                        var exponentials = new double[classes];
                        var sum = 0.0;
                        var targets = 0.0;
                        for (var i = 0; i < classes; i++) {
                            exponentials[i] = Math.exp(z(row, i) - largest);
                            sum += exponentials[i];
                            targets += t(row, i);
                        }
                        for (var i = 0; i < classes; i++) {
                            var p = exponentials[i] / sum;
                            slopes.set(row * classes + i, factor * (p * targets - t(row, i)));
                        }
                    });
            return Tensor.of(slopes, z.shape());
        }
    }
}
