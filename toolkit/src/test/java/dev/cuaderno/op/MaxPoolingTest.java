package dev.cuaderno.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Maximum pooling by vectors, in both orders of memory, against one number after the other in
/// double precision. Many numbers are equal, and one is none.
class MaxPoolingTest {

    @ParameterizedTest
    @CsvSource({
        // height, width, kernel rows and columns, stride, padding, dilation
        "9, 10, 3, 3, 2, 1, 1",
        "12, 21, 3, 3, 1, 1, 1",
        "13, 11, 3, 2, 3, 1, 1",
        "11, 30, 2, 3, 4, 0, 1",
        "17, 16, 5, 5, 2, 2, 1",
        "14, 15, 3, 3, 2, 1, 2",
        "19, 18, 3, 3, 3, 2, 2",
        "12, 13, 2, 5, 1, 1, 3",
        "5, 4, 5, 4, 1, 2, 1",
        "8, 8, 2, 2, 2, 0, 1",
        "1, 23, 1, 7, 2, 0, 1"
    })
    void agrees(int height, int width, int tall, int wide, int stride, int padding, int dilation) {
        var window = Window.DEFAULT.stride(stride).padding(padding).dilation(dilation);
        var pool = new Pool2d(Pool2d.Kind.MAX, new Size2d(tall, wide), window);
        for (var last = 0; last < 2; last++) {
            var numbers =
                    new Generator(1).randn(3, height, width, 32).times(2).round().toArray().clone();
            numbers[numbers.length / 2] = Float.NaN;
            var pixels = Tensors.of(numbers).reshape(3, height, width, 32).permute(0, 3, 1, 2);
            var x = last == 1 ? pixels : pixels.contiguous();
            var leaf = x.requiresGrad();
            var y = pool.apply(leaf);
            var exact = x.float64().requiresGrad();
            var expected = pool.apply(exact);
            assertArrayEquals(expected.toDoubleArray(), y.toDoubleArray());
            var g = new Generator(2).randn(y.shape().sizes()).times(4).round();
            var back = Gradients.of(y, g, List.of(leaf)).getFirst();
            var plain = Gradients.of(expected, g.float64(), List.of(exact)).getFirst();
            assertArrayEquals(plain.toDoubleArray(), back.toDoubleArray());
        }
    }
}
