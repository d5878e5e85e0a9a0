package dev.cuaderno.datasets;

import dev.cuaderno.io.Npy;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Pictures in NumPy's archives, as Keras keeps them: `x_train`, `y_train`, `x_test`, `y_test`, of
/// bytes, `[N, H, W]` or `[N, H, W, C]`.
final class NpzPictures {

    private static final int WHITE = 255;

    private NpzPictures() {}

    /// MNIST as Keras downloads it; its content is checked against the original files'.
    static Optional<Corpus> mnist(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        var arrays = arrays(file);
        var pieces = Published.mnist().files();
        var names = List.of("x_train", "y_train", "x_test", "y_test");
        for (var i = 0; i < names.size(); i++) {
            if (!sum(array(arrays, names.get(i), file)).equals(pieces.get(i).md5())) {
                throw new DatasetException(
                        "%s is damaged: %s is not what it is in MNIST.%nDelete it or put a whole copy in its place."
                                .formatted(file, names.get(i)));
            }
        }
        return Optional.of(corpus("mnist", arrays, file, Names.digits()));
    }

    /// Any archive of this form, with classes named by their numbers.
    static Corpus of(Path file) {
        var arrays = arrays(file);
        var most =
                Math.max(
                        array(arrays, "y_train", file).max().itemDouble(),
                        array(arrays, "y_test", file).max().itemDouble());
        var names = new ArrayList<String>();
        for (var i = 0; i <= most; i++) {
            names.add(Integer.toString(i));
        }
        return corpus(file.getFileName().toString(), arrays, file, names);
    }

    private static Map<String, Tensor> arrays(Path file) {
        try {
            return Npy.readAll(file);
        } catch (IOException e) {
            throw new DatasetException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Tensor array(Map<String, Tensor> arrays, String name, Path file) {
        var array = arrays.get(name);
        if (array == null) {
            throw new DatasetException(
                    "%s: there should be arrays x_train, y_train, x_test, y_test, not %s"
                            .formatted(file, arrays.keySet()));
        }
        return array;
    }

    /// The sum that the array would have as an IDX file.
    private static String sum(Tensor array) {
        var head = ByteBuffer.allocate(4 + 4 * array.rank());
        head.putInt(0x800 + array.rank());
        for (var size : array.shape().sizes()) {
            head.putInt(size);
        }
        var digest = Bundle.md5();
        digest.update(head.array());
        digest.update(bytes(array, "array"));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Corpus corpus(
            String name, Map<String, Tensor> arrays, Path file, List<String> classes) {
        return new Corpus(
                name,
                samples(arrays, "train", file, classes),
                samples(arrays, "test", file, classes),
                file.toString());
    }

    private static Samples samples(
            Map<String, Tensor> arrays, String part, Path file, List<String> classes) {
        var x = array(arrays, "x_" + part, file);
        var y = array(arrays, "y_" + part, file);
        Predicate<Tensor> pictures = one -> one.rank() == 3 || one.rank() == 4;
        if (!pictures.test(x) || y.elements() != x.size(0)) {
            throw new DatasetException(
                    "%s: pictures [N, H, W] or [N, H, W, C] and a label for each were expected, not x_%s %s and y_%s %s"
                            .formatted(file, part, x.shape(), part, y.shape()));
        }
        var planes = x.rank() == 3 ? x.unsqueeze(1) : x.permute(0, 3, 1, 2);
        var labels = new int[y.elements()];
        var numbers = y.toDoubleArray();
        for (var i = 0; i < labels.length; i++) {
            labels[i] = (int) numbers[i];
        }
        var picture = Shape.of(planes.size(1), planes.size(2), planes.size(3));
        return new Samples(bytes(planes, file + ", x_" + part), labels, picture, WHITE, classes);
    }

    private static byte[] bytes(Tensor array, String name) {
        var numbers = array.toArray();
        var bytes = new byte[numbers.length];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
            if ((bytes[i] & 0xFF) != numbers[i]) {
                throw new DatasetException(
                        "%s: bytes from 0 to 255 were expected, not %s"
                                .formatted(name, numbers[i]));
            }
        }
        return bytes;
    }
}
