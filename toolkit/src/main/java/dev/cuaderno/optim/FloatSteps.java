package dev.cuaderno.optim;

import dev.cuaderno.tensor.Storage;

/// The commonest rules over plain arrays: the same arithmetic as theirs, without a call per
/// element.
final class FloatSteps {

    private FloatSteps() {}

    /// The array of a storage, or `null` if it holds other numbers.
    private static float[] array(Storage storage) {
        return storage instanceof Storage.Floats floats ? floats.array() : null;
    }

    /// @return whether it could be done
    static boolean sgd(Sgd rule, Optimizer.Place at) {
        var w = array(at.w());
        var g = array(at.g());
        if (w == null || g == null) {
            return false;
        }
        var from = at.gradientAt();
        var decay = rule.weightDecay();
        var rate = at.learningRate();
        if (rule.momentum() == 0) {
            for (var i = 0; i < w.length; i++) {
                w[i] = (float) (w[i] - rate * (g[from + i] + decay * w[i]));
            }
            return true;
        }
        var v = array(at.slots().getFirst());
        if (v == null) {
            return false;
        }
        var momentum = rule.momentum();
        if (rule.lookAhead()) {
            for (var i = 0; i < w.length; i++) {
                var slope = g[from + i] + decay * w[i];
                var speed = momentum * v[i] + slope;
                v[i] = (float) speed;
                w[i] = (float) (w[i] - rate * (slope + momentum * speed));
            }
        } else {
            for (var i = 0; i < w.length; i++) {
                var speed = momentum * v[i] + (g[from + i] + decay * w[i]);
                v[i] = (float) speed;
                w[i] = (float) (w[i] - rate * speed);
            }
        }
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
        var from = at.gradientAt();
        var beta1 = rule.beta1();
        var beta2 = rule.beta2();
        var firstScale = 1 - Math.pow(beta1, at.step());
        var secondScale = 1 - Math.pow(beta2, at.step());
        var decay = rule.weightDecay();
        var rate = at.learningRate();
        var epsilon = rule.epsilon();
        for (var i = 0; i < w.length; i++) {
            var slope = g[from + i] + decay * w[i];
            var m = beta1 * first[i] + (1 - beta1) * slope;
            var v = beta2 * second[i] + (1 - beta2) * slope * slope;
            first[i] = (float) m;
            second[i] = (float) v;
            w[i] =
                    (float)
                            (w[i]
                                    - rate
                                            * (m
                                                    / firstScale
                                                    / (Math.sqrt(v / secondScale) + epsilon)));
        }
        return true;
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
