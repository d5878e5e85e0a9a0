package dev.cuaderno.explain;

import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.List;

/// A picture that is 1 at one place and 0 elsewhere, filtered both ways. Convolution gives the
/// filter itself, correlation the filter turned by 180 degrees.
final class Impulse {

    private Impulse() {}

    static Shaded of(Tensor filter) {
        if (filter.rank() != 2 || filter.size(0) % 2 == 0 || filter.size(1) % 2 == 0) {
            throw ShapeException.in("impulse")
                    .rule("a matrix with an odd number of rows and columns, which has a centre")
                    .got("filter " + filter.shape())
                    .fix("pad(0, 1, 0, 1, zero())")
                    .error();
        }
        var rows = filter.size(0) + 2;
        var columns = filter.size(1) + 2;
        var half = (rows * columns - 1) / 2.0;
        var picture =
                Tensors.arange(0, rows * columns, 1)
                        .eq(half)
                        .reshape(rows, columns)
                        .to(filter.dtype());
        var named = new NamedFilter("F", filter, 1);
        var border = new Padding.Zero();
        return new Shaded(
                List.of(
                        picture,
                        filter,
                        named.correlate(picture, border),
                        named.convolve(picture, border)),
                List.of("δ", "F", "δ ⊗ F", "δ ∗ F"),
                false);
    }
}
