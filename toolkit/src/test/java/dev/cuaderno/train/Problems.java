package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.Cuaderno.tensor;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Small things to learn.
final class Problems {

    private Problems() {}

    /// Exclusive or.
    static Dataset xor() {
        return Dataset.of(tensor("0 0\n0 1\n1 0\n1 1"), tensor(0, 1, 1, 0));
    }

    /// Two half circles that reach into each other, with noise: class 0 above, class 1 below.
    static Dataset moons(int samples, long seed) {
        var random = new Generator(seed);
        var points = new float[2 * samples];
        var classes = new float[samples];
        for (var i = 0; i < samples; i++) {
            var angle = Math.PI * random.nextDouble();
            var below = i % 2 == 1;
            var x = below ? 1 - Math.cos(angle) : Math.cos(angle);
            var y = below ? 0.5 - Math.sin(angle) : Math.sin(angle);
            points[2 * i] = (float) (x + 0.1 * random.nextGaussian());
            points[2 * i + 1] = (float) (y + 0.1 * random.nextGaussian());
            classes[i] = i % 2;
        }
        return Dataset.of(of(points, samples, 2), of(classes, samples));
    }

    static Tensor of(float[] values, int... shape) {
        return Tensor.of(new Storage.Floats(values), Shape.of(shape));
    }

    /// Two layers between points and two classes.
    static Layer net(int hidden) {
        return sequential(linear(2, hidden), tanh(), linear(hidden, 2)).init(1);
    }
}
