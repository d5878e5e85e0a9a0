package dev.cuaderno.grad;

import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.stride;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

/// Planes with more cells than float32 can number.
class LargePlaneTest {

    /// Zeros but for a 1 in the last cell.
    private static Tensor lastOf(int rows, int columns) {
        var memory = DType.FLOAT32.allocate(rows * columns);
        memory.set(rows * columns - 1, 1);
        return Tensor.of(memory, Shape.of(rows, columns)).requiresGrad();
    }

    @Test
    void adaptivePooling() {
        var x = lastOf(1, (1 << 24) + 2);
        var gradient = grad(x.adaptiveMaxPool2d(1, 1).sum(), x);
        assertEquals(1, gradient.get(0, -1));
        assertEquals(0, gradient.get(0, -2));
    }

    @Test
    void poolingWithWindows() {
        var columns = (1 << 23) + 1;
        var x = lastOf(2, columns);
        var gradient = grad(x.maxPool2d(2, stride(1, columns - 2)).at(0, 1), x);
        assertEquals(1, gradient.get(1, -1));
        assertEquals(0, gradient.get(1, -2));
    }
}
