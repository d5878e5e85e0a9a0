package dev.cuaderno.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Square blocks of numbers turned about their diagonal, as many rows as a vector has lanes: so
/// planes become pixels whose channels lie side by side, and pixels become planes. In every step
/// half of the numbers of one row change places with half of those of another.
final class Turning {

    private static final VectorSpecies<Float> S = Lanes.SPECIES;
    private static final int V = Lanes.COUNT;

    /// Numbers of a block.
    static final int ROOM = V * V;

    private static final int FAR = V / 2;
    private static final int NEXT = V / 4;
    private static final int THIRD = Math.max(1, V / 8);
    private static final int LAST = 1;
    private static final VectorShuffle<Float> BY_FAR = by(FAR);
    private static final VectorShuffle<Float> BY_NEXT = by(NEXT);
    private static final VectorShuffle<Float> BY_THIRD = by(THIRD);
    private static final VectorShuffle<Float> BY_LAST = by(LAST);
    private static final VectorMask<Float> HIGH_FAR = high(FAR);
    private static final VectorMask<Float> LOW_FAR = HIGH_FAR.not();
    private static final VectorMask<Float> HIGH_NEXT = high(NEXT);
    private static final VectorMask<Float> LOW_NEXT = HIGH_NEXT.not();
    private static final VectorMask<Float> HIGH_THIRD = high(THIRD);
    private static final VectorMask<Float> LOW_THIRD = HIGH_THIRD.not();
    private static final VectorMask<Float> HIGH_LAST = high(LAST);
    private static final VectorMask<Float> LOW_LAST = HIGH_LAST.not();

    private Turning() {}

    private static VectorShuffle<Float> by(int distance) {
        return VectorShuffle.fromOp(S, lane -> lane ^ distance);
    }

    private static VectorMask<Float> high(int distance) {
        var lanes = new boolean[V];
        for (var lane = 0; lane < V; lane++) {
            lanes[lane] = (lane & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    /// `y[yAt + places[j] + i] = x[xAt + planes[i] + j]` for every lane i and pixel j.
    ///
    /// @param planes where each lane's plane begins
    /// @param places where each pixel goes
    /// @param scratch of [#ROOM] numbers
    static void toPixels(
            float[] x,
            int xAt,
            int[] planes,
            float[] y,
            int yAt,
            int[] places,
            int pixels,
            float[] scratch) {
        if (pixels < V) {
            for (var j = 0; j < pixels; j++) {
                for (var i = 0; i < V; i++) {
                    y[yAt + places[j] + i] = x[xAt + planes[i] + j];
                }
            }
            return;
        }
        // The last block begins early, and treats some pixels again.
        for (var j = 0; j < pixels; j += V) {
            var first = Math.min(j, pixels - V);
            far(x, xAt + first, planes, 0, scratch);
            near(scratch, y, yAt, places, first);
        }
    }

    /// `y[yAt + planes[i] + j] = x[xAt + places[j] + i]` for every lane i and pixel j.
    static void toPlanes(
            float[] x,
            int xAt,
            int[] places,
            float[] y,
            int yAt,
            int[] planes,
            int pixels,
            float[] scratch) {
        if (pixels < V) {
            for (var j = 0; j < pixels; j++) {
                for (var i = 0; i < V; i++) {
                    y[yAt + planes[i] + j] = x[xAt + places[j] + i];
                }
            }
            return;
        }
        for (var j = 0; j < pixels; j += V) {
            var first = Math.min(j, pixels - V);
            far(x, xAt, places, first, scratch);
            near(scratch, y, yAt + first, planes, 0);
        }
    }

    /// Multiples of a step.
    static int[] steps(int count, int step) {
        var steps = new int[count];
        for (var i = 0; i < count; i++) {
            steps[i] = i * step;
        }
        return steps;
    }

    /// The first two steps, between distant rows.
    private static void far(float[] x, int xAt, int[] rows, int first, float[] y) {
        for (var i = 0; i < NEXT; i++) {
            var a = FloatVector.fromArray(S, x, xAt + rows[first + i]);
            var b = FloatVector.fromArray(S, x, xAt + rows[first + i + NEXT]);
            var c = FloatVector.fromArray(S, x, xAt + rows[first + i + FAR]);
            var d = FloatVector.fromArray(S, x, xAt + rows[first + i + FAR + NEXT]);
            var e = a.blend(c.rearrange(BY_FAR), HIGH_FAR);
            var g = c.blend(a.rearrange(BY_FAR), LOW_FAR);
            var f = b.blend(d.rearrange(BY_FAR), HIGH_FAR);
            var h = d.blend(b.rearrange(BY_FAR), LOW_FAR);
            e.blend(f.rearrange(BY_NEXT), HIGH_NEXT).intoArray(y, i * V);
            f.blend(e.rearrange(BY_NEXT), LOW_NEXT).intoArray(y, (i + NEXT) * V);
            g.blend(h.rearrange(BY_NEXT), HIGH_NEXT).intoArray(y, (i + FAR) * V);
            h.blend(g.rearrange(BY_NEXT), LOW_NEXT).intoArray(y, (i + FAR + NEXT) * V);
        }
    }

    /// What steps are left, between rows close to each other.
    private static void near(float[] x, float[] y, int yAt, int[] rows, int first) {
        switch (V) {
            case 16 -> {
                for (var i = 0; i < V; i += 4) {
                    var a = FloatVector.fromArray(S, x, i * V);
                    var b = FloatVector.fromArray(S, x, (i + 1) * V);
                    var c = FloatVector.fromArray(S, x, (i + 2) * V);
                    var d = FloatVector.fromArray(S, x, (i + 3) * V);
                    var e = a.blend(c.rearrange(BY_THIRD), HIGH_THIRD);
                    var g = c.blend(a.rearrange(BY_THIRD), LOW_THIRD);
                    var f = b.blend(d.rearrange(BY_THIRD), HIGH_THIRD);
                    var h = d.blend(b.rearrange(BY_THIRD), LOW_THIRD);
                    e.blend(f.rearrange(BY_LAST), HIGH_LAST).intoArray(y, yAt + rows[first + i]);
                    f.blend(e.rearrange(BY_LAST), LOW_LAST).intoArray(y, yAt + rows[first + i + 1]);
                    g.blend(h.rearrange(BY_LAST), HIGH_LAST)
                            .intoArray(y, yAt + rows[first + i + 2]);
                    h.blend(g.rearrange(BY_LAST), LOW_LAST).intoArray(y, yAt + rows[first + i + 3]);
                }
            }
            case 8 -> {
                for (var i = 0; i < V; i += 2) {
                    var a = FloatVector.fromArray(S, x, i * V);
                    var b = FloatVector.fromArray(S, x, (i + 1) * V);
                    a.blend(b.rearrange(BY_LAST), HIGH_LAST).intoArray(y, yAt + rows[first + i]);
                    b.blend(a.rearrange(BY_LAST), LOW_LAST).intoArray(y, yAt + rows[first + i + 1]);
                }
            }
            default -> {
                for (var i = 0; i < V; i++) {
                    FloatVector.fromArray(S, x, i * V).intoArray(y, yAt + rows[first + i]);
                }
            }
        }
    }
}
