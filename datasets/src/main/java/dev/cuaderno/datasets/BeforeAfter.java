package dev.cuaderno.datasets;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Samples as they are, at the left, and what a change makes of them.
///
/// @param data what the samples are from, the first of it
/// @param change how they are changed
/// @param samples how many rows
/// @param times how many changed pictures beside each
/// @param seed what the changes follow from
public record BeforeAfter(Dataset data, Augmentation change, int samples, int times, long seed)
        implements Displayable {

    public BeforeAfter {
        if (samples < 1 || times < 1) {
            throw new IllegalArgumentException(
                    "beforeAfter: at least one sample and one change, not %d and %d"
                            .formatted(samples, times));
        }
    }

    /// Other changes of the same kind.
    public BeforeAfter seed(long other) {
        return new BeforeAfter(data, change, samples, times, other);
    }

    /// The pictures, row by row, the unchanged one first.
    public List<List<Tensor>> rows() {
        var all = IntStream.range(0, Math.min(samples, data.size())).toArray();
        var random = new Generator(seed);
        var before = data.plain().batch(all, random);
        var columns = new ArrayList<Tensor>();
        columns.add(before.inputs());
        for (var i = 0; i < times; i++) {
            columns.add(change.apply(before, random.fork("time " + i)).inputs());
        }
        return IntStream.range(0, all.length)
                .mapToObj(row -> columns.stream().map(one -> one.at(row)).toList())
                .toList();
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.png(Montage.png(rows()), toString());
    }

    @Override
    public String toString() {
        return say(
                "%d samples, each as it is and changed %d times",
                Math.min(samples, data.size()), times);
    }
}
