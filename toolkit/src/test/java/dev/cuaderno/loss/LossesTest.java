package dev.cuaderno.loss;

import static dev.cuaderno.Cuaderno.bce;
import static dev.cuaderno.Cuaderno.bceWithLogits;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.gradCheck;
import static dev.cuaderno.Cuaderno.hinge;
import static dev.cuaderno.Cuaderno.huber;
import static dev.cuaderno.Cuaderno.klDiv;
import static dev.cuaderno.Cuaderno.l1;
import static dev.cuaderno.Cuaderno.mse;
import static dev.cuaderno.Cuaderno.nll;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

/// Losses against numbers worked out by hand, and their gradients against differences.
class LossesTest {

    private static void close(double expected, Tensor loss) {
        assertEquals(0, loss.rank());
        assertEquals(expected, loss.itemDouble(), 1e-6);
    }

    @Test
    void distances() {
        var y = tensor(1, 2, 5);
        var t = tensor(1, 0, 8);
        close((0 + 4 + 9) / 3.0, mse(y, t));
        close((0 + 2 + 3) / 3.0, l1(y, t));
        // 0, 2(2 - 1), 2(3 - 1)
        close((0 + 2 + 4) / 3.0, huber(y, t, 2));
        // 0, 4/2, 9/2
        close((0 + 2 + 4.5) / 3.0, huber(y, t, 10));
        assertThrows(IllegalArgumentException.class, () -> huber(y, t, 0));
    }

    @Test
    void binaryCrossEntropy() {
        close(-(Math.log(0.8) + Math.log(0.7)) / 2, bce(tensor(0.8, 0.3), tensor(1, 0)));
        close(0, bce(tensor(1, 0), tensor(1, 0)));
        var z = tensor(-2, 0.5, 3);
        var t = tensor(0, 1, 0.4);
        close(bce(z.sigmoid(), t).itemDouble(), bceWithLogits(z, t));
        // A wrong score of 1000 costs 1000, a right one nothing; and half of it at 0.
        close(500, bceWithLogits(tensor(1000, -1000), tensor(0, 0)));
        var zero = zeros(1).requiresGrad();
        assertEquals(-0.5, grad(bceWithLogits(zero, ones(1)), zero).item(), 1e-7);
    }

    @Test
    void crossEntropies() {
        var z = tensor("1 2 3\n0 0 0");
        var classes = tensor(2, 1);
        var first = Math.log(Math.exp(-2) + Math.exp(-1) + 1);
        close((first + Math.log(3)) / 2, crossEntropy(z, classes));
        close((first + Math.log(3)) / 2, nll(z.logSoftmax(), classes));
        close((first + Math.log(3)) / 2, crossEntropy(z, tensor("0 0 1\n0 1 0")));
        // The uniform part costs the mean of -ln p: first + 1 in the first row.
        var smoothed = (0.9 * first + 0.1 * (first + 1) + Math.log(3)) / 2;
        close(smoothed, crossEntropy(z, classes, 0.1));
        close(smoothed, crossEntropy(z, tensor("0 0 1\n0 1 0"), 0.1));
        assertThrows(IllegalArgumentException.class, () -> crossEntropy(z, classes, 1));
    }

    @Test
    void divergence() {
        var p = tensor("0.5 0.5\n1 0");
        var q = tensor("0.25 0.75\n0.5 0.5");
        var first = 0.5 * Math.log(2) + 0.5 * Math.log(0.5 / 0.75);
        close((first + Math.log(2)) / 2, klDiv(p, q));
        close(0, klDiv(p, p));
    }

    @Test
    void margins() {
        close((0 + 0.5 + 3) / 3, hinge(tensor(2, 0.5, 2), tensor(1, 1, -1)));
    }

    @Test
    void shapesMustBeEqual() {
        var error = assertThrows(ShapeException.class, () -> mse(ones(3), ones(3, 1)));
        assertTrue(error.getMessage().contains("[3] and [3, 1]"), error.getMessage());
        assertThrows(ShapeException.class, () -> nll(ones(3, 2), ones(2)));
        assertThrows(ShapeException.class, () -> crossEntropy(ones(3, 2), ones(2), 0.1));
    }

    @Test
    void gradients() {
        var x = generator(1).randn(3, 4);
        var t = generator(2).rand(3, 4);
        var classes = tensor(3, 0, 1);
        gradCheck(y -> mse(y, t), x);
        gradCheck(y -> l1(y, t), x);
        gradCheck(y -> huber(y, t, 0.7), x);
        gradCheck(y -> bce(y.sigmoid(), t), x);
        gradCheck(y -> bceWithLogits(y, t), x);
        gradCheck(y -> crossEntropy(y, classes), x);
        gradCheck(y -> crossEntropy(y, t, 0.2), x);
        gradCheck(y -> crossEntropy(y, classes, 0.2), x);
        gradCheck(y -> nll(y.logSoftmax(), classes), x);
        gradCheck(y -> klDiv(y.softmax(), t), x);
        gradCheck(y -> klDiv(t, y.softmax()), x);
        gradCheck(y -> hinge(y, t.gt(0.5).times(2).minus(1)), x);
    }
}
