package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Reads the classes of samples from their labels.
final class Labels {

    private static final int AT_ONCE = 256;

    private Labels() {}

    /// A label in words: the number of a class, or another number.
    static String text(double label) {
        return label == Math.rint(label) ? Long.toString((long) label) : Table.number(label);
    }

    static int[] of(Dataset data) {
        var samples = data.plain();
        var labels = new int[data.size()];
        for (var from = 0; from < labels.length; from += AT_ONCE) {
            var to = Math.min(labels.length, from + AT_ONCE);
            var batch = samples.batch(IntStream.range(from, to).toArray(), new Generator(0));
            var numbers = batch.labels().toDoubleArray();
            if (numbers.length != to - from
                    || Arrays.stream(numbers).anyMatch(one -> one != Math.rint(one) || one < 0)) {
                throw new IllegalStateException(
                        "labels: one class for each sample was expected, numbers 0, 1, ...; these"
                                + " are "
                                + batch.labels().shape()
                                + " for "
                                + (to - from)
                                + " samples");
            }
            for (var i = from; i < to; i++) {
                labels[i] = (int) numbers[i - from];
            }
        }
        return labels;
    }
}
