package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;

/// Copies many runs of few numbers: to call for each of them takes as long as to copy it.
final class Runs {

    private static final int V = Lanes.COUNT;

    /// Vectors of a run up to which they are copied one by one.
    private static final int FEW = 4;

    private Runs() {}

    /// `y[yAt + i·yStep + j] = x[xAt + i·xStep + j]` for every i from 0 to `runs` and j from 0 to
    /// `length`.
    static void copy(
            float[] x, int xAt, int xStep, int runs, int length, float[] y, int yAt, int yStep) {
        if (length == V) {
            for (var i = 0; i < runs; i++) {
                FloatVector.fromArray(Lanes.SPECIES, x, xAt + i * xStep)
                        .intoArray(y, yAt + i * yStep);
            }
        } else if (length % V == 0 && length <= FEW * V) {
            vectors(x, xAt, xStep, runs, length, y, yAt, yStep);
        } else {
            for (var i = 0; i < runs; i++) {
                System.arraycopy(x, xAt + i * xStep, y, yAt + i * yStep, length);
            }
        }
    }

    /// The same with vectors whole to the end of each run, for which y has room: what lies behind a
    /// run there is lost.
    static void copyAndMore(
            float[] x, int xAt, int xStep, int runs, int length, float[] y, int yAt, int yStep) {
        var whole = Math.ceilDiv(length, V) * V;
        for (var i = 0; i < runs; i++) {
            var from = xAt + i * xStep;
            var to = yAt + i * yStep;
            if (from + whole > x.length) {
                System.arraycopy(x, from, y, to, length);
                continue;
            }
            for (var j = 0; j < whole; j += V) {
                FloatVector.fromArray(Lanes.SPECIES, x, from + j).intoArray(y, to + j);
            }
        }
    }

    private static void vectors(
            float[] x, int xAt, int xStep, int runs, int length, float[] y, int yAt, int yStep) {
        for (var i = 0; i < runs; i++) {
            for (var j = 0; j < length; j += V) {
                FloatVector.fromArray(Lanes.SPECIES, x, xAt + i * xStep + j)
                        .intoArray(y, yAt + i * yStep + j);
            }
        }
    }
}
