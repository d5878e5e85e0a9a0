package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// The numbers of a picture `[C, H, W]` or `[H, W]`, read once and written once.
final class Pixels {

    private final Tensor picture;
    private final double[] values;

    private Pixels(Tensor picture, double[] values) {
        this.picture = picture;
        this.values = values;
    }

    static Pixels of(Tensor picture) {
        if (picture.rank() != 2 && picture.rank() != 3) {
            throw ShapeException.in("picture")
                    .rule("[C, H, W] or [H, W]")
                    .got(picture.shape().toString())
                    .fix("choose one picture of a batch with at(i)")
                    .error();
        }
        return new Pixels(picture, numbers(picture));
    }

    /// The pictures of a batch usually lie in one array, which needs no general copy.
    private static double[] numbers(Tensor picture) {
        if (!picture.isContiguous() || !(picture.storage() instanceof Storage.Floats floats)) {
            return picture.toDoubleArray();
        }
        var numbers = new double[picture.elements()];
        var from = floats.array();
        var offset = picture.offset();
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = from[offset + i];
        }
        return numbers;
    }

    int channels() {
        return picture.rank() == 3 ? picture.size(0) : 1;
    }

    int height() {
        return picture.size(-2);
    }

    int width() {
        return picture.size(-1);
    }

    int plane() {
        return height() * width();
    }

    /// The numbers themselves, channel by channel and row by row.
    double[] values() {
        return values;
    }

    /// The numbers with a ring of zeros around each channel.
    double[] ringed() {
        var line = width() + 2;
        var ringed = new double[channels() * (height() + 2) * line];
        for (var c = 0; c < channels(); c++) {
            for (var i = 0; i < height(); i++) {
                System.arraycopy(
                        values,
                        (c * height() + i) * width(),
                        ringed,
                        (c * (height() + 2) + i + 1) * line + 1,
                        width());
            }
        }
        return ringed;
    }

    /// A picture of the same type and number of channels.
    Tensor picture(double[] numbers, int height, int width) {
        var shape =
                picture.rank() == 3 ? Shape.of(channels(), height, width) : Shape.of(height, width);
        var storage = picture.dtype().allocate(numbers.length);
        if (storage instanceof Storage.Floats floats) {
            var to = floats.array();
            for (var i = 0; i < numbers.length; i++) {
                to[i] = (float) numbers[i];
            }
        } else {
            for (var i = 0; i < numbers.length; i++) {
                storage.set(i, numbers[i]);
            }
        }
        return Tensor.of(storage, shape);
    }

    Tensor picture(double[] numbers) {
        return picture(numbers, height(), width());
    }
}
