package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Loops over the pixels of one image whose channels lie side by side, rounded up to whole vectors.
/// Between convolutions they scale, add, cut off below zero, and sum over the pixels.
///
/// Sizes: `channels` is a multiple of [Lanes#COUNT]; a pixel takes `channels` numbers. Coefficients
/// are arrays of one number per channel.
public final class Passes {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    private Passes() {}

    /// One image, or one piece of scratch memory, in the rows and pixels that these loops see.
    ///
    /// @param at where the first pixel begins
    /// @param row from one row to the next
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    public record Plane(float[] array, int at, int row) {

        /// The same without its first rows.
        public Plane below(int rows) {
            return new Plane(array, at + rows * row, row);
        }
    }

    /// `y = max(floor, z·a + b)`; `floor` is 0, or minus infinity for no cut.
    public static void scale(
            Plane z,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float floor,
            Plane y,
            int rows,
            int columns,
            int channels) {
        var least = FloatVector.broadcast(S, floor);
        var j = 0;
        for (; j <= channels - 4 * V; j += 4 * V) {
            var va0 = FloatVector.fromArray(S, a, aAt + j);
            var vb0 = FloatVector.fromArray(S, b, bAt + j);
            var va1 = FloatVector.fromArray(S, a, aAt + j + V);
            var vb1 = FloatVector.fromArray(S, b, bAt + j + V);
            var va2 = FloatVector.fromArray(S, a, aAt + j + 2 * V);
            var vb2 = FloatVector.fromArray(S, b, bAt + j + 2 * V);
            var va3 = FloatVector.fromArray(S, a, aAt + j + 3 * V);
            var vb3 = FloatVector.fromArray(S, b, bAt + j + 3 * V);
            for (var r = 0; r < rows; r++) {
                var from = z.at + r * z.row + j;
                var to = y.at + r * y.row + j;
                for (var c = 0; c < columns; c++) {
                    FloatVector.fromArray(S, z.array, from)
                            .fma(va0, vb0)
                            .max(least)
                            .intoArray(y.array, to);
                    FloatVector.fromArray(S, z.array, from + V)
                            .fma(va1, vb1)
                            .max(least)
                            .intoArray(y.array, to + V);
                    FloatVector.fromArray(S, z.array, from + 2 * V)
                            .fma(va2, vb2)
                            .max(least)
                            .intoArray(y.array, to + 2 * V);
                    FloatVector.fromArray(S, z.array, from + 3 * V)
                            .fma(va3, vb3)
                            .max(least)
                            .intoArray(y.array, to + 3 * V);
                    from += channels;
                    to += channels;
                }
            }
        }
        for (; j < channels; j += V) {
            var va = FloatVector.fromArray(S, a, aAt + j);
            var vb = FloatVector.fromArray(S, b, bAt + j);
            for (var r = 0; r < rows; r++) {
                var from = z.at + r * z.row + j;
                var to = y.at + r * y.row + j;
                for (var c = 0; c < columns; c++) {
                    FloatVector.fromArray(S, z.array, from)
                            .fma(va, vb)
                            .max(least)
                            .intoArray(y.array, to);
                    from += channels;
                    to += channels;
                }
            }
        }
    }

    /// `y = max(floor, z·a + b + q·c)`, also kept in `copy`.
    public static void scaleAdd(
            Plane z,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            Plane q,
            float[] c,
            int cAt,
            float floor,
            Plane copy,
            Plane y,
            int rows,
            int columns,
            int channels) {
        var least = FloatVector.broadcast(S, floor);
        for (var j = 0; j < channels; j += V) {
            var va = FloatVector.fromArray(S, a, aAt + j);
            var vb = FloatVector.fromArray(S, b, bAt + j);
            var vc = FloatVector.fromArray(S, c, cAt + j);
            for (var r = 0; r < rows; r++) {
                var from = z.at + r * z.row + j;
                var other = q.at + r * q.row + j;
                var kept = copy.at + r * copy.row + j;
                var to = y.at + r * y.row + j;
                for (var i = 0; i < columns; i++) {
                    var v =
                            FloatVector.fromArray(S, q.array, other)
                                    .fma(vc, FloatVector.fromArray(S, z.array, from).fma(va, vb))
                                    .max(least);
                    v.intoArray(copy.array, kept);
                    v.intoArray(y.array, to);
                    from += channels;
                    other += channels;
                    kept += channels;
                    to += channels;
                }
            }
        }
    }

