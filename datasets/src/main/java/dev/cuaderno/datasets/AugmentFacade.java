package dev.cuaderno.datasets;

import dev.cuaderno.datasets.augment.Changes;
import dev.cuaderno.datasets.augment.Elastic;
import dev.cuaderno.datasets.augment.Mix;
import dev.cuaderno.datasets.augment.PictureChange;
import dev.cuaderno.datasets.augment.Pictures;
import dev.cuaderno.datasets.augment.RandomAffine;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Dataset;

/// Augmentation, for [Datasets].
abstract class AugmentFacade {

    AugmentFacade() {}

    /// A part of the picture's size out of the picture with `pad` zeros on each side.
    public static PictureChange randomCrop(int pad) {
        return Changes.randomCrop(pad);
    }

    /// A part of another size at a random place.
    public static PictureChange randomCrop(int height, int width) {
        return Changes.randomCrop(height, width);
    }

    /// Moved by up to so many pixels, either way.
    public static PictureChange randomTranslation(int rows, int columns) {
        return Changes.randomTranslation(rows, columns);
    }

    /// Left and right exchanged, in every second picture.
    public static PictureChange randomFlip() {
        return PictureChange.sometimes(0.5, (picture, _) -> Pictures.flipHorizontal(picture));
    }

    /// Top and bottom exchanged, in every second picture.
    public static PictureChange randomVerticalFlip() {
        return PictureChange.sometimes(0.5, (picture, _) -> Pictures.flipVertical(picture));
    }

    /// Turned by up to so many degrees, either way.
    public static PictureChange randomRotation(double degrees) {
        return Changes.randomRotation(degrees);
    }

    /// Brightness times a factor between 1 − x and 1 + x.
    public static PictureChange randomBrightness(double x) {
        return Changes.colorJitter(x, 0, 0, 0);
    }

    /// Contrast times a factor between 1 − x and 1 + x.
    public static PictureChange randomContrast(double x) {
        return Changes.colorJitter(0, x, 0, 0);
    }

    /// Saturation times a factor between 1 − x and 1 + x.
    public static PictureChange randomSaturation(double x) {
        return Changes.colorJitter(0, 0, x, 0);
    }

    /// Hue moved by up to such a part of the circle, either way.
    ///
    /// @param x up to 0.5
    public static PictureChange randomHue(double x) {
        return Changes.colorJitter(0, 0, 0, x);
    }

    /// Brightness, contrast, saturation and hue at once.
    public static PictureChange colorJitter(
            double brightness, double contrast, double saturation, double hue) {
        return Changes.colorJitter(brightness, contrast, saturation, hue);
    }

    /// Turned, moved, scaled and sheared, as is said next:
    /// `randomAffine().rotation(15).translation(0.1).scale(0.9, 1.1).shear(10)`.
    public static RandomAffine randomAffine() {
        return new RandomAffine(0, 0, 1, 1, 0);
    }

    /// Seen aslant: every corner moves inwards by up to half of such a part of height and width.
    public static PictureChange randomPerspective(double distortion) {
        return Changes.randomPerspective(distortion);
    }

    /// Pulled like rubber.
    ///
    /// @param alpha the strength, in pixels before smoothing
    /// @param sigma the width of the smoothing Gaussian in pixels
    public static PictureChange elastic(double alpha, double sigma) {
        return new Elastic(alpha, sigma);
    }

    /// Normal noise with mean 0 added to every number.
    public static PictureChange noise(double std) {
        return Changes.noise(std);
    }

    /// A rectangle of a fiftieth to a third of the picture filled with 0.
    public static PictureChange randomErasing() {
        return Changes.randomErasing();
    }

    /// Samples mixed with others of their batch; labels become probabilities.
    ///
    /// @param alpha of the beta distribution of the shares; 0.2 to 0.4 are usual
    public static Augmentation mixup(double alpha, int classes) {
        return Mix.mixup(alpha, classes);
    }

    /// Samples with a rectangle out of others of their batch; labels become probabilities.
    ///
    /// @param alpha of the beta distribution of the shares; 1 is usual
    public static Augmentation cutmix(double alpha, int classes) {
        return Mix.cutmix(alpha, classes);
    }

    /// A change that happens to some pictures only.
    public static PictureChange sometimes(double probability, PictureChange change) {
        return PictureChange.sometimes(probability, change);
    }

    /// One of several changes, each as often.
    public static PictureChange oneOf(PictureChange... changes) {
        return PictureChange.oneOf(changes);
    }

    /// Changes one after the other.
    public static PictureChange compose(PictureChange... changes) {
        return PictureChange.compose(changes);
    }

    /// Samples as they are and beside them what a change makes of them.
    ///
    /// @param samples how many, the first of the data
    /// @param times how often each is changed
    public static BeforeAfter beforeAfter(
            Dataset data, Augmentation change, int samples, int times) {
        return new BeforeAfter(data, change, samples, times, 0);
    }

    /// Four samples, each changed seven times.
    public static BeforeAfter beforeAfter(Dataset data, Augmentation change) {
        return beforeAfter(data, change, 4, 7);
    }
}
