package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;

/// A batch normalisation as what it is for whoever reads its input: y = a·z + b for every channel,
/// with a = γ/√(σ² + ε) and b = β − a·μ. In training μ and σ² come from the batch, whose sums the
/// producer of z has made on the way.
///
/// Backward, with g = ∂L/∂y, M values per channel and x̂ = (z − μ)/√(σ² + ε): ∂L/∂β = Σg, ∂L/∂γ = Σ
/// g·x̂, and ∂L/∂z = a·(g − Σg/M − x̂·Σ(g·x̂)/M), which is again of the form ca·g + cb·z + cc.
/// Source: Ioffe and Szegedy, "Batch normalization" (2015), section 3.
final class Norm {

    final BatchNorm layer;
    final Weights.PerChannel scale;
    final Weights.PerChannel shift;

    /// The bias of the layer in front: it moves the mean and nothing else.
    private final Weights.PerChannel before;

    final float[] a;
    final float[] b;
    final float[] ca;
    final float[] cb;
    final float[] cc;

    /// Σz and Σz² of every group of images.
    final float[][] moments;

    private final double[] mean;
    private final double[] inverse;
    private final long count;

    Norm(BatchNorm layer, Weights.PerChannel before, int groups, long count) {
        var channels = ConvLayout.rounded(layer.channels());
        this.layer = layer;
        this.before = before;
        this.count = count;
        scale = new Weights.PerChannel(layer.weight());
        shift = new Weights.PerChannel(layer.bias());
        a = new float[channels];
        b = new float[channels];
        ca = new float[channels];
        cb = new float[channels];
        cc = new float[channels];
        mean = new double[channels];
        inverse = new double[channels];
        moments = new float[groups][2 * channels];
    }

    /// The bias of the layer in front, or `null`.
    Weights.PerChannel before() {
        return before;
    }

    void begin() {
        for (var group : moments) {
            Arrays.fill(group, 0);
        }
    }

    /// After the whole batch has passed the producer of z: the coefficients, and the running
    /// statistics moved.
    ///
    /// @param keep whether the running statistics move
    void fromBatch(boolean keep) {
        var channels = a.length;
        var variance = new double[channels];
        for (var c = 0; c < layer.channels(); c++) {
            var sum = 0.0;
            var squares = 0.0;
            for (var group : moments) {
                sum += group[c];
                squares += group[channels + c];
            }
            mean[c] = sum / count;
            variance[c] = Math.max(0, squares / count - mean[c] * mean[c]);
        }
        coefficients(variance);
        if (keep) {
            keep(variance);
        }
    }

    /// In use: the coefficients of the running statistics.
    void fromRunning() {
        var means = layer.runningMean().value().toDoubleArray();
        var variance = layer.runningVar().value().toDoubleArray();
        for (var c = 0; c < means.length; c++) {
            mean[c] = means[c] - (before == null ? 0 : before.values[c]);
        }
        coefficients(variance);
    }

    private void coefficients(double[] variance) {
        for (var c = 0; c < layer.channels(); c++) {
            inverse[c] = 1 / Math.sqrt(variance[c] + layer.eps());
            a[c] = (float) (scale.values[c] * inverse[c]);
            b[c] = (float) (shift.values[c] - scale.values[c] * inverse[c] * mean[c]);
        }
    }

    private void keep(double[] variance) {
        var m = layer.momentum();
        var unbiased = count / (count - 1.0);
        var means = layer.runningMean().value().toDoubleArray();
        var variances = layer.runningVar().value().toDoubleArray();
        for (var c = 0; c < means.length; c++) {
            var offset = before == null ? 0 : before.values[c];
            means[c] = (1 - m) * means[c] + m * (mean[c] + offset);
            variances[c] = (1 - m) * variances[c] + m * unbiased * variance[c];
        }
        layer.runningMean().set(tensor(means));
        layer.runningVar().set(tensor(variances));
    }

    private static Tensor tensor(double[] values) {
        var numbers = new float[values.length];
        for (var i = 0; i < values.length; i++) {
            numbers[i] = (float) values[i];
        }
        return Tensor.of(new Storage.Floats(numbers), Shape.of(values.length));
    }

    /// After the gradients of the whole batch have arrived: the coefficients for the way back, and
    /// the gradients of γ and β.
    ///
    /// @param sums Σg and Σg·z of every group of images
    void back(float[][] sums) {
        var channels = a.length;
        for (var c = 0; c < layer.channels(); c++) {
            var g = 0.0;
            var gz = 0.0;
            for (var group : sums) {
                g += group[c];
                gz += group[channels + c];
            }
            var gx = inverse[c] * (gz - mean[c] * g);
            shift.gradient[c] = (float) g;
            scale.gradient[c] = (float) gx;
            var factor = scale.values[c] * inverse[c];
            ca[c] = (float) factor;
            cb[c] = (float) (-factor * inverse[c] * gx / count);
            cc[c] = (float) (factor * (inverse[c] * mean[c] * gx - g) / count);
        }
    }
}
