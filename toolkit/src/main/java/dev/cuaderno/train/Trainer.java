package dev.cuaderno.train;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.optim.Schedule;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Carries out a [Fit]: epochs of steps, validation, and what happens between them. How a step is
/// made is the [Engine]'s matter.
final class Trainer {

    private final Fit fit;
    private final Layer net;
    private final Generator random;
    private final Engine engine;
    private final int steps;
    private final Training training;
    private final Monitor monitor;
    private final Progress progress;
    private final GradientHistory gradients;
    private Map<String, Tensor> bestWeights = Map.of();

    Trainer(Fit fit) {
        this.fit = fit;
        this.net = fit.net();
        this.random = new Generator(fit.seed());
        if (fit.isStartingOver()) {
            net.init(fit.seed());
        }
        settle(net, fit.train());
        this.engine = new TapeEngine(net, fit.loss(), fit.optimizer());
        var samples = fit.train().size();
        var batches = Iterations.of(samples, fit.batch(), 1);
        var count = fit.isDroppingLast() ? batches.dropping() : batches.perEpoch();
        if (count == 0) {
            throw new IllegalArgumentException(
                    "fit: %d samples do not fill a batch of %d, and dropLast() leaves it out"
                            .formatted(samples, fit.batch()));
        }
        this.steps = Math.ceilDiv(count, fit.accumulate());
        this.training = new Training(net, engine.parameters(), fit.epochs(), steps, samples);
        this.monitor = Monitor.of(fit);
        this.progress = Progress.of(fit);
        this.gradients = new GradientHistory(engine.parameters());
    }

    /// Lets layers that infer their inputs see a sample's shape.
    static void settle(Layer net, Dataset data) {
        if (!net.parameters().values().stream().allMatch(one -> one.isSettled())) {
            var sample = data.plain().batch(new int[] {0}, new Generator(0)).inputs().shape();
            net.build(sample.without(0).sizes());
        }
    }

    Run run() {
        resume();
        fit.callbacks().forEach(one -> one.started(training));
        progress.started(training);
        var ending = "";
        try {
            ending = epochs();
        } catch (Interrupt stopped) {
            ending = "interrupted at " + training + "; the network keeps the weights of that step";
        } finally {
            if (ending.isEmpty()) {
                progress.ended(training, "broken off at " + training);
            }
        }
        var restored = restoreBest(ending);
        var run = new Run(fit, training.history(), ending + restored, gradients);
        progress.ended(training, run.ending());
        fit.callbacks().forEach(one -> one.finished(run));
        return run;
    }

    private String epochs() {
        if (stopsEarly()) {
            return stoppedEarly();
        }
        for (var number = training.history().size() + 1; number <= fit.epochs(); number++) {
            var rate = learn(number);
            if (!training.stopReason().isEmpty()) {
                return "stopped at %s: %s".formatted(training, training.stopReason());
            }
            finish(number, rate);
            if (!training.stopReason().isEmpty()) {
                return "stopped after epoch %d: %s".formatted(number, training.stopReason());
            }
            if (stopsEarly()) {
                return stoppedEarly();
            }
        }
        return say("all %d epochs", training.history().size());
    }

    private final Map<String, Double> values = new LinkedHashMap<>();

