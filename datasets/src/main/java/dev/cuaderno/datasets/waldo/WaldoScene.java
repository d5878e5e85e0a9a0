package dev.cuaderno.datasets.waldo;

import dev.cuaderno.datasets.PictureRow;
import dev.cuaderno.datasets.augment.Pictures;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

/// A crowd in which somebody in a red and white jersey hides.
///
/// @param picture `[3, H, W]` from 0 to 1
/// @param template what is looked for, `[3, h, w]`, in neutral light on grey
/// @param top the first row of the place where the one looked for stands
/// @param left its first column; it is as large as the template
public record WaldoScene(Tensor picture, Tensor template, int top, int left)
        implements Displayable {

    private static final double RED = 1;
    private static final int MARGIN = 3;

    /// Whether a place found lies at most so many pixels from the true one, down and across.
    public boolean isHit(int foundTop, int foundLeft, int tolerance) {
        return Math.abs(foundTop - top) <= tolerance && Math.abs(foundLeft - left) <= tolerance;
    }

    /// The part of the picture where the one looked for stands.
    public Tensor place() {
        return Pictures.crop(picture, 0, top, left, template.size(1), template.size(2));
    }

    /// The picture with a frame around the place.
    public Tensor solved() {
        return framed(top, left);
    }

    /// The picture with a frame around a place of the template's size.
    public Tensor framed(int fromRow, int fromColumn) {
        var numbers = picture.toArray();
        var height = picture.size(1);
        var width = picture.size(2);
        var bottom = fromRow + template.size(1);
        var right = fromColumn + template.size(2);
        for (var i = fromRow - MARGIN; i < bottom + MARGIN; i++) {
            for (var j = fromColumn - MARGIN; j < right + MARGIN; j++) {
                var within = i >= fromRow - 1 && i <= bottom && j >= fromColumn - 1 && j <= right;
                if (!within && i >= 0 && i < height && j >= 0 && j < width) {
                    numbers[i * width + j] = (float) RED;
                    numbers[(height + i) * width + j] = 0;
                    numbers[(2 * height + i) * width + j] = (float) RED;
                }
            }
        }
        return Tensor.of(new Storage.Floats(numbers), picture.shape());
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.png(PictureRow.png(picture), toString());
    }

    @Override
    public String toString() {
        return "a crowd %s; looked for: %s".formatted(picture.shape(), template.shape());
    }
}
