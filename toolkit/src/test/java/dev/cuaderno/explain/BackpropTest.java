package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sigmoid;
import static dev.cuaderno.Cuaderno.softmax;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.explain.Explain.backprop;
import static dev.cuaderno.explain.Explain.neurons;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class BackpropTest {

    /// The network of two, two and two neurons of the lecture.
    private static final Backprop LECTURE =
            backprop(
                            exact(0.05, 0.1),
                            exact(0.01, 0.99),
                            neurons(
                                    exact(0.15, 0.2, 0.25, 0.3).reshape(2, 2),
                                    exact(0.35, 0.35),
                                    sigmoid()),
                            neurons(
                                    exact(0.4, 0.45, 0.5, 0.55).reshape(2, 2),
                                    exact(0.6, 0.6),
                                    sigmoid()))
                    .rate(0.5);

    private static Tensor exact(double... values) {
        return Tensor.of(new Storage.Doubles(values), Shape.of(values.length));
    }

    private static void assertValues(Tensor actual, double... expected) {
        assertArrayEquals(expected, actual.toDoubleArray(), 1e-13);
    }

    @Test
    void numbersAreThoseOfTheLecture() {
        var hidden = LECTURE.layers().getFirst();
        var last = LECTURE.layers().getLast();
        assertValues(hidden.a(), 0.5932699921071872, 0.596884378259767);
        assertValues(LECTURE.output(), 0.7513650695523157, 0.7729284653214625);
        assertEquals(0.2983711087600027, LECTURE.loss(), 1e-13);
        assertValues(
                last.weightGradient(),
                0.08216704056423077,
                0.08266762784753325,
                -0.02260254047747507,
                -0.022740242215978222);
        assertValues(last.delta(), 0.13849856162855695, -0.038098236516556236);
        assertValues(
                hidden.weightGradient(),
                0.0004385677344743465,
                0.000877135468948693,
                0.0004977127352608599,
                0.0009954254705217198);
        assertValues(hidden.biasGradient(), 0.00877135468948693, 0.009954254705217196);
        assertValues(
                hidden.nextWeight(0.5),
                0.1497807161327628,
                0.19956143226552567,
                0.24975114363236958,
                0.29950228726473915);
        assertValues(last.nextBias(0.5), 0.5307507191857215, 0.6190491182582781);
        assertTrue(LECTURE.deviation() < 1e-9, "deviation " + LECTURE.deviation());
    }

    @Test
    void textHasEveryLineInNumbers() {
        var text = LECTURE.toString();
        for (var line :
                new String[] {
                    "2 → 2 → 2,  E = ½·Σ(t − a)²",
                    "z1[0] = 0.15*0.05 + 0.2*0.1 + 0.35 = 0.3775,  a1[0] = sigmoid(0.3775) = 0.5933",
                    "E = ½*((0.01 - 0.7514)² + (0.99 - 0.7729)²) = 0.2984",
                    "δ2[0] = (0.7514 - 0.01)*0.1868 = 0.1385",
                    "δ1[0] = (0.4*0.1385 + 0.5*(-0.0381))*0.2413 = 0.008771",
                    "∂E/∂W2[0,0] = 0.1385*0.5933 = 0.08217   W2[0,0] ← 0.4 - 0.5*0.08217 = 0.3589"
                }) {
            assertTrue(text.contains(line + "\n"), () -> line + " is missing in\n" + text);
        }
    }

    @Test
    void stepsLowerTheLoss() {
        var second = LECTURE.next();
        assertTrue(second.loss() < LECTURE.loss());
        assertValues(
                second.neurons().getFirst().weight(),
                0.1497807161327628,
                0.19956143226552567,
                0.24975114363236958,
                0.29950228726473915);
    }

    /// Of softmax with cross-entropy δ = a − t remains, whatever came before.
    @Test
    void softmaxWithCrossEntropy() {
        var net = sequential(linear(3, 4), relu(), linear(4, 3), softmax()).init(3);
        var step =
                backprop(exact(1, -0.5, 2), exact(0, 1, 0), net).objective(Objective.CROSS_ENTROPY);
        var expected = step.output().minus(exact(0, 1, 0)).toDoubleArray();
        assertArrayEquals(expected, step.layers().getLast().delta().toDoubleArray(), 1e-12);
        assertTrue(step.deviation() < 1e-8, "deviation " + step.deviation());
        assertTrue(step.toString().contains("softmax(z2)[0]"), step::toString);
    }

    @Test
    void probabilitiesOfYesAndNo() {
        var net = sequential(linear(2, 3), tanh(), linear(3, 1), sigmoid()).init(5);
        var step = backprop(exact(1, 2), exact(1), net).objective(Objective.BINARY_CROSS_ENTROPY);
        assertEquals(
                step.output().getDouble(0) - 1,
                step.layers().getLast().delta().getDouble(0),
                1e-12);
        assertTrue(step.deviation() < 1e-8, "deviation " + step.deviation());
    }

    @Test
    void pagesDrawSmallNetworks() throws Exception {
        assertEquals(1, Pages.count(LECTURE, "svg"));
        assertEquals(6, Pages.count(LECTURE, "circle"));
        assertEquals(8, Pages.count(LECTURE, "line"));
        var wide = backprop(exact(1, 2), exact(1), sequential(linear(2, 40), linear(40, 1)));
        assertEquals(0, Pages.count(wide, "svg"));
        assertTrue(wide.toString().contains("… ("));
    }

    @Test
    void refusesWhatItCannotShow() {
        assertThrows(
                IllegalArgumentException.class,
                () -> backprop(exact(1), exact(1), sequential(conv2d(1, 1, 3))));
        assertThrows(
                ShapeException.class,
                () -> backprop(exact(1, 2, 3), exact(1), sequential(linear(2, 1))));
        assertThrows(
                ShapeException.class,
                () -> backprop(exact(1, 2), exact(1, 2), sequential(linear(2, 1))));
    }
}
