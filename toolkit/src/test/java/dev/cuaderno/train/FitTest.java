package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.accuracy;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.bceWithLogits;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.dropout;
import static dev.cuaderno.Cuaderno.exponentialDecay;
import static dev.cuaderno.Cuaderno.f1;
import static dev.cuaderno.Cuaderno.fit;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.mse;
import static dev.cuaderno.Cuaderno.patience;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.sgd;
import static dev.cuaderno.Cuaderno.tanh;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.nn.Layer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

/// Networks that learn, what the sentence says, and what a run tells.
class FitTest {

    private static Fit moons(Layer net) {
        return fit(net).train(Problems.moons(300, 1))
                .validate(Problems.moons(200, 2))
                .loss(crossEntropy())
                .optimizer(adam(0.01))
                .metric(accuracy())
                .batch(30)
                .silent();
    }

    @Test
    void learnsExclusiveOr() {
        var run =
                fit(Problems.net(8))
                        .train(Problems.xor())
                        .loss(crossEntropy())
                        .optimizer(adam(0.05))
                        .metric(accuracy())
                        .batch(4)
                        .epochs(200)
                        .silent()
                        .run();
        assertEquals(1, run.last().accuracy());
        assertTrue(run.last().loss() < 0.02, run.toString());
        assertEquals("all 200 epochs", run.ending());
    }

    @Test
    void learnsExclusiveOrWithASingleOutput() {
        var net = sequential(linear(2, 8), tanh(), linear(8, 1), x -> x.flatten()).init(1);
        var run =
                fit(net).train(tensor("0 0\n0 1\n1 0\n1 1"), tensor(0, 1, 1, 0))
                        .loss(bceWithLogits())
                        .optimizer(adam(0.05))
                        .metric(accuracy(), f1())
                        .batch(4)
                        .epochs(200)
                        .silent()
                        .run();
        assertEquals(1, run.last().accuracy());
        assertEquals(1, run.last().get("f1"));
    }

    @Test
    void learnsTwoMoons() {
        var run = moons(Problems.net(16)).optimizer(adam(0.05)).epochs(40).run();
        assertTrue(run.last().valAccuracy() >= 0.98, run.history().toString());
        var test = run.test(Problems.moons(200, 3));
        assertTrue(test.accuracy() >= 0.98, test.toString());
        assertEquals(200, test.confusion().total());
        assertEquals(test.accuracy(), test.confusion().accuracy());
        assertEquals(Math.round(200 * (1 - test.accuracy())), test.mistakes().size());
    }

    @Test
    void accuracyIsKnownWithoutBeingAskedFor() {
        var net = Problems.net(8);
        var data = Problems.moons(50, 1);
        var silent = fit(net).train(data).loss(crossEntropy()).optimizer(adam(0.01)).silent();
        var test = silent.run().test(data);
        assertFalse(test.values().containsKey("accuracy"));
        assertEquals(Evaluation.of(net, data, accuracy()).accuracy(), test.accuracy());
    }

    @Test
    void theSameSentenceGivesTheSameRun() {
        var sentence =
                moons(sequential(linear(2, 16), relu(), dropout(0.2), linear(16, 2)))
                        .startOver(5)
                        .epochs(3);
        var first = sentence.run();
        var weights = first.net().stateDict();
        var second = sentence.run();
        assertEquals(first.history(), second.history());
        second.net()
                .stateDict()
                .forEach((name, w) -> assertTrue(w.sameAs(weights.get(name)), name));
        var other = sentence.startOver(6).run();
        assertNotEquals(first.last().loss(), other.last().loss());
    }

    @Test
    void runningAgainGoesOn() {
        var net = Problems.net(16);
        var first = moons(net).epochs(3).run();
        var second = moons(net).epochs(3).run();
        assertTrue(second.last().valLoss() < first.last().valLoss());
    }

