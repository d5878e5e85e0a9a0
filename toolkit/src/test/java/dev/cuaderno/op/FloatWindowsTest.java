package dev.cuaderno.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Pooling in single precision against the same in double, which has loops of its own.
class FloatWindowsTest {

    @ParameterizedTest
    @CsvSource({
        // planes, height, width, kernel rows and columns, stride, padding, dilation
        "1, 4, 4, 2, 2, 2, 0, 1",
        "6, 9, 11, 3, 2, 2, 1, 1",
        "6, 9, 11, 3, 3, 1, 1, 2",
        "700, 12, 13, 2, 3, 3, 1, 1",
        "300, 14, 14, 1, 1, 2, 0, 1"
    })
    void agreeWithDoubles(
            int planes,
            int height,
            int width,
            int kernelRows,
            int kernelColumns,
            int stride,
            int padding,
            int dilation) {
        var kernel = new Size2d(kernelRows, kernelColumns);
        var window = Window.DEFAULT.stride(stride).padding(padding).dilation(dilation);
        // Few different numbers, so that windows have several largest, and some NaN.
        var numbers = new Generator(1).randn(1, planes, height, width).round().toArray();
        numbers[numbers.length / 2] = Float.NaN;
        var x = Tensor.of(new Storage.Floats(numbers), shape(planes, height, width));
        for (var kind : Pool2d.Kind.values()) {
            var pool = new Pool2d(kind, kernel, window);
            var found = pool.apply(x);
            assertArrayEquals(pool.apply(x.float64()).float32().toArray(), found.toArray());
            if (kind != Pool2d.Kind.ARGMAX) {
                var seed = new Generator(2).randn(found.shape().sizes());
                var single = gradient(pool, x, seed);
                var exact = gradient(pool, x.float64(), seed.float64());
                assertTrue(single.float64().closeTo(exact, 1e-6));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 12, 9, 4, 3", "33, 7, 7, 1, 1", "3, 5, 6, 1, 1", "20, 7, 9, 3, 4"})
    void adaptTheSame(int planes, int height, int width, int rows, int columns) {
        var x = new Generator(1).randn(2, planes, height, width);
        var turned = MemoryOrder.images(MemoryOrder.pixels(x).contiguous());
        for (var mean : new boolean[] {true, false}) {
            var pool = new AdaptivePool2d(mean, new Size2d(rows, columns));
            var exact = pool.apply(x.float64());
            var seed = new Generator(2).randn(exact.shape().sizes());
            var back = gradient(pool, x.float64(), seed.float64());
            for (var image : List.of(x, turned)) {
                assertTrue(pool.apply(image).float64().closeTo(exact, 1e-6));
                assertTrue(gradient(pool, image, seed).float64().closeTo(back, 1e-6));
            }
        }
    }

    @Test
    void refusesWindowsOutsideTheImage() {
        var pool = new Pool2d(Pool2d.Kind.MAX, Size2d.square(2), Window.DEFAULT.padding(3));
        var x = new Generator(1).randn(1, 2, 5, 5);
        assertThrows(ShapeException.class, () -> pool.apply(x));
        assertThrows(ShapeException.class, () -> pool.apply(x.float64()));
    }

    private static Shape shape(int planes, int height, int width) {
        return Shape.of(1, planes, height, width);
    }

    private static Tensor gradient(Op pool, Tensor image, Tensor seed) {
        var x = image.requiresGrad();
        return Gradients.of(pool.apply(x), seed, List.of(x)).getFirst();
    }
}
