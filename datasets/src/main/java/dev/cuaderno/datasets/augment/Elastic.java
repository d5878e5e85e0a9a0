package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

/// Pictures pulled like rubber: every pixel comes from a place near its own, and neighbours from
/// near places. Uniform random distances, smoothed by a Gaussian, times a strength (Simard,
/// Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to Visual
/// Document Analysis", 2003).
///
/// Drawing and smoothing cost more than moving the pixels. So one field of distances is made,
/// larger than the pictures, and each picture takes two parts of it, at random places and with
/// random signs: millions of pairs.
public final class Elastic implements PictureChange {

    private static final int REACH = 3;
    private static final int PLACES = 65;

    private final double alpha;
    private final double sigma;
    // The same whoever makes it; threads that come at once make it twice.
    private volatile Field latest;

    /// @param alpha the strength, in pixels before smoothing
    /// @param sigma the width of the Gaussian in pixels; larger is smoother
    public Elastic(double alpha, double sigma) {
        if (!(sigma > 0)) {
            throw new IllegalArgumentException("elastic: a sigma above 0, not " + sigma);
        }
        this.alpha = alpha;
        this.sigma = sigma;
    }

    @Override
    public Tensor apply(Tensor picture, Generator random) {
        var field = field(picture.size(-2), picture.size(-1));
        return Warp.displaced(picture, part(field, random), part(field, random));
    }

    private Warp.Distances part(Field field, Generator random) {
        var top = (int) (random.nextDouble() * PLACES);
        var left = (int) (random.nextDouble() * PLACES);
        var strength = random.nextDouble() < 0.5 ? alpha : -alpha;
        return new Warp.Distances(field.values, field.width, top, left, strength);
    }

    /// Smooth distances for a strength of 1.
    private static final class Field {

        private final int height;
        private final int width;
        private final double[] values;

        private Field(int height, int width, double... values) {
            this.height = height;
            this.width = width;
            this.values = values;
        }
    }

    private Field field(int height, int width) {
        var rows = height + PLACES - 1;
        var columns = width + PLACES - 1;
        var field = latest;
        if (field == null || field.height != rows || field.width != columns) {
            field = new Field(rows, columns, smoothField(rows, columns));
            latest = field;
        }
        return field;
    }

    private double[] smoothField(int rows, int columns) {
        var weights = gaussian();
        var margin = weights.length - 1;
        var random = new Generator(0);
        var rough = new double[(rows + margin) * (columns + margin)];
        for (var i = 0; i < rough.length; i++) {
            rough[i] = Changes.symmetric(random, 1);
        }
        // Along rows, then along columns; only what has all its neighbours is kept.
        var half = smoothed(rough, weights, rows + margin, columns, columns + margin, 1);
        return smoothed(half, weights, rows, columns, columns, columns);
    }

    private double[] gaussian() {
        var reach = (int) Math.ceil(REACH * sigma);
        var weights = new double[2 * reach + 1];
        var sum = 0.0;
        for (var i = -reach; i <= reach; i++) {
            weights[i + reach] = StrictMath.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + reach];
        }
        for (var i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /// Sums of numbers behind one another.
    ///
    /// @param line from one row of `field` to the next
    /// @param step from one number of a sum to the next
    private static double[] smoothed(
            double[] field, double[] weights, int rows, int columns, int line, int step) {
        var smooth = new double[rows * columns];
        for (var i = 0; i < rows; i++) {
            for (var j = 0; j < columns; j++) {
                var sum = 0.0;
                for (var k = 0; k < weights.length; k++) {
                    sum += weights[k] * field[i * line + j + k * step];
                }
                smooth[i * columns + j] = sum;
            }
        }
        return smooth;
    }
}
