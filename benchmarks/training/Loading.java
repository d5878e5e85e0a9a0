import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.datasets.Datasets.*;

import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Batch;
import dev.cuaderno.train.Dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// What loading and augmentation cost a training: `java Loading.java lenet|resnet20 SECONDS`.
/// Prints how long a step takes with a batch that lies ready in memory, how long one thread takes
/// to prepare a batch, and how much of the step that is, as a part of all processors' time: both
/// sides want the same processors.
class Loading {

    private static final int BATCH = 128;
    private static final int STEPS = 25;

    /// The same batch again and again.
    record Ready(Batch batch, int size) implements Dataset {
        @Override
        public Batch batch(int[] indices, Generator random) {
            return batch;
        }
    }

    static Map<String, Augmentation> changes() {
        var changes = new LinkedHashMap<String, Augmentation>();
        changes.put("translation", randomTranslation(2, 2));
        changes.put("crop and flip", randomCrop(4).then(randomFlip()));
        changes.put("rotation", randomRotation(10));
        changes.put("affine", randomAffine().rotation(10).translation(0.1).scale(0.9, 1.1));
        changes.put("perspective", randomPerspective(0.3));
        changes.put("elastic", elastic(34, 4));
        changes.put("colour", colorJitter(0.2, 0.2, 0.2, 0.05));
        changes.put("noise", noise(0.1));
        changes.put("erasing", randomErasing());
        changes.put("mixup", mixup(0.2, 10));
        return changes;
    }

    public static void main(String[] args) {
        var net = Run.task(args[0]).net();
        var corpus = args[0].equals("lenet") ? mnist() : cifar10();
        var samples = corpus.allTrain().take(BATCH * STEPS);
        var first = IntStream.range(0, BATCH).toArray();
        var ready = new Ready(samples.batch(first, new Generator(0)), samples.size());
        var kinds = new LinkedHashMap<String, Dataset>();
        kinds.put("no change", samples);
        changes().forEach((name, change) -> kinds.put(name, samples.augment(change)));
        var steps = new ArrayList<Double>();
        var batches = new LinkedHashMap<String, List<Double>>();
        var begin = System.nanoTime();
        while (seconds(begin) < Double.parseDouble(args[1]) || steps.size() < 4) {
            steps.add(step(net, ready));
            kinds.forEach(
                    (name, data) -> {
                        var from = System.nanoTime();
                        for (var i = 0; i < STEPS; i++) {
                            data.batch(first, new Generator(i));
                        }
                        batches.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(seconds(from) / STEPS);
                    });
        }
        var step = median(steps);
        var processors = Runtime.getRuntime().availableProcessors();
        System.out.printf(Locale.ROOT, "step %.2f ms%n", 1e3 * step);
        batches.forEach(
                (name, times) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-16s %6.3f ms a batch, %5.1f %% of the step%n",
                                name,
                                1e3 * median(times),
                                100 * median(times) / step / processors));
    }

    /// The median of some steps, in seconds; the first ones prepare what comes later.
    static double step(Layer net, Dataset data) {
        var ends = new ArrayList<Long>();
        fit(net).train(data)
                .loss(crossEntropy())
                .optimizer(sgd(0.01).momentum(0.9))
                .batch(BATCH)
                .onStep(_ -> ends.add(System.nanoTime()))
                .silent()
                .run();
        return median(
                IntStream.range(1, ends.size())
                        .mapToObj(i -> (ends.get(i) - ends.get(i - 1)) * 1e-9)
                        .toList());
    }

    static double seconds(long from) {
        return (System.nanoTime() - from) * 1e-9;
    }

    /// Of the second half, when compilers have finished.
    static double median(List<Double> times) {
        var late = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return late.get(late.size() / 2);
    }
}
