package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// (x − mean) / std, for every channel of a picture `[C, H, W]` by itself, or for all numbers of
/// another sample alike.
///
/// @param mean one for each channel, or a single one
/// @param std likewise, above 0
public record Normalization(List<Double> mean, List<Double> std) {

    private static final int AT_ONCE = 256;
    private static final int PICTURE = 3;

    public Normalization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException(
                    "normalization: as many deviations as means, at least one, not %s and %s"
                            .formatted(mean, std));
        }
        if (std.stream().anyMatch(one -> !(one > 0))) {
            throw new IllegalArgumentException(
                    "normalization: deviations above 0, not "
                            + std
                            + "; a channel that is the same everywhere has none");
        }
    }

    /// One mean and one deviation for everything.
    public static Normalization of(double mean, double std) {
        return new Normalization(List.of(mean), List.of(std));
    }

    /// Mean and deviation √(Σ(x − mean)²/n) of all samples as they are in use.
    public static Normalization of(Dataset data) {
        var samples = data.plain();
        double[] sums = null;
        double[] squares = null;
        double[] shift = null;
        var count = 0L;
        for (var from = 0; from < data.size(); from += AT_ONCE) {
            var to = Math.min(data.size(), from + AT_ONCE);
            var x =
                    samples.batch(IntStream.range(from, to).toArray(), new Generator(0))
                            .inputs()
                            .toArray();
            if (sums == null) {
                var channels = channels(samples.get(0).input().shape());
                sums = new double[channels];
                squares = new double[channels];
                shift = new double[channels];
                var plane = x.length / (to - from) / channels;
                // Sums of differences from a number of each channel, which keeps their digits.
                for (var c = 0; c < channels; c++) {
                    shift[c] = x[c * plane];
                }
            }
            var plane = x.length / (to - from) / sums.length;
            for (var i = 0; i < x.length; i++) {
                var channel = i / plane % sums.length;
                var difference = x[i] - shift[channel];
                sums[channel] += difference;
                squares[channel] += difference * difference;
            }
            count += x.length / sums.length;
        }
        return of(count, shift, sums, squares);
    }

    private static Normalization of(long count, double[] shift, double[] sums, double[] squares) {
        var mean = new double[sums.length];
        var std = new double[sums.length];
        for (var c = 0; c < mean.length; c++) {
            var moved = sums[c] / count;
            mean[c] = shift[c] + moved;
            std[c] = Math.sqrt(Math.max(0, squares[c] / count - moved * moved));
        }
        return new Normalization(
                DoubleStream.of(mean).boxed().toList(), DoubleStream.of(std).boxed().toList());
    }

    private static int channels(Shape sample) {
        return sample.rank() == PICTURE ? sample.size(0) : 1;
    }

    /// A normalised sample.
    ///
    /// @throws ShapeException if it has another number of channels
    public Tensor apply(Tensor sample) {
        var channels = mean.size() == 1 ? 1 : channels(sample.shape());
        if (channels != mean.size()) {
            throw ShapeException.in("normalize")
                    .rule("one mean for each channel of a sample [C, H, W], or one for all")
                    .got(mean.size() + " means, sample " + sample.shape())
                    .fix("Normalization.of(...) of data with these channels")
                    .error();
        }
        var x = sample.toArray();
        var plane = x.length / channels;
        for (var i = 0; i < x.length; i++) {
            x[i] = (float) ((x[i] - mean.get(i / plane)) / std.get(i / plane));
        }
        return Tensor.of(new Storage.Floats(x), sample.shape());
    }

    /// The sample that [#apply] had.
    public Tensor undo(Tensor sample) {
        var x = sample.toArray();
        var plane = x.length / mean.size();
        for (var i = 0; i < x.length; i++) {
            x[i] = (float) (x[i] * std.get(i / plane) + mean.get(i / plane));
        }
        return Tensor.of(new Storage.Floats(x), sample.shape());
    }

    @Override
    public String toString() {
        return "mean %s, std %s".formatted(numbers(mean), numbers(std));
    }

    private static String numbers(List<Double> values) {
        return values.stream().map(Table::number).collect(Collectors.joining(" "));
    }
}