    /// One pass over the data.
    ///
    /// @return the last learning rate
    private double learn(int number) {
        training.epochBegins(number);
        gradients.begin();
        values.clear();
        var meters = fit.metrics().stream().map(Metric::start).toList();
        var samples = fit.train().size();
        var order =
                fit.shuffle()
                        ? random.fork("order " + number).permutation(samples)
                        : IntStream.range(0, samples).toArray();
        var batches = Splits.batches(order, fit.batch(), fit.isDroppingLast());
        var sum = 0.0;
        var seen = 0;
        var rate = 0.0;
        try (var stream = fit.train().stream(batches, random.fork("samples " + number))) {
            var incoming = stream.iterator();
            for (var step = 0; step < steps && training.stopReason().isEmpty(); step++) {
                Interrupt.check();
                rate = rate(number, step);
                var losses = 0.0;
                var learnt = 0;
                var from = step * fit.accumulate();
                var parts =
                        batches.subList(from, Math.min(batches.size(), from + fit.accumulate()));
                var whole = parts.stream().mapToInt(part -> part.length).sum();
                List<Double> norms = List.of();
                for (var part = 0; part < parts.size(); part++) {
                    var batch = incoming.next();
                    var outcome =
                            engine.learn(
                                    batch,
                                    order(number, step, part, parts.size(), rate, batch, whole));
                    for (var meter : meters) {
                        meter.add(outcome.prediction(), batch.labels());
                    }
                    losses += outcome.loss() * batch.size();
                    learnt += batch.size();
                    norms = outcome.norms();
                }
                sum += losses;
                seen += learnt;
                gradients.add(norms);
                training.stepped(losses / learnt, sum / seen, rate, seen, norms);
                fit.callbacks().forEach(one -> one.stepped(training));
                progress.stepped(training);
            }
        }
        values.put("loss", sum / seen);
        for (var i = 0; i < meters.size(); i++) {
            values.put(fit.metrics().get(i).name(), meters.get(i).value());
        }
        return rate;
    }

    private double rate(int number, int step) {
        var watched = monitor.loss(training.history());
        var made = (number - 1) * steps + step;
        var clock = new Schedule.Clock(made, fit.epochs() * steps, steps, false, watched);
        return fit.schedule().rate(fit.optimizer().learningRate(), clock);
    }

    private Engine.Order order(
            int number, int step, int part, int parts, double rate, Batch batch, int whole) {
        return new Engine.Order(
                "epoch %d, step %d of %d".formatted(number, step + 1, steps),
                rate,
                parts == 1 ? 1 : (double) batch.size() / whole,
                part == 0,
                part == parts - 1,
                fit.clipNorm(),
                fit.clipValue(),
                random.fork("noise " + number + " " + step + " " + part));
    }

    private void finish(int number, double rate) {
        if (fit.validation() != null) {
            var evaluation =
                    Evaluation.of(
                            engine::predict,
                            fit.validation(),
                            fit.loss(),
                            fit.metrics(),
                            fit.batch());
            evaluation.values().forEach((name, one) -> values.put(Epoch.VALIDATION + name, one));
        }
        var epoch = new Epoch(number, rate, values);
        var sofar = new ArrayList<>(training.history().epochs());
        sofar.add(epoch);
        var best = monitor.judge(sofar).bestEpoch() + 1;
        training.epochEnded(epoch, best);
        gradients.end();
        if (best == number && restoring()) {
            bestWeights = net.stateDict();
        }
        if (fit.checkpoint() != null
                && (number % fit.checkpointEvery() == 0
                        || number == fit.epochs()
                        || stopsEarly())) {
            Checkpoint.of(fit, engine, training.history(), bestWeights).write(fit.checkpoint());
        }
        progress.ended(training, epoch);
        fit.callbacks().forEach(one -> one.ended(training, epoch));
    }

    private boolean restoring() {
        return fit.earlyStopping() != null && fit.earlyStopping().restoreBest();
    }

    private boolean stopsEarly() {
        return fit.earlyStopping() != null
                && monitor.judge(training.history().epochs()).stop().isPresent();
    }

    private String stoppedEarly() {
        var verdict = monitor.judge(training.history().epochs());
        return say(
                "stopped after epoch %d: no better %s since epoch %d (patience %d)",
                training.history().size(),
                monitor.name(),
                verdict.bestEpoch() + 1,
                fit.earlyStopping().patience());
    }

    /// Not after an interrupt: who stops by hand wants what is there.
    private String restoreBest(String ending) {
        if (!restoring() || bestWeights.isEmpty() || ending.startsWith("interrupted")) {
            return "";
        }
        net.load(bestWeights);
        return "; weights of epoch %d restored".formatted(training.history().best());
    }

    private void resume() {
        if (fit.resume() != null) {
            var saved = Checkpoint.read(fit.resume());
            saved.restore(fit, engine);
            training.resumed(saved.epochs(), monitor.judge(saved.epochs()).bestEpoch() + 1);
            bestWeights = saved.best();
        }
    }
}
