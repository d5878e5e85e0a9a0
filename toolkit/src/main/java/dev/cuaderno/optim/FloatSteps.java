package dev.cuaderno.optim;

import dev.cuaderno.kernels.Workers;
import dev.cuaderno.tensor.Storage;

/// The commonest rules over plain arrays: the same arithmetic as theirs, without a call per
/// element.
///
/// The JIT compiler makes loops of vectors only where nothing written may be read again by the next
/// round, and it does not know that weights, gradients and memory are different arrays. Therefore
/// the numbers of a step go through arrays of doubles, [#TOGETHER] at a time.
final class FloatSteps {

    /// Elements that one thread changes at a time.
    private static final int SHARE = 16_384;

    /// Elements of one loop: their doubles stay in the first cache.
    private static final int TOGETHER = 1024;

    private FloatSteps() {}

    /// Whether threads share the elements of a parameter so large, rather than the parameters.
    static boolean shares(Optimizer rule, int elements) {
        return elements > SHARE && (rule instanceof Sgd || rule instanceof Adam);
    }

    /// The array of a storage, or `null` if it holds other numbers.
    private static float[] array(Storage storage) {
        return storage instanceof Storage.Floats floats ? floats.array() : null;
    }

    /// @return whether it could be done
    static boolean sgd(Sgd rule, Optimizer.Place at) {
        var w = array(at.w());
        var g = array(at.g());
        var v = rule.momentum() == 0 ? new float[0] : array(at.slots().getFirst());
        if (w == null || g == null || v == null) {
            return false;
        }
        share(
                w.length,
                (from, end) -> {
                    var steps = new double[TOGETHER];
                    var speeds = new double[TOGETHER];
                    for (var i = from; i < end; i += TOGETHER) {
                        var some = Math.min(TOGETHER, end - i);
                        slope(w, i, g, at.gradientAt() + i, some, rule.weightDecay(), steps);
                        if (rule.momentum() != 0) {
                            add(v, i, rule.momentum(), steps, speeds, some);
                            put(speeds, v, i, some);
                            if (rule.lookAhead()) {
                                add(speeds, rule.momentum(), steps, some);
                            } else {
                                System.arraycopy(speeds, 0, steps, 0, some);
                            }
                        }
                        move(w, i, some, at.learningRate(), steps);
                    }
                });
        return true;
    }

    /// @return whether it could be done
    static boolean adam(Adam rule, Optimizer.Place at) {
        var w = array(at.w());
        var g = array(at.g());
        var first = array(at.slots().get(0));
        var second = array(at.slots().get(1));
        if (w == null || g == null || first == null || second == null) {
            return false;
        }
        var firstScale = 1 - Math.pow(rule.beta1(), at.step());
        var secondScale = 1 - Math.pow(rule.beta2(), at.step());
        share(
                w.length,
                (from, end) -> {
                    var steps = new double[TOGETHER];
                    var m = new double[TOGETHER];
                    var v = new double[TOGETHER];
                    for (var i = from; i < end; i += TOGETHER) {
                        var some = Math.min(TOGETHER, end - i);
                        slope(w, i, g, at.gradientAt() + i, some, rule.weightDecay(), steps);
                        mean(first, i, rule.beta1(), steps, m, some);
                        meanSquare(second, i, rule.beta2(), steps, v, some);
                        put(m, first, i, some);
                        put(v, second, i, some);
                        scale(m, firstScale, v, secondScale, rule.epsilon(), steps, some);
                        move(w, i, some, at.learningRate(), steps);
                    }
                });
        return true;
    }

    /// `s = g + λ·w`
    private static void slope(
            float[] w, int wAt, float[] g, int gAt, int count, double decay, double[] s) {
        for (var i = 0; i < count; i++) {
            s[i] = g[gAt + i] + decay * w[wAt + i];
        }
    }

    /// `sum = factor·v + s`
    private static void add(
            float[] v, int vAt, double factor, double[] s, double[] sum, int count) {
        for (var i = 0; i < count; i++) {
            sum[i] = factor * v[vAt + i] + s[i];
        }
    }

    /// `s ← s + factor·v`
    private static void add(double[] v, double factor, double[] s, int count) {
        for (var i = 0; i < count; i++) {
            s[i] = s[i] + factor * v[i];
        }
    }

    /// `m = β·old + (1 − β)·s`
    private static void mean(float[] old, int at, double beta, double[] s, double[] m, int count) {
        for (var i = 0; i < count; i++) {
            m[i] = beta * old[at + i] + (1 - beta) * s[i];
        }
    }

    /// `v = β·old + (1 − β)·s²`
    private static void meanSquare(
            float[] old, int at, double beta, double[] s, double[] v, int count) {
        for (var i = 0; i < count; i++) {
            v[i] = beta * old[at + i] + (1 - beta) * s[i] * s[i];
        }
    }

    /// `s = m/a / (√(v/b) + ε)`
    private static void scale(
            double[] m, double a, double[] v, double b, double epsilon, double[] s, int count) {
        for (var i = 0; i < count; i++) {
            s[i] = m[i] / a / (Math.sqrt(v[i] / b) + epsilon);
        }
    }

    private static void put(double[] from, float[] to, int at, int count) {
        for (var i = 0; i < count; i++) {
            to[at + i] = (float) from[i];
        }
    }

    /// `w ← w − η·s`
    private static void move(float[] w, int at, int count, double rate, double[] s) {
        for (var i = 0; i < count; i++) {
            w[at + i] = (float) (w[at + i] - rate * s[i]);
        }
    }

    /// Some elements, from one to another.
    private interface Run {
        void run(int from, int end);
    }

    /// Shares many elements among the threads.
    private static void share(int count, Run run) {
        Workers.shared()
                .run(
                        Math.ceilDiv(count, SHARE),
                        (piece, _) -> run.run(piece * SHARE, Math.min(count, (piece + 1) * SHARE)));
    }

    /// Σg²
    static double squares(float[] g, int from, int count) {
        var sum = 0.0;
        for (var i = from; i < from + count; i++) {
            sum += (double) g[i] * g[i];
        }
        return sum;
    }
}
