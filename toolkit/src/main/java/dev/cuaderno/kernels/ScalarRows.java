package dev.cuaderno.kernels;

import java.util.Arrays;

/// The loops of a layer normalisation plainly, the sums in double arithmetic.
final class ScalarRows implements RowKernels {

    @Override
    public void normalise(
            Sizes s,
            float[] x,
            int xAt,
            double eps,
            float[] scale,
            float[] shift,
            Moments moments,
            float[] y,
            int yAt) {
        for (var row = 0; row < s.rows(); row++) {
            var at = xAt + row * s.length();
            var mean = ScalarFolds.fold(FoldKernels.Fold.SUM, x, at, 1, s.length()) / s.length();
            var variance = 0.0;
            for (var i = 0; i < s.length(); i++) {
                variance += (x[at + i] - mean) * (x[at + i] - mean);
            }
            var inverse = 1 / Math.sqrt(variance / s.length() + eps);
            moments.mean()[row] = (float) mean;
            moments.inverse()[row] = (float) inverse;
            for (var i = 0; i < s.length(); i++) {
                var normal = (x[at + i] - mean) * inverse;
                y[yAt + row * s.length() + i] = (float) (normal * scale[i] + shift[i]);
            }
        }
    }

    @Override
    public void back(
            Sizes s,
            float[] g,
            int gAt,
            float[] x,
            int xAt,
            Moments moments,
            float[] scale,
            double[] sums,
            double[] products,
            float[] y,
            int yAt) {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (var row = 0; row < s.rows(); row++) {
            var first = row * s.length();
            var mean = moments.mean()[row];
            var inverse = moments.inverse()[row];
            var plain = 0.0;
            var scaled = 0.0;
            for (var i = 0; i < s.length(); i++) {
                double slope = g[gAt + first + i];
                var normal = ((double) x[xAt + first + i] - mean) * inverse;
                sums[i] += slope;
                products[i] += slope * normal;
                plain += slope * scale[i];
                scaled += slope * scale[i] * normal;
            }
            plain /= s.length();
            scaled /= s.length();
            for (var i = 0; i < s.length() && y != null; i++) {
                var normal = ((double) x[xAt + first + i] - mean) * inverse;
                var slope = (double) g[gAt + first + i] * scale[i];
                y[yAt + first + i] = (float) ((slope - plain - normal * scaled) * inverse);
            }
        }
    }
}