    @Test
    void validationSplitPutsSamplesAside() {
        var seen = new ArrayList<Integer>();
        var run =
                fit(Problems.net(4))
                        .train(Problems.moons(100, 1))
                        .validationSplit(0.2)
                        .loss(crossEntropy())
                        .optimizer(sgd(0.1))
                        .batch(30)
                        .onStep(training -> seen.add(training.seen()))
                        .silent()
                        .run();
        assertEquals(java.util.List.of(30, 60, 80), seen);
        assertTrue(run.last().valLoss() > 0);
    }

    @Test
    void earlyStoppingPutsTheBestWeightsBack() {
        // A rate far too large: the loss goes up and down.
        var run =
                moons(Problems.net(16))
                        .optimizer(adam(0.5))
                        .epochs(60)
                        .earlyStopping(patience(2))
                        .run();
        assertTrue(run.ending().contains("no better val_loss since epoch"), run.ending());
        assertTrue(run.ending().contains("weights of epoch " + run.best().number() + " restored"));
        assertEquals(run.best().number() + 2, run.last().number());
        var again = run.test(Problems.moons(200, 2));
        assertEquals(run.best().valLoss(), again.loss(), 1e-8);
        assertNotEquals(run.last().valLoss(), again.loss());
    }

    @Test
    void earlyStoppingCanWatchAccuracy() {
        var run =
                moons(Problems.net(16))
                        .epochs(100)
                        .earlyStopping(patience(3).monitor("val_accuracy"))
                        .run();
        var best =
                run.history().values("val_accuracy").stream().mapToDouble(v -> v).max().orElse(0);
        assertEquals(best, run.best().valAccuracy());
        var error =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                moons(Problems.net(4))
                                        .earlyStopping(patience(1).monitor("val_f1"))
                                        .run());
        assertTrue(error.getMessage().contains("val_f1"), error.getMessage());
    }

    @Test
    void accumulatedBatchesAreOneLargeBatch() {
        var large = moons(Problems.net(8)).inOrder().batch(60).run();
        var small = moons(Problems.net(8)).inOrder().batch(20).accumulate(3).run();
        small.net()
                .stateDict()
                .forEach(
                        (name, w) ->
                                assertTrue(
                                        w.closeTo(large.net().stateDict().get(name), 1e-5), name));
        // 300 samples: 100 and 100 and 100, each in batches of 40, 40 and 20.
        var uneven = moons(Problems.net(8)).inOrder().batch(40).accumulate(8).run();
        var whole = moons(Problems.net(8)).inOrder().batch(300).run();
        uneven.net()
                .stateDict()
                .forEach(
                        (name, w) ->
                                assertTrue(
                                        w.closeTo(whole.net().stateDict().get(name), 1e-5), name));
    }

    @Test
    void clippingBoundsTheStep() {
        var net = Problems.net(8);
        var before = net.stateDict();
        moons(net).optimizer(sgd(1)).clipNorm(0.001).batch(300).run();
        var change = 0.0;
        for (var entry : net.stateDict().entrySet()) {
            var moved = entry.getValue().minus(before.get(entry.getKey()));
            change += moved.square().sum().itemDouble();
        }
        assertEquals(0.001, Math.sqrt(change), 1e-5);
    }

    @Test
    void schedulesChangeTheRate() {
        var run = moons(Problems.net(4)).schedule(exponentialDecay(0.5)).epochs(3).run();
        assertEquals(
                java.util.List.of(0.01, 0.005, 0.0025),
                run.history().epochs().stream().map(Epoch::rate).toList());
    }

    @Test
    void callbacksSeeEverythingAndMayStop() {
        var log = new ArrayList<String>();
        var run =
                moons(Problems.net(4))
                        .epochs(5)
                        .callback(
                                new Callback() {
                                    @Override
                                    public void started(Training training) {
                                        log.add("start of " + training.epochs());
                                    }

                                    @Override
                                    public void stepped(Training training) {
                                        assertEquals(4, training.gradientNorms().size());
                                        assertTrue(training.gradientNorms().get("0.weight") > 0);
                                        if (training.epoch() == 2 && training.step() == 3) {
                                            training.stop("enough");
                                        }
                                    }

                                    @Override
                                    public void ended(Training training, Epoch epoch) {
                                        log.add("epoch " + epoch.number());
                                    }

                                    @Override
                                    public void finished(Run run) {
                                        log.add(run.ending());
                                    }
                                })
                        .run();
        assertEquals(
                java.util.List.of(
                        "start of 5", "epoch 1", "stopped at epoch 2 of 5, step 3 of 10: enough"),
                log);
        assertEquals(1, run.history().size());
        assertEquals(run.net().parameters().keySet(), run.gradients().norms().keySet());
    }

    @Test
    void anInterruptEndsTheRunAndKeepsTheWeights() {
        var net = Problems.net(4);
        var weights = new ArrayList<dev.cuaderno.tensor.Tensor>();
        var run =
                moons(net)
                        .epochs(50)
                        .earlyStopping(5)
                        .onStep(
                                training -> {
                                    if (training.epoch() == 3 && training.step() == 4) {
                                        weights.add(net.stateDict().get("0.weight"));
                                        Thread.currentThread().interrupt();
                                    }
                                })
                        .run();
        assertEquals(
                "interrupted at epoch 3 of 50, step 4 of 10; the network keeps the weights of that step",
                run.ending());
        assertEquals(2, run.history().size());
        assertTrue(weights.getFirst().sameAs(net.stateDict().get("0.weight")));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void whatIsMissingIsSaid() {
        var error = assertThrows(IllegalStateException.class, () -> fit(Problems.net(2)).run());
        assertEquals(
                "fit: say also train(inputs, labels) and loss(crossEntropy()) and optimizer(adam(1e-3))",
                error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> fit(Problems.net(2)).batch(0));
        var nothing = fit(x -> x).train(Problems.xor()).loss(mse()).optimizer(sgd(1)).silent();
        var lambda = assertThrows(IllegalArgumentException.class, nothing::run);
        assertTrue(lambda.getMessage().contains("no parameters"), lambda.getMessage());
    }

    @Test
    void inputsAreInferredFromTheFirstSample() {
        var net = sequential(linear(8), relu(), linear(2));
        var run = moons(net).run();
        assertEquals(1, run.history().size());
        assertEquals(2, net.stateDict().get("0.weight").size(1));
    }

    @Test
    void aRateIsFoundAndTheNetworkIsPutBack() {
        var net = Problems.net(16);
        var before = net.stateDict();
        var curve = moons(net).optimizer(sgd(0.1)).findRate();
        assertTrue(curve.suggestion() > 1e-3 && curve.suggestion() < 10, curve.toString());
        assertEquals(1e-7, curve.rates().getFirst(), 1e-15);
        net.stateDict().forEach((name, w) -> assertTrue(w.sameAs(before.get(name)), name));
    }

    @Test
    void crossValidationLearnsFromTheBeginningEachTime() {
        var net = Problems.net(8);
        var before = net.stateDict();
        var result =
                fit(net).train(Problems.moons(90, 1))
                        .loss(crossEntropy())
                        .optimizer(adam(0.05))
                        .metric(accuracy())
                        .epochs(15)
                        .silent()
                        .crossValidate(3);
        assertEquals(3, result.runs().size());
        assertTrue(result.mean("val_accuracy") > 0.8, result.toString());
        assertTrue(result.std("val_accuracy") < 0.2, result.toString());
        var starts = result.runs().stream().map(run -> run.history().epochs().getFirst().loss());
        assertTrue(starts.allMatch(loss -> loss > 0.3), "each fold starts without knowledge");
        net.stateDict().forEach((name, w) -> assertTrue(w.sameAs(before.get(name)), name));
    }
}
