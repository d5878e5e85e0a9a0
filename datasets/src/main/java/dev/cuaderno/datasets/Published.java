package dev.cuaderno.datasets;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A data set as it is published: its files, what is in them, and where they are to be had.
///
/// @param name also that of its folder
/// @param torchvision the folder that PyTorch's torchvision keeps it in, or nothing
/// @param files what is read: unpacked, as `.gz`, or inside one of the downloads
/// @param downloads what is fetched: the files compressed, or one archive with all of them
record Published(String name, String torchvision, List<Piece> files, List<Download> downloads) {

    /// One file.
    ///
    /// @param file its name without `.gz`
    /// @param md5 of its content, or nothing where nobody has published it
    record Piece(String file, String md5) {}

    /// What lies on a server.
    ///
    /// @param file its name there
    /// @param bytes its size, 0 if unknown
    /// @param md5 of it
    /// @param folders addresses of the folders on the servers, the first asked first
    record Download(String file, long bytes, String md5, List<String> folders) {}

    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    private static Piece[] pieces(String... md5) {
        return new Piece[] {
            new Piece(TRAIN_IMAGES, md5[0]),
            new Piece(TRAIN_LABELS, md5[1]),
            new Piece(TEST_IMAGES, md5[2]),
            new Piece(TEST_LABELS, md5[3])
        };
    }

    private static Download gz(String file, long bytes, String md5, List<String> folders) {
        return new Download(file + ".gz", bytes, md5, folders);
    }

    static Published mnist() {
        var servers =
                List.of(
                        "https://ossci-datasets.s3.amazonaws.com/mnist/",
                        "https://storage.googleapis.com/cvdf-datasets/mnist/",
                        "http://yann.lecun.com/exdb/mnist/");
        return new Published(
                "mnist",
                "MNIST",
                List.of(
                        pieces(
                                "6bbc9ace898e44ae57da46a324031adb",
                                "a25bea736e30d166cdddb491f175f624",
                                "2646ac647ad5339dbf082846283269ea",
                                "27ae3e4e09519cfbb04c329615203637")),
                List.of(
                        gz(TRAIN_IMAGES, 9912422, "f68b3c2dcbeaaa9fbdd348bbdeb94873", servers),
                        gz(TRAIN_LABELS, 28881, "d53e105ee54ea40749a09fcbcd1e9432", servers),
                        gz(TEST_IMAGES, 1648877, "9fb629c4189551a2d022fa330f9573f3", servers),
                        gz(TEST_LABELS, 4542, "ec29112dd5afa0611ce80d1b7f02629c", servers)));
    }

    static Published fashionMnist() {
        var servers =
                List.of(
                        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                        "https://storage.googleapis.com/tensorflow/tf-keras-datasets/");
        return new Published(
                "fashion-mnist",
                "FashionMNIST",
                List.of(
                        pieces(
                                "f4a8712d7a061bf5bd6d2ca38dc4d50a",
                                "9018921c3c673c538a1fc5bad174d6f9",
                                "8181f5470baa50b63fa0f6fddb340f0a",
                                "15d484375f8d13e6eb1aabb0c3f46965")),
                List.of(
                        gz(TRAIN_IMAGES, 26421880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d", servers),
                        gz(TRAIN_LABELS, 29515, "25c81989df183df01b3e8a0aad5dffbe", servers),
                        gz(TEST_IMAGES, 4422102, "bef4ecab320f06d8554ea6380940ec79", servers),
                        gz(TEST_LABELS, 5148, "bb300cfdad3c16e7a12a480ee83cd310", servers)));
    }

    static Published kmnist() {
        var servers = List.of("http://codh.rois.ac.jp/kmnist/dataset/kmnist/");
        return new Published(
                "kmnist",
                "KMNIST",
                List.of(pieces("", "", "", "")),
                List.of(
                        gz(TRAIN_IMAGES, 0, "bdb82020997e1d708af4cf47b453dcf7", servers),
                        gz(TRAIN_LABELS, 0, "e144d726b3acfaa3e44228e80efcd344", servers),
                        gz(TEST_IMAGES, 0, "5c965bf0a639b31b8f53240b1b52f4d7", servers),
                        gz(TEST_LABELS, 0, "7320c461ea6c1c855c0b718fb2a4b134", servers)));
    }

    /// @param split `balanced`, `byclass`, `bymerge`, `digits`, `letters` or `mnist`
    static Published emnist(String split) {
        return new Published(
                "emnist",
                "EMNIST",
                Stream.of(
                                "train-images-idx3",
                                "train-labels-idx1",
                                "test-images-idx3",
                                "test-labels-idx1")
                        .map(kind -> new Piece("emnist-%s-%s-ubyte".formatted(split, kind), ""))
                        .toList(),
                List.of(
                        new Download(
                                "gzip.zip",
                                0,
                                "58c8d27c78d21e728a6bc7b3cc06412e",
                                List.of("https://biometrics.nist.gov/cs_links/EMNIST/"))));
    }

    private static final List<String> CIFAR = List.of("https://www.cs.toronto.edu/~kriz/");

    static Published cifar10() {
        var files =
                Stream.concat(
                                IntStream.rangeClosed(1, 5).mapToObj(i -> "data_batch_" + i),
                                Stream.of("test_batch"))
                        .map(file -> new Piece(file + ".bin", ""))
                        .toList();
        return new Published(
                "cifar-10",
                "",
                files,
                List.of(
                        new Download(
                                "cifar-10-binary.tar.gz",
                                0,
                                "c32a1d4ab5d03f1284b67883e8d87530",
                                CIFAR)));
    }

    /// CIFAR-10 as Python programs keep it.
    static Published pickledCifar10() {
        return new Published(
                "cifar-10-batches-py",
                "",
                List.of(
                        new Piece("data_batch_1", "c99cafc152244af753f735de768cd75f"),
                        new Piece("data_batch_2", "d4bba439e000b95fd0a9bffe97cbabec"),
                        new Piece("data_batch_3", "54ebc095f3ab1f0389bbae665268c751"),
                        new Piece("data_batch_4", "634d18415352ddfa80567beed471001a"),
                        new Piece("data_batch_5", "482c414d41f54cd18b22e5b47cb7c3cb"),
                        new Piece("test_batch", "40351d587109b95175f43aff81a1287e")),
                List.of(
                        new Download(
                                "cifar-10-python.tar.gz",
                                0,
                                "c58f30108f718f92721af3b95e74349a",
                                CIFAR)));
    }

    static Published cifar100() {
        return new Published(
                "cifar-100",
                "",
                List.of(new Piece("train.bin", ""), new Piece("test.bin", "")),
                List.of(
                        new Download(
                                "cifar-100-binary.tar.gz",
                                0,
                                "03b5dce01913d631647c71ecec9e9cb8",
                                CIFAR)));
    }

    /// CIFAR-100 as Python programs keep it.
    static Published pickledCifar100() {
        return new Published(
                "cifar-100-python",
                "",
                List.of(
                        new Piece("train", "16019d7e3df5f24257cddd939b257f8d"),
                        new Piece("test", "f0ef6b0ae62326f3e7ffdfab6717acfc")),
                List.of(
                        new Download(
                                "cifar-100-python.tar.gz",
                                0,
                                "eb9058c3a382ffc7106e4002c42a8d85",
                                CIFAR)));
    }
}
