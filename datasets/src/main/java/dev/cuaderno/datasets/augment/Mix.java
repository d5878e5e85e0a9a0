package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Batch;

/// Samples mixed with others of their batch, and their labels likewise: labels become probabilities
/// `[N, classes]`.
///
/// The share λ of the sample itself is drawn for each batch from a beta distribution with both
/// parameters `alpha`: below 1 most batches stay nearly as they are.
public final class Mix {

    private Mix() {}

    /// λ x + (1 − λ) x' (Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2017).
    public static Augmentation mixup(double alpha, int classes) {
        check("mixup", alpha);
        return (batch, random) -> {
            var share = beta(random, alpha);
            var order = random.permutation(batch.size());
            var others = rows(batch.inputs(), order);
            return new Batch(
                    batch.inputs().times(share).plus(others.times(1 - share)),
                    labels(batch, order, share, classes));
        };
    }

    /// A rectangle of 1 − λ of the picture out of another (Yun et al., "CutMix: Regularization
    /// Strategy to Train Strong Classifiers with Localizable Features", 2019). Where it reaches
    /// over the edge, λ is the share that is left.
    public static Augmentation cutmix(double alpha, int classes) {
        check("cutmix", alpha);
        return (batch, random) -> {
            if (batch.inputs().rank() != 4) {
                throw ShapeException.in("cutmix")
                        .rule("pictures [N, C, H, W]")
                        .got(batch.inputs().shape().toString())
                        .fix("mixup(...) takes samples of any shape")
                        .error();
            }
            var share = beta(random, alpha);
            var order = random.permutation(batch.size());
            var box = Box.drawn(random, batch.inputs().size(2), batch.inputs().size(3), share);
            return new Batch(
                    box.paste(batch.inputs(), rows(batch.inputs(), order)),
                    labels(batch, order, box.share(), classes));
        };
    }

    private static void check(String name, double alpha) {
        if (!(alpha > 0)) {
            throw new IllegalArgumentException(name + ": an alpha above 0, not " + alpha);
        }
    }

    private static Tensor rows(Tensor batch, int... order) {
        var parts = new Tensor[order.length];
        for (var i = 0; i < order.length; i++) {
            parts[i] = batch.at(order[i]);
        }
        return Tensors.stack(0, parts);
    }

    private static Tensor labels(Batch batch, int[] order, double share, int classes) {
        var one = batch.labels().rank() == 1 ? batch.labels().oneHot(classes) : batch.labels();
        return one.times(share).plus(rows(one, order).times(1 - share));
    }

    /// A rectangle of a picture of `height` by `width`.
    private record Box(int height, int width, int top, int left, int bottom, int right) {

        static Box drawn(Generator random, int height, int width, double share) {
            var part = Math.sqrt(1 - share);
            var rows = (int) Math.round(height * part);
            var columns = (int) Math.round(width * part);
            var top = (int) (random.nextDouble() * height) - rows / 2;
            var left = (int) (random.nextDouble() * width) - columns / 2;
            return new Box(
                    height,
                    width,
                    Math.max(0, top),
                    Math.max(0, left),
                    Math.min(height, top + rows),
                    Math.min(width, left + columns));
        }

        double share() {
            return 1 - (double) (bottom - top) * (right - left) / (height * width);
        }

        Tensor paste(Tensor batch, Tensor others) {
            var x = batch.toArray();
            var y = others.toArray();
            for (var plane = 0; plane < x.length; plane += height * width) {
                for (var i = top; i < bottom; i++) {
                    var at = plane + i * width + left;
                    System.arraycopy(y, at, x, at, Math.max(0, right - left));
                }
            }
            return Tensor.of(new Storage.Floats(x), batch.shape());
        }
    }

    /// A beta distribution of two equal parameters, from two of a gamma distribution.
    static double beta(Generator random, double alpha) {
        var one = logGamma(random, alpha);
        var other = logGamma(random, alpha);
        // By logarithms, which do not vanish for a small alpha.
        return 1 / (1 + StrictMath.exp(other - one));
    }

    /// The logarithm of a number of a gamma distribution (Marsaglia and Tsang, "A Simple Method for
    /// Generating Gamma Variables", 2000; a shape below 1 as they say in section 6).
    private static double logGamma(Generator random, double shape) {
        if (shape < 1) {
            return logGamma(random, shape + 1) + StrictMath.log(1 - random.nextDouble()) / shape;
        }
        var d = shape - 1 / 3.0;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = StrictMath.pow(1 + c * x, 3);
            if (v > 0
                    && StrictMath.log(1 - random.nextDouble())
                            < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }
}
