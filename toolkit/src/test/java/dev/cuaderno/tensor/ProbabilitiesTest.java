package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProbabilitiesTest {

    @Test
    void probabilitiesSumToOneAlongTheirAxis() {
        var z = new Generator(3).randn(4, 5, 6);
        assertTrue(z.softmax().sum(2).closeTo(zeros(4, 5).plus(1), 1e-6));
        assertTrue(z.softmax(1).sum(1).closeTo(zeros(4, 6).plus(1), 1e-6));
        assertTrue(
                z.softmax(0).at(1).closeTo(z.transpose(0, 2).softmax().transpose(0, 2).at(1), 0));
        assertTrue(z.logSoftmax().exp().closeTo(z.softmax(), 1e-6));
    }

    @Test
    void classesAndProbabilitiesGiveTheSameLoss() {
        var z = tensor("2 1 0.1 \n 0 3 1");
        var byClass = z.crossEntropy(0, 2);
        assertEquals(byClass.item(), z.crossEntropy(tensor("1 0 0 \n 0 0 1")).item());
        assertEquals(byClass.item(), z.crossEntropy(tensor(0, 2)).item());
        assertEquals(0.4170300f, z.at(0).crossEntropy(0).item(), 1e-6f);
    }

    @Test
    void hugeScoresStayFinite() {
        assertEquals(2000, tensor("1000 -1000").crossEntropy(1).item());
        assertEquals(0, tensor("1000 -1000").crossEntropy(0).item());
        assertTrue(tensor(Double.NEGATIVE_INFINITY, 0).softmax().sameAs(tensor(0, 1)));
        assertEquals(0, tensor(Double.NEGATIVE_INFINITY, 0).crossEntropy(1).item());
    }

    @Test
    void wrongTargetsAreRefused() {
        assertThrows(ShapeException.class, () -> zeros(2, 3).crossEntropy(zeros(3)));
        assertThrows(IndexOutOfBoundsException.class, () -> zeros(2, 3).crossEntropy(0, 3));
        assertThrows(
                IndexOutOfBoundsException.class, () -> zeros(2, 3).crossEntropy(tensor(0, 0.5)));
    }
}
