package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.fit;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sgd;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

/// What is no number any more ends training, is named, and leaves the network as it was.
class NotFiniteTest {

    private static NotFiniteException failure(Layer net, Tensor inputs) {
        return failure(fit(net).train(inputs, tensor(0, 1, 1, 0)).loss(crossEntropy()), net);
    }

    private static NotFiniteException failure(Fit sentence, Layer net) {
        var start = net.stateDict();
        var error =
                assertThrows(
                        NotFiniteException.class,
                        () -> sentence.optimizer(sgd(0.1)).batch(4).silent().run());
        net.stateDict().forEach((name, w) -> assertTrue(w.sameAs(start.get(name)), name));
        return error;
    }

    private static final Tensor POINTS = tensor("0 0\n0 1\n1 0\n1 1");

    @Test
    void theLayerIsNamed() {
        var net =
                sequential(
                                linear(2, 3),
                                batchNorm1d(3),
                                tanh(),
                                x -> x.minus(2).log(),
                                linear(3, 2))
                        .init(1);
        var error = failure(net, POINTS);
        assertEquals("3", error.layer());
        assertTrue(
                error.getMessage()
                        .startsWith("training stopped at epoch 1, step 1 of 1: the loss is NaN"),
                error.getMessage());
        assertTrue(error.getMessage().contains("net.3 ("), error.getMessage());
    }

    @Test
    void badSamplesAreNotTheNetworksFault() {
        var net = sequential(linear(2, 3), batchNorm1d(3), tanh(), linear(3, 2)).init(1);
        var error = failure(net, POINTS.div(tensor("0 1")));
        assertTrue(error.getMessage().contains("the batch itself"), error.getMessage());
    }

    @Test
    void aGradientIsNamedByItsParameter() {
        // √x at 0: 0, with an infinite slope; the layer behind it is not concerned.
        var net = sequential(linear(2, 3), x -> x.relu().times(0).sqrt(), linear(3, 2)).init(1);
        var error = failure(net, POINTS);
        assertEquals("0.bias", error.layer());
        assertTrue(error.getMessage().contains("a gradient is not"), error.getMessage());
    }

    @Test
    void theLossMayBeToBlame() {
        var net = sequential(linear(2, 3), tanh(), linear(3, 2)).init(1);
        var error =
                failure(
                        fit(net).train(POINTS, tensor(0, 1, 1, 0))
                                .loss((y, t) -> y.sum().times(0).minus(1).log()),
                        net);
        assertTrue(error.getMessage().contains("the loss itself"), error.getMessage());
    }
}
