package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

/// Changes of pictures `[C, H, W]` or `[H, W]` without chance. What comes from outside a picture is
/// 0.
public final class Pictures {

    // The brightness that red, green and blue have for the eye (ITU-R BT.601).
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private Pictures() {}

    /// Left and right exchanged.
    public static Tensor flipHorizontal(Tensor picture) {
        return picture.flip(-1);
    }

    /// Top and bottom exchanged.
    public static Tensor flipVertical(Tensor picture) {
        return picture.flip(-2);
    }

    /// The picture moved down and to the right; up and to the left if negative.
    public static Tensor shift(Tensor picture, int down, int right) {
        return window(picture, -down, -right, picture.size(-2), picture.size(-1));
    }

    /// A part of the picture with zeros around it.
    ///
    /// @param pad how many zeros on each side
    /// @param top the first row, counted with the zeros
    /// @param left the first column, counted with the zeros
    public static Tensor crop(Tensor picture, int pad, int top, int left, int height, int width) {
        if (top < 0
                || left < 0
                || top + height > picture.size(-2) + 2 * pad
                || left + width > picture.size(-1) + 2 * pad) {
            throw ShapeException.in("crop")
                    .rule("the part lies inside the picture with its margin")
                    .got(
                            "rows %d to %d and columns %d to %d of %s with margin %d"
                                    .formatted(
                                            top,
                                            top + height - 1,
                                            left,
                                            left + width - 1,
                                            picture.shape(),
                                            pad))
                    .fix("a smaller part, or a larger margin")
                    .error();
        }
        return window(picture, top - pad, left - pad, height, width);
    }

    private static Tensor window(Tensor picture, int top, int left, int height, int width) {
        var from = Pixels.of(picture);
        var numbers = new double[from.channels() * height * width];
        // The rows and columns of the window that lie in the picture.
        var firstRow = Math.max(0, -top);
        var lastRow = Math.min(height, from.height() - top);
        var firstColumn = Math.max(0, -left);
        var columns = Math.min(width, from.width() - left) - firstColumn;
        for (var c = 0; columns > 0 && c < from.channels(); c++) {
            for (var i = firstRow; i < lastRow; i++) {
                System.arraycopy(
                        from.values(),
                        (c * from.height() + top + i) * from.width() + left + firstColumn,
                        numbers,
                        (c * height + i) * width + firstColumn,
                        columns);
            }
        }
        return from.picture(numbers, height, width);
    }

    /// The picture turned counter-clockwise about its middle. Quarter turns are exact.
    public static Tensor rotate(Tensor picture, double degrees) {
        return Warp.affine(picture, degrees, 0, 0, 1, 0);
    }

    /// Every number times a factor.
    public static Tensor brightness(Tensor picture, double factor) {
        return picture.times(factor);
    }

    /// The distance of every number from the mean of all, times a factor.
    public static Tensor contrast(Tensor picture, double factor) {
        var from = Pixels.of(picture);
        var x = from.values();
        var sum = 0.0;
        for (var value : x) {
            sum += value;
        }
        var mean = sum / x.length;
        for (var i = 0; i < x.length; i++) {
            x[i] = (x[i] - mean) * factor + mean;
        }
        return from.picture(x);
    }

    /// The distance of every colour from grey, times a factor. Grey pictures stay as they are.
    public static Tensor saturation(Tensor picture, double factor) {
        var from = Pixels.of(picture);
        if (from.channels() != LUMA.length) {
            return picture;
        }
        var x = from.values();
        var plane = from.plane();
        for (var i = 0; i < plane; i++) {
            var grey = 0.0;
            for (var c = 0; c < LUMA.length; c++) {
                grey += LUMA[c] * x[c * plane + i];
            }
            for (var c = 0; c < LUMA.length; c++) {
                x[c * plane + i] = grey + (x[c * plane + i] - grey) * factor;
            }
        }
        return from.picture(x);
    }

    /// Every colour turned about the axis of greys: by a third, red becomes green. Grey pictures
    /// stay as they are.
    ///
    /// @param turns 1 is once around
    public static Tensor hue(Tensor picture, double turns) {
        var from = Pixels.of(picture);
        if (from.channels() != LUMA.length) {
            return picture;
        }
        // Rodrigues' rotation about (1, 1, 1)/√3; a circulant matrix.
        var angle = 2 * Math.PI * turns;
        var same = (1 + 2 * StrictMath.cos(angle)) / 3;
        var next = (1 - StrictMath.cos(angle)) / 3 + StrictMath.sin(angle) / Math.sqrt(3);
        var last = (1 - StrictMath.cos(angle)) / 3 - StrictMath.sin(angle) / Math.sqrt(3);
        var x = from.values();
        var plane = from.plane();
        for (var i = 0; i < plane; i++) {
            var red = x[i];
            var green = x[plane + i];
            var blue = x[2 * plane + i];
            x[i] = same * red + last * green + next * blue;
            x[plane + i] = next * red + same * green + last * blue;
            x[2 * plane + i] = last * red + next * green + same * blue;
        }
        return from.picture(x);
    }

    /// Every number between 0 and 1: what is less becomes 0, what is more 1.
    public static Tensor clamp(Tensor picture) {
        return picture.clamp(0, 1);
    }

    /// A rectangle of the picture filled with one number.
    public static Tensor erase(
            Tensor picture, int top, int left, int height, int width, double value) {
        var from = Pixels.of(picture);
        var x = from.values();
        for (var c = 0; c < from.channels(); c++) {
            for (var i = Math.max(0, top); i < Math.min(top + height, from.height()); i++) {
                for (var j = Math.max(0, left); j < Math.min(left + width, from.width()); j++) {
                    x[(c * from.height() + i) * from.width() + j] = value;
                }
            }
        }
        return from.picture(x);
    }
}
