package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.adaptiveAvgPool;
import static dev.cuaderno.explain.Explain.avgPool;
import static dev.cuaderno.explain.Explain.backward;
import static dev.cuaderno.explain.Explain.maxPool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class PoolBackwardTest {

    private static final Tensor IMAGE = tensor("1 2 1 0 \n 2 3 1 1 \n 3 0 0 2 \n 1 1 2 3");
    private static final Tensor UPSTREAM = tensor("1 2 \n 3 4");

    private static void assertTable(String expected, Tensor actual) {
        assertArrayEquals(tensor(expected).toDoubleArray(), actual.toDoubleArray(), 1e-12);
    }

    @Test
    void theLargestReceivesAll() {
        var pass = backward(IMAGE, maxPool(2), UPSTREAM);
        assertTable("0 0 2 0 \n 0 1 0 0 \n 3 0 0 0 \n 0 0 0 4", pass.gradient());
        assertTrue(pass.toString().contains("2  G[0,1] = 2 → I[0,2]\n"), pass::toString);
        assertTable("0 0 2 0 \n 0 1 0 0 \n 0 0 0 0 \n 0 0 0 0", pass.steps().get(1).sum());
    }

    /// The second window has three ones: differences halve the slope at each of them.
    @Test
    void severalLargestHaveNoDerivative() {
        var pass = backward(IMAGE, maxPool(2), UPSTREAM);
        assertEquals(1, pass.differences().getDouble(0, 2), 1e-9);
        assertEquals(1, pass.differences().getDouble(1, 3), 1e-9);
        assertEquals(1, pass.deviation(), 1e-9);
        var untied = backward(generator(1).randn(4, 4), maxPool(2), UPSTREAM);
        assertEquals(0, untied.deviation(), 1e-9);
    }

    @Test
    void ofAMeanEveryPixelReceivesItsShare() {
        var pass = backward(IMAGE, avgPool(2), UPSTREAM);
        assertTable(
                ".25 .25 .5 .5 \n .25 .25 .5 .5 \n .75 .75 1 1 \n .75 .75 1 1", pass.gradient());
        assertTrue(pass.toString().contains("G[0,0]/4 = 1/4 = 0.25 → I[0,0], "), pass::toString);
        assertEquals(0, pass.deviation(), 1e-9);
    }

    /// The last sum of the steps is what the toolkit's backward pass gives.
    @Test
    void stepsAddUpToTheGradient() {
        var random = generator(3);
        for (var pool :
                new Pool[] {
                    maxPool(2),
                    maxPool(3, stride(1)),
                    maxPool(3, stride(2).padding(1)),
                    avgPool(3, stride(2).padding(1)),
                    avgPool(3, padding(1).ignorePadding()),
                    adaptiveAvgPool(3, 4)
                }) {
            var image = random.randn(6, 6);
            var output = pool.apply(image);
            var pass = backward(image, pool, random.randn(output.shape().sizes()));
            assertArrayEquals(
                    pass.gradient().toDoubleArray(),
                    pass.steps().getLast().sum().toDoubleArray(),
                    1e-9,
                    pool.toString());
            assertEquals(0, pass.deviation(), 1e-8, pool.toString());
        }
    }

    @Test
    void pagesHaveAFrameForEveryCellOfTheResult() throws Exception {
        assertEquals(3 * 5 + 2, Pages.count(backward(IMAGE, maxPool(2), UPSTREAM), "table"));
    }

    @Test
    void theStepsPlayAndCanBeKept() throws Exception {
        var pass = backward(IMAGE, maxPool(2), UPSTREAM);
        var html = Pages.html(pass);
        assertTrue(html.contains("class=\"cuaderno-trace\""), html);
        assertTrue(html.contains("\"frames\":[[\"\\u003cb\\u003e0"), html);
        assertEquals(5, pass.svgFrames().size());
        var second = pass.svgFrames().get(2);
        assertTrue(second.contains("2   G[0,1] = 2 → I[0,2]"), second);
        // The pixel that receives and the cell of the gradient that arrives.
        assertEquals(2, second.split("245,158,11,.55", -1).length - 1);
        assertTrue(pass.svg().contains("4   G[1,1] = 4"), pass::svg);
        var film = backward(IMAGE, tensor("1 0 \n 2 1"), ones(3, 3)).byImage();
        assertEquals(1 + 16, film.svgFrames().size());
        assertTrue(film.svg().contains("∂L/∂I[1,1] = G[0,0]·F[1,1]"), film::svg);
    }

    @Test
    void refusesGradientsOfOtherShapes() {
        assertThrows(ShapeException.class, () -> backward(IMAGE, maxPool(2), ones(3, 3)));
        assertThrows(
                ShapeException.class,
                () -> backward(IMAGE.reshape(1, 4, 4), maxPool(2), ones(1, 2, 2)));
    }
}
