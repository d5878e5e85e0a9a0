package dev.cuaderno.datasets;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.datasets.waldo.Crowd;
import dev.cuaderno.datasets.waldo.WaldoScene;
import dev.cuaderno.datasets.waldo.WaldoScenes;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Data sets in one line:
///
/// ```java
/// import static dev.cuaderno.datasets.Datasets.*;
///
/// var digits = digits();
/// fit(net).train(digits.train()).validate(digits.validation()) ...
/// ```
///
/// A set is looked for, in this order, in the folder that `CUADERNO_DATA` names, where Cuaderno
/// keeps downloads, in `/usr/share/datasets`, where torchvision and Keras keep theirs, and in what
/// Cuaderno brings along; only then it is downloaded. Files are checked; a damaged one is an error
/// that names it. `CUADERNO_OFFLINE=1` forbids downloads, `CUADERNO_MIRROR` names a server that is
/// asked before the official ones.
public final class Datasets extends AugmentFacade {

    private Datasets() {}

    private static Loader loader() {
        return new Loader(Library.here());
    }

    /// MNIST: 60,000 + 10,000 handwritten digits `[1, 28, 28]`, white on black.
    public static Corpus mnist() {
        return loader().mnist(Optional.empty());
    }

    /// MNIST from a folder.
    public static Corpus mnist(Path folder) {
        return loader().mnist(Optional.of(folder));
    }

    /// Fashion-MNIST: 60,000 + 10,000 pieces of clothing `[1, 28, 28]`. Where it is not on this
    /// machine, a part of it: 6,000 + 1,000; a notice says so.
    public static Corpus fashionMnist() {
        return loader().fashionMnist(Optional.empty());
    }

    /// Fashion-MNIST from a folder.
    public static Corpus fashionMnist(Path folder) {
        return loader().fashionMnist(Optional.of(folder));
    }

    /// Kuzushiji-MNIST: 60,000 + 10,000 Japanese characters of old prints `[1, 28, 28]`.
    public static Corpus kmnist() {
        return loader().kmnist(Optional.empty());
    }

    /// Kuzushiji-MNIST from a folder.
    public static Corpus kmnist(Path folder) {
        return loader().kmnist(Optional.of(folder));
    }

    /// EMNIST: handwritten letters and digits `[1, 28, 28]`, upright.
    ///
    /// @param split `balanced`, `byclass`, `bymerge`, `digits`, `letters` or `mnist`
    public static Corpus emnist(String split) {
        return loader().emnist(split, Optional.empty());
    }

    /// EMNIST from a folder.
    ///
    /// @param split `balanced`, `byclass`, `bymerge`, `digits`, `letters` or `mnist`
    public static Corpus emnist(String split, Path folder) {
        return loader().emnist(split, Optional.of(folder));
    }

    /// CIFAR-10: 50,000 + 10,000 photos of ten kinds of things `[3, 32, 32]`.
    public static Corpus cifar10() {
        return loader().cifar10(Optional.empty());
    }

    /// CIFAR-10 from a folder with its binary files, or the pickled ones of Python, or the archive
    /// of either. Nothing in a pickle is executed.
    public static Corpus cifar10(Path folder) {
        return loader().cifar10(Optional.of(folder));
    }

    /// CIFAR-100: 50,000 + 10,000 photos of a hundred kinds of things `[3, 32, 32]`.
    public static Corpus cifar100() {
        return loader().cifar100(Optional.empty());
    }

    /// CIFAR-100 from a folder with its binary files, or the pickled ones of Python, or the archive
    /// of either. Nothing in a pickle is executed.
    public static Corpus cifar100(Path folder) {
        return loader().cifar100(Optional.of(folder));
    }

    /// 1,438 + 359 handwritten digits `[1, 8, 8]`, always there.
    public static Corpus digits() {
        return Shipped.digits();
    }

    /// Pictures `[3, H, W]` of one size, in one folder for each class.
    public static Dataset imageFolder(Path folder) {
        return new PictureFolder(folder, PictureFiles::read);
    }

    /// Pictures in one folder for each class; the middle of each is scaled to one size.
    public static Dataset imageFolder(Path folder, int height, int width) {
        return new PictureFolder(folder, file -> PictureFiles.read(file, height, width));
    }

    /// A picture `[3, H, W]` from 0 to 1 out of a file.
    public static Tensor readImage(Path file) {
        return PictureFiles.read(file);
    }

    /// Pictures in an archive of NumPy's with `x_train`, `y_train`, `x_test`, `y_test`.
    public static Corpus npz(Path file) {
        return NpzPictures.of(file);
    }

    /// Fetches a data set from the Internet unless Cuaderno has it already.
    ///
    /// @param name `mnist`, `fashion-mnist`, `kmnist`, `emnist`, `cifar-10` or `cifar-100`
    /// @return where it lies
    public static String download(String name) {
        return loader().download(name);
    }

    /// A crowd in which somebody in a red and white jersey hides; another for each seed.
    public static WaldoScene waldo(long seed) {
        return Crowd.scene(seed);
    }

    /// Such crowds as samples, labelled with the row and the column of the place.
    public static WaldoScenes waldo(int count, long seed) {
        return new WaldoScenes(count, seed);
    }

    /// A drawing to try filters on, `[3, height, width]`: mountains, a lake, a house.
    public static Tensor landscape(int height, int width) {
        return Drawings.landscape(height, width);
    }

    /// A drawing to try filters on, `[3, height, width]`: balls on a chequered floor.
    public static Tensor balls(int height, int width) {
        return Drawings.balls(height, width);
    }

    /// A drawing to try filters on, `[3, size, size]`: rays, rings, bars and greys, from coarse to
    /// finer than the pixels.
    public static Tensor testChart(int size) {
        return Drawings.testChart(size);
    }

    /// Pictures side by side, `[C, H, W]` or `[H, W]` from 0 to 1, all of one size.
    public static PictureRow showImages(Tensor... pictures) {
        return new PictureRow(List.of(pictures));
    }

    /// The planes of `[N, H, W]` as grey pictures, each spread between black and white: filters
    /// `net.stateDict().get("0.weight").at(all(), 0)`, or what a picture becomes in a layer.
    public static PictureRow showPlanes(Tensor planes) {
        return PictureRow.ofPlanes(planes);
    }

    /// The first of these data sets that can be had; a notice says what could not: `firstOf(() ->
    /// mnist(), () -> fashionMnist())`.
    ///
    /// @throws DatasetException of the last, if none can
    @SafeVarargs
    public static Corpus firstOf(Supplier<Corpus>... choices) {
        for (var i = 0; i < choices.length - 1; i++) {
            try {
                return choices[i].get();
            } catch (DatasetException e) {
                Notice.show(replaced(e));
            }
        }
        return choices[choices.length - 1].get();
    }

    private static String replaced(DatasetException failure) {
        var reason = failure.getMessage().lines().findFirst().orElse("");
        var missing = reason.indexOf(Library.MISSING);
        return missing > 0
                ? say(
                        "%s is not on this machine and could not be fetched: what follows uses other data in its place.",
                        reason.substring(0, missing))
                : say("%s: what follows uses other data in their place.", reason);
    }
}
