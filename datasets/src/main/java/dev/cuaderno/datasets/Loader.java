package dev.cuaderno.datasets;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.tensor.Shape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes corpora of files that the library finds.
///
/// @param library where files come from
record Loader(Library library) {

    private static final int WHITE = 255;
    private static final double LEARNT = 0.8;

    /// @param folder given by the user, if any
    Corpus mnist(Optional<Path> folder) {
        var set = Published.mnist();
        var found = folder.map(path -> library.at(path, set)).or(() -> library.find(set));
        if (found.isEmpty()) {
            var keras = NpzPictures.mnist(library.places().keras().resolve("mnist.npz"));
            if (keras.isPresent()) {
                return keras.get();
            }
        }
        return idx(set, found.orElseGet(() -> library.download(set)), Names.digits());
    }

    Corpus fashionMnist(Optional<Path> folder) {
        var set = Published.fashionMnist();
        var found = folder.map(path -> library.at(path, set)).or(() -> library.find(set));
        if (found.isPresent()) {
            return idx(set, found.get(), Names.fashion());
        }
        Notice.show(
                say(
                        "The whole of Fashion-MNIST is not on this machine: what follows uses the 6,000 + 1,000 pictures"
                                + " that Cuaderno brings along. %s fetches all 70,000.",
                        "download(\"fashion-mnist\")"));
        var part = Shipped.fashionMnist();
        return idx(part, Shipped.bundle(part), Names.fashion());
    }

    Corpus kmnist(Optional<Path> folder) {
        var set = Published.kmnist();
        return idx(set, bundle(set, folder), Names.kuzushiji());
    }

    /// EMNIST's pictures lie on their sides: rows and columns are exchanged.
    Corpus emnist(String split, Optional<Path> folder) {
        var names = Names.emnist(split);
        var set = Published.emnist(split);
        var bundle = bundle(set, folder);
        // The letters alone count from 1.
        var least = split.equals("letters") ? 1 : 0;
        return new Corpus(
                "emnist " + split,
                pair(bundle, set.files().subList(0, 2), names, true, least),
                pair(bundle, set.files().subList(2, 4), names, true, least),
                bundle.where());
    }

    private Bundle bundle(Published set, Optional<Path> folder) {
        return folder.map(path -> library.at(path, set))
                .or(() -> library.find(set))
                .orElseGet(() -> library.download(set));
    }

    /// Four files: pictures and labels to learn from, pictures and labels to test with.
    private static Corpus idx(Published set, Bundle bundle, List<String> names) {
        return new Corpus(
                set.name(),
                pair(bundle, set.files().subList(0, 2), names, false, 0),
                pair(bundle, set.files().subList(2, 4), names, false, 0),
                bundle.where());
    }

    private static Samples pair(
            Bundle bundle,
            List<Published.Piece> files,
            List<String> names,
            boolean transposed,
            int least) {
        var pictures = bundle.read(files.get(0), Idx::read);
        var classes = bundle.read(files.get(1), Idx::read);
        var sizes = pictures.sizes();
        if (sizes.length != 3 || classes.sizes().length != 1 || sizes[0] != classes.sizes()[0]) {
            throw new DatasetException(
                    "%s: pictures [N, H, W] and labels [N] were expected in %s and %s, not %s and %s"
                            .formatted(
                                    bundle.where(),
                                    files.get(0).file(),
                                    files.get(1).file(),
                                    Arrays.toString(sizes),
                                    Arrays.toString(classes.sizes())));
        }
        var labels = classes.labels();
        for (var i = 0; i < labels.length; i++) {
            labels[i] -= least;
            if (labels[i] < 0 || labels[i] >= names.size()) {
                throw new DatasetException(
                        "%s, %s: sample %d is of class %d, of %d classes"
                                .formatted(
                                        bundle.where(),
                                        files.get(1).file(),
                                        i,
                                        labels[i] + least,
                                        names.size()));
            }
        }
        var pixels =
                transposed ? transposed(pictures.bytes(), sizes[1], sizes[2]) : pictures.bytes();
        var shape = transposed ? Shape.of(1, sizes[2], sizes[1]) : Shape.of(1, sizes[1], sizes[2]);
        return new Samples(pixels, labels, shape, WHITE, names);
    }

    private static byte[] transposed(byte[] pixels, int height, int width) {
        var turned = new byte[pixels.length];
        for (var from = 0; from < pixels.length; from += height * width) {
            for (var i = 0; i < height; i++) {
                for (var j = 0; j < width; j++) {
                    turned[from + j * height + i] = pixels[from + i * width + j];
                }
            }
        }
        return turned;
    }

