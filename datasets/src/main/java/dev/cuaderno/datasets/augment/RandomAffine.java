package dev.cuaderno.datasets.augment;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

/// Turns, moves, scales and shears pictures, each by a uniformly drawn amount:
/// `randomAffine().rotation(15).translation(0.1).scale(0.9, 1.1).shear(10)`.
///
/// @param rotation the greatest angle in degrees, either way
/// @param translation the greatest distance, as a part of height and width
/// @param least the smallest scale; 1 is the size as it is
/// @param most the largest scale
/// @param shear the greatest angle of leaning in degrees
public record RandomAffine(
        double rotation, double translation, double least, double most, double shear)
        implements PictureChange {

    public RandomAffine {
        if (!(least > 0 && most >= least)) {
            throw new IllegalArgumentException(
                    "randomAffine: scales above 0, the smaller first, not %s and %s"
                            .formatted(least, most));
        }
        if (!(Math.abs(shear) < 90)) {
            throw new IllegalArgumentException(
                    "randomAffine: a shear below 90 degrees, not " + shear);
        }
    }

    /// Turned by up to so many degrees either way.
    public RandomAffine rotation(double degrees) {
        return new RandomAffine(degrees, translation, least, most, shear);
    }

    /// Moved by up to such a part of height and width.
    public RandomAffine translation(double part) {
        return new RandomAffine(rotation, part, least, most, shear);
    }

    /// Scaled by a factor between these.
    public RandomAffine scale(double from, double to) {
        return new RandomAffine(rotation, translation, from, to, shear);
    }

    /// Leaning by up to so many degrees either way.
    public RandomAffine shear(double degrees) {
        return new RandomAffine(rotation, translation, least, most, degrees);
    }

    @Override
    public Tensor apply(Tensor picture, Generator random) {
        var degrees = Changes.symmetric(random, rotation);
        var down = Changes.symmetric(random, translation) * picture.size(-2);
        var right = Changes.symmetric(random, translation) * picture.size(-1);
        var scale = least + (most - least) * random.nextDouble();
        return Warp.affine(picture, degrees, down, right, scale, Changes.symmetric(random, shear));
    }
}
