package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.train.Batch;
import dev.cuaderno.train.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Pictures in one folder for each class, whose name is the class's. Files are read when they are
/// asked for; `cache()` keeps what has been read.
final class PictureFolder implements Dataset {

    private static final Set<String> ENDINGS =
            Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff");

    private final List<Path> files = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final Function<Path, Tensor> reader;

    /// @throws DatasetException if there are no such folders, or no pictures in one
    PictureFolder(Path folder, Function<Path, Tensor> reader) {
        this.reader = reader;
        for (var one : inside(folder)) {
            if (Files.isDirectory(one)) {
                var before = files.size();
                inside(one).stream().filter(PictureFolder::isPicture).forEach(this::add);
                if (files.size() == before) {
                    throw new DatasetException(
                            one + ": no pictures in it; a folder is a class here");
                }
                classes.add(one.getFileName().toString());
            }
        }
        if (classes.isEmpty()) {
            throw new DatasetException(
                    folder
                            + ": there should be one folder for each class in it, with PNG or JPEG"
                            + " files");
        }
    }

    private void add(Path file) {
        files.add(file);
        labels.add(classes.size());
    }

    private static boolean isPicture(Path file) {
        var name = file.getFileName().toString();
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ENDINGS.contains(ending);
    }

    /// What is in a folder, by name, without what is hidden.
    private static List<Path> inside(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(one -> !one.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(folder + " cannot be read: " + e, e);
        }
    }

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        var pictures = new Tensor[indices.length];
        var truth = new float[indices.length];
        for (var n = 0; n < indices.length; n++) {
            var file = files.get(indices[n]);
            pictures[n] = reader.apply(file);
            truth[n] = labels.get(indices[n]);
            if (!pictures[n].shape().equals(pictures[0].shape())) {
                throw new DatasetException(
                        "%s is a picture %s, but %s %s; imageFolder(folder, height, width) makes all of one size"
                                .formatted(
                                        file,
                                        pictures[n].shape(),
                                        files.get(indices[0]),
                                        pictures[0].shape()));
            }
        }
        return new Batch(
                Tensors.stack(0, pictures),
                Tensor.of(new Storage.Floats(truth), Shape.of(truth.length)));
    }

    @Override
    public int[] labels() {
        return labels.stream().mapToInt(one -> one).toArray();
    }

    @Override
    public List<String> classes() {
        return List.copyOf(classes);
    }
}
