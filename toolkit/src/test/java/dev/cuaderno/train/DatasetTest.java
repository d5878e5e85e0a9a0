package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.generator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class DatasetTest {

    /// Sample i is `[2i, 2i+1]`, of class i mod 3.
    private static Dataset numbers(int count) {
        var classes = new float[count];
        for (var i = 0; i < count; i++) {
            classes[i] = i % 3;
        }
        return Dataset.of(arange(2 * count).reshape(count, 2), Problems.of(classes, count));
    }

    private static Batch all(Dataset data) {
        return data.batch(IntStream.range(0, data.size()).toArray(), new Generator(1));
    }

    private static float[] inputs(Dataset data) {
        return all(data).inputs().toArray();
    }

    /// Adds to every sample a number of its own.
    private static Batch noisy(Batch batch, Generator random) {
        return new Batch(
                batch.inputs().plus(random.rand(batch.inputs().shape().sizes())), batch.labels());
    }

    @Test
    void oneSampleHasNoBatchAxis() {
        var last = numbers(5).get(-1);
        assertArrayEquals(new float[] {8, 9}, last.input().toArray());
        assertEquals(1, last.number());
        assertEquals("sample [2], label 1", last.toString());
    }

    @Test
    void filtersAndMapsKeepOrderAndLabels() {
        var some = numbers(7).filter(one -> one.number() == 1).map(x -> x.times(10));
        assertArrayEquals(new float[] {20, 30, 80, 90}, inputs(some));
        assertArrayEquals(new int[] {1, 1}, some.labels());
        assertArrayEquals(new int[] {0, 2, 0}, numbers(5).ofClasses(0, 2).take(3).labels());
        var streamed = some.stream(List.of(new int[] {1}), new Generator(0)).toList();
        assertArrayEquals(new float[] {80, 90}, streamed.getFirst().inputs().toArray());
    }

    @Test
    void aShuffleIsTheSameForASeed() {
        var shuffled = numbers(50).shuffle(3);
        assertArrayEquals(inputs(shuffled), inputs(numbers(50).shuffle(3)));
        assertFalse(Arrays.equals(inputs(shuffled), inputs(numbers(50))));
        var seen = new TreeSet<Float>();
        for (var x : inputs(shuffled)) {
            seen.add(x);
        }
        assertEquals(100, seen.size());
    }

    @Test
    void aStratifiedSplitDividesEveryClass() {
        // 40 of class 0, 40 of class 1, 20 of class 2.
        var classes = new float[100];
        for (var i = 0; i < 100; i++) {
            classes[i] = i < 40 ? 0 : i < 80 ? 1 : 2;
        }
        var data = Dataset.of(arange(100).reshape(100, 1), Problems.of(classes, 100));
        var parts = data.stratifiedSplit(5, 0.8, 0.2);
        assertArrayEquals(new long[] {32, 32, 16}, counts(parts.get(0)));
        assertArrayEquals(new long[] {8, 8, 4}, counts(parts.get(1)));
        var seen = new TreeSet<Float>();
        parts.forEach(
                part -> {
                    for (var x : inputs(part)) {
                        assertTrue(seen.add(x), "twice: " + x);
                    }
                });
        assertEquals(100, seen.size());
    }

    private static long[] counts(Dataset data) {
        return IntStream.range(0, 3)
                .mapToLong(c -> Arrays.stream(data.labels()).filter(one -> one == c).count())
                .toArray();
    }

    @Test
    void everySampleIsLeftOutInOneFold() {
        var seen = new TreeSet<Float>();
        for (var fold : numbers(10).kFold(3, 1)) {
            assertEquals(10, fold.train().size() + fold.validation().size());
            for (var x : inputs(fold.validation())) {
                assertTrue(seen.add(x));
            }
        }
        assertEquals(20, seen.size());
    }

    @Test
    void joinedSamplesComeInTheOrderAskedFor() {
        var both = numbers(3).concat(numbers(2).map(x -> x.plus(100)));
        assertEquals(5, both.size());
        var batch = both.batch(new int[] {4, 0, 3, 2}, new Generator(0));
        assertArrayEquals(new float[] {102, 103, 0, 1, 100, 101, 4, 5}, batch.inputs().toArray());
        assertArrayEquals(new float[] {1, 0, 0, 2}, batch.labels().toArray());
        assertArrayEquals(new int[] {0, 1, 2, 0, 1}, both.labels());
    }

    @Test
    void aCacheMakesEachSampleOnce() {
        var made = new AtomicInteger();
        var cached =
                numbers(4)
                        .map(
                                x -> {
                                    made.incrementAndGet();
                                    return x.times(2);
                                })
                        .cache();
        var first = inputs(cached);
        assertArrayEquals(first, inputs(cached));
        assertEquals(4, made.get());
        assertSame(cached, cached.plain());
        var kept = numbers(4).augment(DatasetTest::noisy).cache();
        assertArrayEquals(inputs(kept), inputs(kept));
        assertArrayEquals(inputs(numbers(4)), inputs(kept.plain()));
        assertSame(kept.plain(), kept.plain());
    }

    @Test
    void augmentationFollowsFromTheSeedWhateverTheThreads() {
        var data = numbers(40).augment(DatasetTest::noisy).map(x -> x.times(3));
        var order = Splits.batches(new Generator(9).permutation(40), 3, false);
        var expected = new ArrayList<float[]>();
        for (var b = 0; b < order.size(); b++) {
            var own = new Generator(11).fork(Integer.toString(b));
            expected.add(data.batch(order.get(b), own).inputs().toArray());
        }
        for (var threads : new int[] {1, 2, 7}) {
            try (var stream = data.prefetch(threads).stream(order, new Generator(11))) {
                var got = stream.map(one -> one.inputs().toArray()).toList();
                assertEquals(order.size(), got.size());
                for (var b = 0; b < got.size(); b++) {
                    assertArrayEquals(expected.get(b), got.get(b));
                }
            }
        }
        assertArrayEquals(
                inputs(numbers(40).map(x -> x.times(3))), inputs(data.plain()), "plain in use");
    }

    @Test
    void twoAugmentationsDrawDifferentNumbers() {
        var zeros = Dataset.of(full(0, 4, 8), Problems.of(new float[4], 4));
        var one = inputs(zeros.augment(DatasetTest::noisy));
        var two = inputs(zeros.augment(DatasetTest::noisy).augment(DatasetTest::noisy));
        var same = 0;
        for (var i = 0; i < one.length; i++) {
            same += Math.abs(two[i] - 2 * one[i]) < 1e-6 ? 1 : 0;
        }
        assertEquals(0, same);
    }

    @Test
    void theFailureOfAThreadReachesTheReader() {
        var broken =
                numbers(10)
                        .map(
                                x -> {
                                    if (x.get(0) == 8) {
                                        throw new IllegalArgumentException("sample 4 is torn");
                                    }
                                    return x;
                                })
                        .prefetch(2);
        var order = Splits.batches(IntStream.range(0, 10).toArray(), 2, false);
        try (var stream = broken.stream(order, new Generator(0))) {
            var incoming = stream.iterator();
            incoming.next();
            incoming.next();
            var error = assertThrows(IllegalArgumentException.class, incoming::next);
            assertEquals("sample 4 is torn", error.getMessage());
        }
    }

    @Test
    void normalisationIsByChannel() {
        // Two samples of two channels of 1 x 2: the first channel 1 2 3 4, the second 10 10 30 30.
        var x = Problems.of(new float[] {1, 2, 10, 10, 3, 4, 30, 30}, 2, 2, 1, 2);
        var data = Dataset.of(x, Problems.of(new float[2], 2));
        var by = Normalization.of(data);
        assertEquals(List.of(2.5, 20.0), by.mean());
        assertEquals(Math.sqrt(1.25), by.std().get(0), 1e-12);
        assertEquals(10, by.std().get(1), 1e-12);
        var first = data.normalize().get(0).input();
        assertEquals(-1.5 / Math.sqrt(1.25), first.getDouble(0, 0, 0), 1e-6);
        assertEquals(-1, first.getDouble(1, 0, 0), 1e-6);
        assertTrue(by.undo(first).closeTo(data.get(0).input(), 1e-6));
        assertThrows(ShapeException.class, () -> by.apply(full(1, 3, 2, 2)));
        assertThrows(IllegalArgumentException.class, () -> Normalization.of(0.5, 0));
    }

    @Test
    void picturesAreShownAsPictures() {
        var data = Dataset.of(generator(1).rand(30, 1, 4, 4), Problems.of(new float[30], 30));
        var shown = data.mime();
        assertEquals(20, shown.data().get(MimeBundle.HTML).split("<img ", -1).length - 1);
        assertTrue(shown.plainText().startsWith("20 of 30 samples [1, 4, 4]: 0, 0"));
        assertTrue(numbers(2).mime().plainText().startsWith("2 of 2 samples [2]: 0, 1"));
    }

    @Test
    void labelsThatAreNoClassesAreRefused() {
        Tensor halves = full(0.5, 3);
        var data = Dataset.of(arange(3), halves);
        assertThrows(IllegalStateException.class, data::labels);
    }
}
