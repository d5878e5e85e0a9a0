package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.arange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

class SplitsTest {

    /// Sample i is `[2i, 2i+1]` with label i.
    private static Dataset numbers(int count) {
        return Dataset.of(arange(2 * count).reshape(count, 2), arange(count));
    }

    private static float[] labels(Dataset data) {
        var all = java.util.stream.IntStream.range(0, data.size()).toArray();
        return data.batch(all, new Generator(0)).labels().toArray();
    }

    @Test
    void batchesTakeSamplesByTheirNumbers() {
        var batch = numbers(5).batch(new int[] {4, 0}, new Generator(0));
        assertArrayEquals(new float[] {8, 9, 0, 1}, batch.inputs().toArray());
        assertArrayEquals(new float[] {4, 0}, batch.labels().toArray());
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> numbers(5).batch(new int[] {5}, new Generator(0)));
        assertThrows(ShapeException.class, () -> Dataset.of(arange(4), arange(3)));
    }

    @Test
    void subsetsOfSubsetsAreNumberedAnew() {
        var some = numbers(10).subset(9, 7, 5, 3).subset(3, 1);
        assertArrayEquals(new float[] {3, 7}, labels(some));
        assertArrayEquals(new float[] {0, 1, 2}, labels(numbers(10).take(3)));
        var order = List.of(new int[] {1}, new int[] {0, 1});
        var streamed = some.stream(order, new Generator(0)).map(b -> b.labels().toArray()).toList();
        assertArrayEquals(new float[] {7}, streamed.get(0));
        assertArrayEquals(new float[] {3, 7}, streamed.get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> numbers(3).subset(3));
    }

    @Test
    void aSplitIsADrawingWithoutRepetition() {
        var parts = numbers(100).split(7, 0.7, 0.2, 0.1);
        assertEquals(List.of(70, 20, 10), parts.stream().map(Dataset::size).toList());
        var all = new TreeSet<Float>();
        for (var part : parts) {
            for (var label : labels(part)) {
                assertTrue(all.add(label));
            }
        }
        assertEquals(100, all.size());
        assertArrayEquals(
                labels(parts.get(1)), labels(numbers(100).split(7, 0.7, 0.2, 0.1).get(1)));
        assertNotEquals(
                Arrays.toString(labels(parts.get(1))),
                Arrays.toString(labels(numbers(100).split(8, 0.7, 0.2, 0.1).get(1))));
        assertThrows(IllegalArgumentException.class, () -> numbers(10).split(1, 0.5, 0.4));
        assertThrows(IllegalArgumentException.class, () -> numbers(3).split(1, 0.9, 0.1));
    }

    @Test
    void everySampleIsLeftOutOnce() {
        var folds = Splits.kFold(3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertArrayEquals(new int[] {0, 1, 2, 3}, folds.get(0).validation());
        assertArrayEquals(new int[] {0, 1, 2, 3, 7, 8, 9}, folds.get(1).train());
        assertArrayEquals(new int[] {7, 8, 9}, folds.get(2).validation());
        assertThrows(IllegalArgumentException.class, () -> Splits.kFold(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Splits.kFold(3, 0, 1));
    }
}
