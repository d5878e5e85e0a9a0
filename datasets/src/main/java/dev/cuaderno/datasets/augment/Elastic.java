package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

/// Pictures pulled like rubber: every pixel comes from a place near its own, and neighbours from
/// near places. Uniform random distances, smoothed by a Gaussian, times a strength (Simard,
/// Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to Visual
/// Document Analysis", 2003).
///
/// @param alpha the strength, in pixels before smoothing
/// @param sigma the width of the Gaussian in pixels; larger is smoother
public record Elastic(double alpha, double sigma) implements PictureChange {

    private static final int REACH = 3;

    public Elastic {
        if (!(sigma > 0)) {
            throw new IllegalArgumentException("elastic: a sigma above 0, not " + sigma);
        }
    }

    @Override
    public Tensor apply(Tensor picture, Generator random) {
        var height = picture.size(-2);
        var width = picture.size(-1);
        return Warp.displaced(picture, field(random, height, width), field(random, height, width));
    }

    private double[] field(Generator random, int height, int width) {
        var distances = new double[height * width];
        for (var i = 0; i < distances.length; i++) {
            distances[i] = Changes.symmetric(random, alpha);
        }
        var weights = gaussian();
        return smoothed(
                smoothed(distances, weights, height, width, 1), weights, width, height, width);
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

    /// Smoothed along lines; outside there is 0, so the edge of a picture moves less.
    ///
    /// @param lines how many there are
    /// @param length of each
    /// @param step from one number of a line to the next
    private static double[] smoothed(
            double[] field, double[] weights, int lines, int length, int step) {
        var reach = weights.length / 2;
        var next = step == 1 ? length : 1;
        var smooth = new double[field.length];
        for (var line = 0; line < lines; line++) {
            for (var i = 0; i < length; i++) {
                var sum = 0.0;
                var to = Math.min(length - 1, i + reach);
                for (var k = Math.max(0, i - reach); k <= to; k++) {
                    sum += weights[k - i + reach] * field[line * next + k * step];
                }
                smooth[line * next + i * step] = sum;
            }
        }
        return smooth;
    }
}
