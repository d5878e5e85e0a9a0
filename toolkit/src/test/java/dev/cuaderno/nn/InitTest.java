package dev.cuaderno.nn;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.eye;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Shape;

import org.junit.jupiter.api.Test;

class InitTest {

    private static final Shape WEIGHTS = Shape.of(64, 32, 3, 3);

    private static double std(Init init) {
        return init.draw(WEIGHTS, generator(1)).std().item();
    }

    @Test
    void deviationsFollowTheFans() {
        var in = 32 * 9;
        var out = 64 * 9;
        assertEquals(Math.sqrt(2.0 / in), std(Init.kaiming()), 1e-3);
        assertEquals(Math.sqrt(2.0 / (in + out)), std(Init.xavier()), 1e-3);
        assertEquals(Math.sqrt(1.0 / in), std(Init.leCun()), 1e-3);
        var uniform = Init.xavier().draw(WEIGHTS, generator(1));
        assertTrue(uniform.abs().max().item() <= Math.sqrt(6.0 / (in + out)));
    }

    @Test
    void layersStartWithinOneOverTheRootOfTheirFan() {
        var conv = conv2d(32, 64, 3);
        var bound = 1 / Math.sqrt(32 * 9);
        for (var parameter : conv.parameters().values()) {
            var largest = parameter.value().abs().max().item();
            assertTrue(largest <= bound && largest > 0.9 * bound, parameter + ": " + largest);
        }
        assertEquals(7, linear(3, 2).init(Init.constant(7)).weight().value().get(1, 2));
    }

    @Test
    void orthogonalRowsOrColumns() {
        var wide = Init.orthogonal().draw(Shape.of(4, 2, 3), generator(1)).reshape(4, 6);
        assertTrue(wide.matmul(wide.transpose()).closeTo(eye(4), 1e-6));
        var tall = new Init.Orthogonal(2).draw(Shape.of(7, 3), generator(1));
        assertTrue(tall.transpose().matmul(tall).closeTo(eye(3).times(4), 1e-5));
    }
}
