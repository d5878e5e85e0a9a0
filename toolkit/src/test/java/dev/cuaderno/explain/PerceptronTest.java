package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.learnPerceptron;
import static dev.cuaderno.explain.Explain.perceptron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class PerceptronTest {

    private static final Tensor CORNERS = tensor("0 0 \n 0 1 \n 1 0 \n 1 1");

    @Test
    void gatesOfTheLecture() {
        assertArrayEquals(new double[] {0, 0, 0, 1}, answers(1, 1, -1.5));
        assertArrayEquals(new double[] {0, 1, 1, 1}, answers(1, 1, -0.5));
        assertArrayEquals(new double[] {1, 1, 1, 0}, answers(-1, -1, 1.5));
    }

    private static double[] answers(double w0, double w1, double bias) {
        return perceptron(tensor(w0, w1), bias, CORNERS).outputs().toDoubleArray();
    }

    @Test
    void textHasTheSums() {
        var lines = perceptron(tensor(1, 1), -1.5, CORNERS).toString().split("\n");
        assertEquals("y = step(w·x + b),  w = (1, 1),  b = -1.5", lines[0]);
        assertEquals("x = (0, 1):  1*0 + 1*1 + (-1.5) = -0.5  →  y = 0", lines[2]);
    }

    @Test
    void theLineDividesThePlane() throws Exception {
        var page = perceptron(tensor(1, 1), -1.5, CORNERS);
        assertEquals(1, Pages.count(page, "svg"));
        assertEquals(4, Pages.count(page, "circle"));
        assertEquals(2, Pages.count(page, "path"));
        assertEquals(
                0, Pages.count(perceptron(tensor(1, 1, 1), 0, tensor("1 2 3 \n 0 1 0")), "svg"));
    }

    /// AND with rate 1, worked out by hand for the first epoch: only (1, 1) is answered wrongly.
    @Test
    void learnsAnd() {
        var learning = learnPerceptron(CORNERS, tensor(0, 0, 0, 1), 1, 50);
        assertTrue(learning.separates());
        var fourth = learning.steps().get(3);
        assertEquals(0, fourth.output());
        assertArrayEquals(new double[] {1, 1}, fourth.weights().toDoubleArray());
        assertEquals(1, fourth.bias());
        var epochs = learning.steps().size() / 4;
        assertTrue(epochs < 15, "epochs: " + epochs);
    }

    @Test
    void cannotLearnExclusiveOr() throws Exception {
        var learning = learnPerceptron(CORNERS, tensor(0, 1, 1, 0), 1, 30);
        assertEquals(120, learning.steps().size());
        assertFalse(learning.separates());
        assertTrue(learning.toString().contains("… ("));
        assertEquals(1, Pages.count(learning, "table"));
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        assertThrows(ShapeException.class, () -> perceptron(tensor(1, 2, 3), 0, CORNERS));
        assertThrows(ShapeException.class, () -> learnPerceptron(CORNERS, tensor(1, 0), 1, 5));
    }
}