    /// Copies rows of `length` numbers.
    public static void copy(Plane x, Plane y, int rows, int length) {
        for (var r = 0; r < rows; r++) {
            System.arraycopy(x.array, x.at + r * x.row, y.array, y.at + r * y.row, length);
        }
    }

    /// Adds to `sums` the sum of every channel, and behind these the sums of the squares.
    public static void moments(
            float[] z, int zAt, float[] sums, int sumsAt, int pixels, int channels) {
        for (var j = 0; j < channels; j += V) {
            var sum0 = FloatVector.zero(S);
            var sum1 = FloatVector.zero(S);
            var square0 = FloatVector.zero(S);
            var square1 = FloatVector.zero(S);
            var from = zAt + j;
            var i = 0;
            for (; i + 1 < pixels; i += 2) {
                var p = FloatVector.fromArray(S, z, from);
                var q = FloatVector.fromArray(S, z, from + channels);
                sum0 = sum0.add(p);
                sum1 = sum1.add(q);
                square0 = p.fma(p, square0);
                square1 = q.fma(q, square1);
                from += 2 * channels;
            }
            if (i < pixels) {
                var p = FloatVector.fromArray(S, z, from);
                sum0 = sum0.add(p);
                square0 = p.fma(p, square0);
            }
            add(sums, sumsAt + j, sum0.add(sum1));
            add(sums, sumsAt + channels + j, square0.add(square1));
        }
    }

    private static void add(float[] y, int at, FloatVector more) {
        FloatVector.fromArray(S, y, at).add(more).intoArray(y, at);
    }