    Corpus cifar10(Optional<Path> folder) {
        var set = Published.cifar10();
        return cifar(set, Published.pickledCifar10(), folder, 1, Names.cifar10())
                .or(() -> folder.isEmpty() ? partOfCifar10() : Optional.empty())
                .orElseGet(() -> cifar(set, bundle(set, folder), 1, Names.cifar10()));
    }

    Corpus cifar100(Optional<Path> folder) {
        var set = Published.cifar100();
        return cifar(set, Published.pickledCifar100(), folder, 2, Names.cifar100())
                .orElseGet(() -> cifar(set, bundle(set, folder), 2, Names.cifar100()));
    }

    /// The set in the binary form or as Python's pickles, whichever is there.
    private Optional<Corpus> cifar(
            Published set,
            Published pickled,
            Optional<Path> folder,
            int labels,
            List<String> names) {
        Optional<Bundle> binary;
        Optional<Bundle> pickles;
        if (folder.isPresent()) {
            var at = folder.get();
            binary = Bundle.in(at, set);
            pickles =
                    Bundle.in(at, pickled).or(() -> Bundle.in(at.resolve(pickled.name()), pickled));
        } else {
            binary = library.find(set);
            pickles = library.find(pickled);
        }
        return binary.map(bundle -> cifar(set, bundle, labels, names))
                .or(() -> pickles.map(bundle -> pickled(pickled, bundle, labels, names)));
    }

    private static Corpus cifar(Published set, Bundle bundle, int labels, List<String> names) {
        return cifar(set, bundle, CifarRecords::add, labels, names);
    }

    static Corpus pickled(Published set, Bundle bundle, int labels, List<String> names) {
        return cifar(set, bundle, CifarRecords::addPickled, labels, names);
    }

    /// The last file is for testing.
    private static Corpus cifar(
            Published set, Bundle bundle, Addition addition, int labels, List<String> names) {
        var last = set.files().size() - 1;
        return new Corpus(
                labels == 1 ? "cifar-10" : "cifar-100",
                records(bundle, set.files().subList(0, last), addition, labels, names),
                records(bundle, set.files().subList(last, last + 1), addition, labels, names),
                bundle.where());
    }

    /// What adds the pictures of a file to others.
    private interface Addition {
        void add(CifarRecords records, InputStream in, String name, int classes) throws IOException;
    }

    private static Samples records(
            Bundle bundle,
            List<Published.Piece> files,
            Addition addition,
            int labels,
            List<String> names) {
        var records = new CifarRecords(labels);
        for (var file : files) {
            bundle.read(
                    file,
                    (in, name) -> {
                        addition.add(records, in, name, names.size());
                        return null;
                    });
        }
        return samples(records, names);
    }

    private static Samples samples(CifarRecords records, List<String> names) {
        var shape = Shape.of(3, CifarRecords.SIDE, CifarRecords.SIDE);
        return new Samples(records.pixels(), records.labels(), shape, WHITE, names);
    }

    /// The first 4,000 training pictures, which some people pass on in place of the whole.
    private Optional<Corpus> partOfCifar10() {
        var file = "data_batch_1_first4000.bin";
        for (var folder : library.folders(Published.cifar10())) {
            var content = Bundle.file(folder, file);
            if (content.isPresent()) {
                var records = new CifarRecords(1);
                try (var in = content.get().opener().open()) {
                    records.add(in, content.get().name(), Names.cifar10().size());
                } catch (IOException e) {
                    throw new DatasetException(
                            content.get().name() + " is damaged: " + e.getMessage(), e);
                }
                Notice.show(
                        say(
                                "CIFAR-10 is not whole on this machine: what follows uses %d of its training"
                                        + " pictures, a fifth of them in place of the test pictures.",
                                records.size()));
                var parts =
                        samples(records, Names.cifar10()).stratifiedSplit(0, LEARNT, 1 - LEARNT);
                return Optional.of(
                        new Corpus(
                                "a part of cifar-10",
                                parts.get(0),
                                parts.get(1),
                                content.get().name()));
            }
        }
        return Optional.empty();
    }

    /// Fetches a data set by its name.
    String download(String name) {
        var set =
                switch (name) {
                    case "mnist" -> Published.mnist();
                    case "fashion-mnist" -> Published.fashionMnist();
                    case "kmnist" -> Published.kmnist();
                    case "emnist" -> Published.emnist("balanced");
                    case "cifar-10" -> Published.cifar10();
                    case "cifar-100" -> Published.cifar100();
                    default ->
                            throw new IllegalArgumentException(
                                    "download: mnist, fashion-mnist, kmnist, emnist, cifar-10 or"
                                            + " cifar-100, not "
                                            + name);
                };
        return library.download(set).where();
    }
}
