package dev.cuaderno.train;

import dev.cuaderno.io.Safetensors;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A training between two epochs, as tensors by name: `net.*` the weights, `optimizer.*` what the
/// optimiser remembers, `history.*` one number for each epoch, `best.*` the weights of the best
/// epoch, `seed`.
///
/// That is everything: random numbers follow from the seed, the epoch and the step, schedules and
/// early stopping from the history.
record Checkpoint(Map<String, Tensor> all) {

    private static final String NET = "net.";
    private static final String OPTIMIZER = "optimizer.";
    private static final String HISTORY = "history.";
    private static final String BEST = "best.";
    private static final String SEED = "seed";
    private static final String RATE = "learning_rate";
    private static final int HALF = 32;

    static Checkpoint of(Fit fit, Engine engine, History history, Map<String, Tensor> best) {
        var all = new LinkedHashMap<String, Tensor>();
        fit.net().stateDict().forEach((name, one) -> all.put(NET + name, one));
        engine.state().forEach((name, one) -> all.put(OPTIMIZER + name, one));
        for (var name : history.names()) {
            all.put(HISTORY + name, numbers(history.values(name)));
        }
        all.put(HISTORY + RATE, numbers(history.epochs().stream().map(Epoch::rate).toList()));
        best.forEach((name, one) -> all.put(BEST + name, one));
        // Each half of the seed is held exactly.
        var halves = List.of((double) (int) (fit.seed() >> HALF), (double) (int) fit.seed());
        all.put(SEED, numbers(halves));
        return new Checkpoint(all);
    }

    private static Tensor numbers(List<Double> values) {
        var array = values.stream().mapToDouble(value -> value).toArray();
        return Tensor.of(new Storage.Doubles(array), Shape.of(array.length));
    }

    /// Replaces the file once all is written.
    void write(Path file) {
        try {
            Safetensors.write(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException("checkpoint: " + e.getMessage(), e);
        }
    }

    static Checkpoint read(Path file) {
        try {
            return new Checkpoint(Safetensors.read(file));
        } catch (IOException e) {
            throw new UncheckedIOException("resume: " + e.getMessage(), e);
        }
    }

    private Map<String, Tensor> part(String prefix) {
        var part = new LinkedHashMap<String, Tensor>();
        all.forEach(
                (name, one) -> {
                    if (name.startsWith(prefix)) {
                        part.put(name.substring(prefix.length()), one);
                    }
                });
        return part;
    }

    /// Puts network and optimiser where they were.
    void restore(Fit fit, Engine engine) {
        if (!all.containsKey(SEED)) {
            throw new IllegalArgumentException(
                    "resume: the file holds no checkpoint, only " + all.keySet());
        }
        var halves = all.get(SEED).toDoubleArray();
        var seed = ((long) halves[0] << HALF) | ((long) halves[1] & 0xFFFFFFFFL);
        if (seed != fit.seed()) {
            throw new IllegalArgumentException(
                    "resume: the checkpoint was made with seed(%d), not seed(%d)"
                            .formatted(seed, fit.seed()));
        }
        fit.net().load(part(NET));
        engine.restore(part(OPTIMIZER));
    }

    List<Epoch> epochs() {
        var columns = part(HISTORY);
        var rates = columns.remove(RATE);
        var epochs = new ArrayList<Epoch>();
        for (var i = 0; i < rates.size(0); i++) {
            var values = new LinkedHashMap<String, Double>();
            for (var column : columns.entrySet()) {
                values.put(column.getKey(), column.getValue().getDouble(i));
            }
            epochs.add(new Epoch(i + 1, rates.getDouble(i), values));
        }
        return epochs;
    }

    Map<String, Tensor> best() {
        return part(BEST);
    }
}
