package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

/// The random changes of single pictures.
public final class Changes {

    private Changes() {}

    /// Uniform between −greatest and greatest.
    static double symmetric(Generator random, double greatest) {
        return (2 * random.nextDouble() - 1) * greatest;
    }

    /// A whole number from −greatest to greatest.
    private static int steps(Generator random, int greatest) {
        return (int) (random.nextDouble() * (2 * greatest + 1)) - greatest;
    }

    /// A part of the size of the picture, out of the picture with `pad` zeros on each side.
    public static PictureChange randomCrop(int pad) {
        return (picture, random) -> {
            var top = (int) (random.nextDouble() * (2 * pad + 1));
            var left = (int) (random.nextDouble() * (2 * pad + 1));
            return Pictures.crop(picture, pad, top, left, picture.size(-2), picture.size(-1));
        };
    }

    /// A part of another size at a random place.
    public static PictureChange randomCrop(int height, int width) {
        return (picture, random) -> {
            var top = (int) (random.nextDouble() * (picture.size(-2) - height + 1));
            var left = (int) (random.nextDouble() * (picture.size(-1) - width + 1));
            return Pictures.crop(picture, 0, top, left, height, width);
        };
    }

    /// Moved by up to so many pixels, either way.
    public static PictureChange randomTranslation(int rows, int columns) {
        return (picture, random) ->
                Pictures.shift(picture, steps(random, rows), steps(random, columns));
    }

    /// Turned by up to so many degrees, either way.
    public static PictureChange randomRotation(double degrees) {
        return (picture, random) -> Pictures.rotate(picture, symmetric(random, degrees));
    }

    /// Brightness, contrast and saturation times factors between 1 − x and 1 + x, hue moved by up
    /// to `hue` of the circle; then between 0 and 1.
    ///
    /// @param hue up to 0.5
    public static PictureChange colorJitter(
            double brightness, double contrast, double saturation, double hue) {
        return (picture, random) -> {
            var changed = picture;
            if (brightness != 0) {
                changed = Pictures.brightness(changed, 1 + symmetric(random, brightness));
            }
            if (contrast != 0) {
                changed = Pictures.contrast(changed, 1 + symmetric(random, contrast));
            }
            if (saturation != 0) {
                changed = Pictures.saturation(changed, 1 + symmetric(random, saturation));
            }
            if (hue != 0) {
                changed = Pictures.hue(changed, symmetric(random, hue));
            }
            return Pictures.clamp(changed);
        };
    }

    /// Normal noise with mean 0 added to every number.
    public static PictureChange noise(double std) {
        return (picture, random) -> {
            var pixels = Pixels.of(picture);
            var x = pixels.values();
            for (var i = 0; i < x.length; i++) {
                x[i] += std * random.nextGaussian();
            }
            return pixels.picture(x);
        };
    }

    /// Seen aslant: every corner moves inwards by up to half of such a part of height and width.
    ///
    /// @param distortion from 0 to below 1
    public static PictureChange randomPerspective(double distortion) {
        if (!(distortion >= 0 && distortion < 1)) {
            throw new IllegalArgumentException(
                    "randomPerspective: from 0 to below 1, not " + distortion);
        }
        return (picture, random) -> {
            var down = (picture.size(-2) - 1) * distortion / 2;
            var right = (picture.size(-1) - 1) * distortion / 2;
            var bottom = picture.size(-2) - 1;
            var last = picture.size(-1) - 1;
            double[][] corners = {
                {random.nextDouble() * down, random.nextDouble() * right},
                {random.nextDouble() * down, last - random.nextDouble() * right},
                {bottom - random.nextDouble() * down, last - random.nextDouble() * right},
                {bottom - random.nextDouble() * down, random.nextDouble() * right}
            };
            return Warp.perspective(picture, corners);
        };
    }

    /// A rectangle filled with 0: a fiftieth to a third of the picture, up to three times as wide
    /// as high or as high as wide (Zhong et al., "Random Erasing Data Augmentation", 2017).
    public static PictureChange randomErasing() {
        return (picture, random) -> erased(picture, random, 0.02, 1 / 3.0, 3);
    }

    private static Tensor erased(
            Tensor picture, Generator random, double least, double most, double ratio) {
        var height = picture.size(-2);
        var width = picture.size(-1);
        var area = (least + (most - least) * random.nextDouble()) * height * width;
        var shape = StrictMath.exp(symmetric(random, StrictMath.log(ratio)));
        var rows = Math.clamp(Math.round(Math.sqrt(area * shape)), 1, height);
        var columns = Math.clamp(Math.round(Math.sqrt(area / shape)), 1, width);
        var top = (int) (random.nextDouble() * (height - rows + 1));
        var left = (int) (random.nextDouble() * (width - columns + 1));
        return Pictures.erase(picture, top, left, rows, columns, 0);
    }
}
