package dev.cuaderno.nn;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// Random rows at right angles, by Gram and Schmidt's method, done twice against rounding.
final class OrthogonalRows {

    private OrthogonalRows() {}

    static Tensor draw(Shape shape, Generator random) {
        var rows = shape.rank() < 2 ? 1 : shape.size(0);
        var columns = shape.elements() / rows;
        var turned = rows > columns;
        var vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
        for (var i = 0; i < vectors.length; i++) {
            for (var k = 0; k < vectors[i].length; k++) {
                vectors[i][k] = random.nextGaussian();
            }
            for (var pass = 0; pass < 2; pass++) {
                for (var j = 0; j < i; j++) {
                    subtract(vectors[i], vectors[j], dot(vectors[i], vectors[j]));
                }
                scale(vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])));
            }
        }
        var values = new float[shape.elements()];
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                values[row * columns + column] =
                        (float) (turned ? vectors[column][row] : vectors[row][column]);
            }
        }
        return Tensor.of(new Storage.Floats(values), shape);
    }

    private static double dot(double[] a, double[] b) {
        var sum = 0.0;
        for (var i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] direction, double length) {
        for (var i = 0; i < from.length; i++) {
            from[i] -= length * direction[i];
        }
    }

    private static void scale(double[] vector, double factor) {
        for (var i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }
}
