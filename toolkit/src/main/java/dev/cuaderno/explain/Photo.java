package dev.cuaderno.explain;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.function.DoubleToIntFunction;

/// A tensor as a picture inside a page.
final class Photo {

    private Photo() {}

    /// Refuses what is no picture.
    static void check(String view, Tensor picture) {
        var colours = picture.rank() == 3 && (picture.size(0) == 1 || picture.size(0) == 3);
        if (picture.rank() != 2 && !colours) {
            throw ShapeException.in(view)
                    .rule("a picture [H, W], [1, H, W] or [3, H, W]")
                    .got(picture.shape().toString())
                    .fix("choose one with at(...)")
                    .error();
        }
    }

    /// The light of a coloured picture, `[H, W]`: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). A
    /// grey one stays as it is.
    static Tensor grey(Tensor picture) {
        if (picture.rank() == 2) {
            return picture;
        }
        if (picture.size(0) == 1) {
            return picture.squeeze(0);
        }
        var shares = Tensors.of(0.299, 0.587, 0.114).to(picture.dtype()).reshape(3, 1, 1);
        return picture.times(shares).sum(0);
    }

    /// An element with the picture from 0, black, to `white`; what lies outside is cut off.
    static String light(Tensor picture, double white, int width, String alt) {
        return element(picture, value -> level(value / white), width, alt);
    }

    /// An element with `-largest` black, 0 grey and `largest` white.
    static String signed(Tensor picture, double largest, int width, String alt) {
        var scale = largest == 0 ? 1 : largest;
        return element(picture, value -> level(0.5 + value / scale / 2), width, alt);
    }

    private static int level(double share) {
        // NaN becomes black.
        return (int) Math.rint(255 * Math.clamp(Double.isNaN(share) ? 0 : share, 0, 1));
    }

    private static String element(
            Tensor picture, DoubleToIntFunction levels, int width, String alt) {
        check("picture", picture);
        var rows = picture.size(-2);
        var columns = picture.size(-1);
        var values = picture.toDoubleArray();
        var plane = rows * columns;
        var green = values.length > plane ? plane : 0;
        Raster.Colours colours =
                (row, column) -> {
                    var at = row * columns + column;
                    return (levels.applyAsInt(values[at]) << 16)
                            | (levels.applyAsInt(values[at + green]) << 8)
                            | levels.applyAsInt(values[at + 2 * green]);
                };
        return Raster.of(rows, columns, colours).html(width, alt);
    }
}