    /// Sends a gradient back through `max(floor, sign·a + b)`: `y = g` where that is above zero,
    /// else 0; and adds to `sums` Σy and behind it Σy·z for every channel.
    public static void gate(
            float[] g,
            int gAt,
            float[] sign,
            int signAt,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] z,
            int zAt,
            float[] y,
            int yAt,
            float[] sums,
            int sumsAt,
            int pixels,
            int channels) {
        var zero = FloatVector.zero(S);
        for (var j = 0; j < channels; j += V) {
            var va = FloatVector.fromArray(S, a, aAt + j);
            var vb = FloatVector.fromArray(S, b, bAt + j);
            var sum = zero;
            var product = zero;
            for (var at = j; at < pixels * channels; at += channels) {
                var open =
                        FloatVector.fromArray(S, sign, signAt + at)
                                .fma(va, vb)
                                .compare(VectorOperators.GT, 0f);
                var v = zero.blend(FloatVector.fromArray(S, g, gAt + at), open);
                v.intoArray(y, yAt + at);
                sum = sum.add(v);
                product = v.fma(FloatVector.fromArray(S, z, zAt + at), product);
            }
            add(sums, sumsAt + j, sum);
            add(sums, sumsAt + channels + j, product);
        }
    }

    /// The same for `g + h`.
    public static void gateSum(
            float[] g,
            int gAt,
            float[] h,
            int hAt,
            float[] sign,
            int signAt,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] z,
            int zAt,
            float[] y,
            int yAt,
            float[] sums,
            int sumsAt,
            int pixels,
            int channels) {
        var zero = FloatVector.zero(S);
        for (var j = 0; j < channels; j += V) {
            var va = FloatVector.fromArray(S, a, aAt + j);
            var vb = FloatVector.fromArray(S, b, bAt + j);
            var sum = zero;
            var product = zero;
            for (var at = j; at < pixels * channels; at += channels) {
                var open =
                        FloatVector.fromArray(S, sign, signAt + at)
                                .fma(va, vb)
                                .compare(VectorOperators.GT, 0f);
                var both =
                        FloatVector.fromArray(S, g, gAt + at)
                                .add(FloatVector.fromArray(S, h, hAt + at));
                var v = zero.blend(both, open);
                v.intoArray(y, yAt + at);
                sum = sum.add(v);
                product = v.fma(FloatVector.fromArray(S, z, zAt + at), product);
            }
            add(sums, sumsAt + j, sum);
            add(sums, sumsAt + channels + j, product);
        }
    }

    /// Adds to `sums` Σg and behind it Σg·z for every channel.
    public static void products(
            float[] g,
            int gAt,
            float[] z,
            int zAt,
            float[] sums,
            int sumsAt,
            int pixels,
            int channels) {
        for (var j = 0; j < channels; j += V) {
            var sum = FloatVector.zero(S);
            var product = FloatVector.zero(S);
            for (var at = j; at < pixels * channels; at += channels) {
                var v = FloatVector.fromArray(S, g, gAt + at);
                sum = sum.add(v);
                product = v.fma(FloatVector.fromArray(S, z, zAt + at), product);
            }
            add(sums, sumsAt + j, sum);
            add(sums, sumsAt + channels + j, product);
        }
    }

    /// `y = g·a + z·b + c`: the gradient behind a batch normalisation.
    public static void mix(
            float[] g,
            int gAt,
            float[] z,
            int zAt,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            float[] c,
            int cAt,
            Plane y,
            int rows,
            int columns,
            int channels) {
        var j = 0;
        for (; j <= channels - 2 * V; j += 2 * V) {
            var va0 = FloatVector.fromArray(S, a, aAt + j);
            var vb0 = FloatVector.fromArray(S, b, bAt + j);
            var vc0 = FloatVector.fromArray(S, c, cAt + j);
            var va1 = FloatVector.fromArray(S, a, aAt + j + V);
            var vb1 = FloatVector.fromArray(S, b, bAt + j + V);
            var vc1 = FloatVector.fromArray(S, c, cAt + j + V);
            for (var r = 0; r < rows; r++) {
                var from = r * columns * channels + j;
                var to = y.at + r * y.row + j;
                for (var i = 0; i < columns; i++) {
                    FloatVector.fromArray(S, g, gAt + from)
                            .fma(va0, FloatVector.fromArray(S, z, zAt + from).fma(vb0, vc0))
                            .intoArray(y.array, to);
                    FloatVector.fromArray(S, g, gAt + from + V)
                            .fma(va1, FloatVector.fromArray(S, z, zAt + from + V).fma(vb1, vc1))
                            .intoArray(y.array, to + V);
                    from += channels;
                    to += channels;
                }
            }
        }
        for (; j < channels; j += V) {
            var va = FloatVector.fromArray(S, a, aAt + j);
            var vb = FloatVector.fromArray(S, b, bAt + j);
            var vc = FloatVector.fromArray(S, c, cAt + j);
            for (var r = 0; r < rows; r++) {
                var from = r * columns * channels + j;
                var to = y.at + r * y.row + j;
                for (var i = 0; i < columns; i++) {
                    FloatVector.fromArray(S, g, gAt + from)
                            .fma(va, FloatVector.fromArray(S, z, zAt + from).fma(vb, vc))
                            .intoArray(y.array, to);
                    from += channels;
                    to += channels;
                }
            }
        }
    }

    /// `y += x`, `length` numbers.
    public static void add(float[] x, int xAt, float[] y, int yAt, int length) {
        var i = 0;
        for (; i <= length - V; i += V) {
            FloatVector.fromArray(S, y, yAt + i)
                    .add(FloatVector.fromArray(S, x, xAt + i))
                    .intoArray(y, yAt + i);
        }
        for (; i < length; i++) {
            y[yAt + i] += x[xAt + i];
        }
    }
}
