package dev.cuaderno.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The search for files, in folders made for the test; nothing is downloaded.
class LibraryTest {

    @TempDir private Path root;

    private Loader loader(Map<String, String> variables) {
        var all = new LinkedHashMap<>(variables);
        all.putIfAbsent("CUADERNO_OFFLINE", "1");
        var places =
                new Places(
                        all,
                        "Linux",
                        root.resolve("home"),
                        root.resolve("work"),
                        root.resolve("usr/share/datasets"));
        return new Loader(
                new Library(
                        places,
                        _ -> {
                            throw new AssertionError("a download");
                        }));
    }

    private Loader loader() {
        return loader(Map.of("CUADERNO_DATA", root.resolve("data").toString()));
    }

    private Corpus kmnist() {
        return loader().kmnist(Optional.empty());
    }

    @Test
    void placesAreAskedInTheirOrder() throws IOException {
        var fromTheLast =
                List.of(
                        "home/.keras/datasets/kmnist",
                        "home/data/kmnist",
                        "work/data/kmnist",
                        "home/data/KMNIST/raw",
                        "work/data/KMNIST/raw",
                        "usr/share/datasets/kmnist",
                        "home/.local/share/cuaderno/datasets/kmnist",
                        "data/KMNIST/raw",
                        "data/kmnist");
        for (var place : fromTheLast) {
            Made.idxSet(root.resolve(place));
            assertEquals(root.resolve(place).toString(), kmnist().origin());
        }
    }

    @Test
    void filesBecomePicturesAndClasses() throws IOException {
        Made.idxSet(root.resolve("data/kmnist"));
        var corpus = kmnist();
        assertEquals(20, corpus.allTrain().size());
        assertEquals(10, corpus.test().size());
        assertEquals(20, corpus.train().size() + corpus.validation().size());
        assertEquals("お", corpus.classes().getFirst());
        var second = corpus.allTrain().get(1);
        assertEquals("[1, 2, 3]", second.input().shape().toString());
        assertEquals(11 / 255f, second.input().get(0, 1, 2));
        assertEquals(1, second.number());
    }

    @Test
    void aFolderThatIsGivenIsTheOnlyOne() throws IOException {
        Made.idxSet(root.resolve("data/kmnist"));
        Made.idxSet(root.resolve("mine"));
        Files.delete(root.resolve("mine/t10k-labels-idx1-ubyte"));
        var error =
                assertThrows(
                        DatasetException.class,
                        () -> loader().kmnist(Optional.of(root.resolve("mine"))));
        assertTrue(
                error.getMessage().endsWith("missing: t10k-labels-idx1-ubyte"), error.getMessage());
    }

    @Test
    void withoutFilesTheErrorSaysWhatToPutWhere() {
        var error = assertThrows(DatasetException.class, this::kmnist);
        var text = error.getMessage();
        assertTrue(text.startsWith("kmnist is not on this machine, and CUADERNO_OFFLINE"), text);
        var own = root.resolve("home/.local/share/cuaderno/datasets/kmnist");
        assertTrue(text.contains("Put these files into " + own), text);
        assertTrue(
                text.contains("train-images-idx3-ubyte.gz  MD5 bdb82020997e1d708af4cf47b453dcf7"),
                text);
        assertTrue(text.contains(root.resolve("usr/share/datasets/kmnist").toString()), text);
    }

    @Test
    void aTruncatedFileIsNamed() throws IOException {
        Made.idxSet(root.resolve("data/kmnist"));
        var file = root.resolve("data/kmnist/train-images-idx3-ubyte.gz");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 30));
        var error = assertThrows(DatasetException.class, this::kmnist);
        assertTrue(error.getMessage().startsWith(file + " is damaged"), error.getMessage());
        Files.writeString(file, "no gzip");
        var other = assertThrows(DatasetException.class, this::kmnist);
        assertTrue(other.getMessage().startsWith(file + " is damaged"), other.getMessage());
    }

    @Test
    void aFileWithOtherContentIsNamed() throws IOException {
        // MNIST's own sums are known, and these are not its pictures.
        Made.idxSet(root.resolve("data/mnist"));
        var error = assertThrows(DatasetException.class, () -> loader().mnist(Optional.empty()));
        assertTrue(
                error.getMessage().contains("not 6bbc9ace898e44ae57da46a324031adb"),
                error.getMessage());
        assertTrue(error.getMessage().contains("train-images-idx3-ubyte.gz"), error.getMessage());
    }

    @Test
    void fashionFallsBackToWhatIsBroughtAlong() {
        var corpus = loader().fashionMnist(Optional.empty());
        assertEquals("brought along by Cuaderno", corpus.origin());
        assertEquals(6000, corpus.allTrain().size());
        assertEquals(1000, corpus.test().size());
    }

    private void cifar(String name, byte[] content) throws IOException {
        var folder = Files.createDirectories(root.resolve("data/cifar-10"));
        Files.write(folder.resolve(name), content);
    }

    @Test
    void cifarIsReadFromItsFilesOrItsArchive() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (var piece : Published.cifar10().files()) {
            files.put(piece.file(), Made.cifar(1, piece.file().startsWith("test") ? 3 : 10));
        }
        cifar("cifar-10-binary.tar.gz", Made.gz(Made.tar(files)));
        var packed = loader().cifar10(Optional.empty());
        assertEquals(50, packed.allTrain().size());
        assertEquals(3, packed.test().size());
        assertTrue(packed.origin().endsWith("tar.gz"), packed.origin());
        for (var one : files.entrySet()) {
            cifar(one.getKey(), one.getValue());
        }
        var loose = loader().cifar10(Optional.empty());
        assertEquals(root.resolve("data/cifar-10").toString(), loose.origin());
        assertEquals(9 / 255f, loose.allTrain().get(49).input().get(2, 31, 31));
        assertEquals("truck", loose.classes().get(9));
    }

    @Test
    void aPartOfCifarIsUsedBeforeADownload() throws IOException {
        var file = Made.cifar(1, 10);
        cifar("data_batch_1_first4000.bin.gz", Made.gz(file));
        var corpus = loader().cifar10(Optional.empty());
        assertEquals("a part of cifar-10", corpus.name());
        assertEquals(10, corpus.allTrain().size() + corpus.test().size());
    }

    @Test
    void cifar100HasFineClasses() throws IOException {
        var folder = Files.createDirectories(root.resolve("data/cifar-100"));
        Files.write(folder.resolve("train.bin"), Made.cifar(2, 100));
        Files.write(folder.resolve("test.bin"), Made.cifar(2, 2));
        var corpus = loader().cifar100(Optional.empty());
        assertEquals(100, corpus.classes().size());
        assertEquals("worm", corpus.classes().get(corpus.allTrain().labels()[99]));
    }

    @Test
    void pickledFilesOfCifarAreReadToo() throws IOException {
        var folder = Files.createDirectories(root.resolve("pickled"));
        Files.write(folder.resolve("train"), Made.pickledCifar("fine_labels", 7));
        Files.write(folder.resolve("test"), Made.pickledCifar("fine_labels", 2));
        var pieces = List.of(new Published.Piece("train", ""), new Published.Piece("test", ""));
        var set = new Published("cifar-100-python", "", pieces, List.of());
        var bundle = Bundle.in(folder, set).orElseThrow();
        var corpus = Loader.pickled(set, bundle, 2, Names.cifar100());
        assertEquals(7, corpus.allTrain().size());
        assertEquals(2, corpus.test().size());
        assertEquals(6, corpus.allTrain().labels()[6]);
        assertEquals(6 / 255f, corpus.allTrain().get(6).input().get(2, 31, 31));
    }

    /// Where PyTorch's torchvision unpacks them; these are not CIFAR-10's, by their sums.
    @Test
    void otherPicklesAreNamed() throws IOException {
        var folder = Files.createDirectories(root.resolve("work/data/cifar-10-batches-py"));
        for (var piece : Published.pickledCifar10().files()) {
            Files.write(folder.resolve(piece.file()), Made.pickledCifar("labels", 2));
        }
        Executable whole = () -> loader().cifar10(Optional.empty());
        var error = assertThrows(DatasetException.class, whole);
        assertTrue(error.getMessage().contains("data_batch_1 is damaged"), error.getMessage());
        var text = "\u0080\2cposix\nsystem\n(U\4exittR.".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("data_batch_1"), text);
        Executable below = () -> loader().cifar10(Optional.of(folder.getParent()));
        error = assertThrows(DatasetException.class, below);
        assertTrue(error.getMessage().contains("posix.system"), error.getMessage());
    }

    @Test
    void lettersAreTurnedUprightAndCountFromZero() throws IOException {
        var folder = Files.createDirectories(root.resolve("data/emnist"));
        var labels = Made.idx(2);
        labels[8] = 1;
        labels[9] = 26;
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("gzip.zip")))) {
            for (var part : List.of("train", "test")) {
                zip.putNextEntry(
                        new ZipEntry("gzip/emnist-letters-" + part + "-images-idx3-ubyte.gz"));
                zip.write(Made.gz(Made.idx(2, 2, 3)));
                zip.putNextEntry(
                        new ZipEntry("gzip/emnist-letters-" + part + "-labels-idx1-ubyte.gz"));
                zip.write(Made.gz(labels));
            }
        }
        var corpus = loader().emnist("letters", Optional.empty());
        assertEquals("Z", corpus.classes().get(corpus.test().labels()[1]));
        var picture = corpus.test().get(0).input();
        assertEquals("[1, 3, 2]", picture.shape().toString());
        // Row 1, column 2 of the file.
        assertEquals(5 / 255f, picture.get(0, 2, 1));
        assertThrows(
                IllegalArgumentException.class, () -> loader().emnist("kanji", Optional.empty()));
        var lacking =
                assertThrows(
                        DatasetException.class, () -> loader().emnist("digits", Optional.empty()));
        assertTrue(lacking.getMessage().contains("no file emnist-digits-train-images"));
    }

    @Test
    void ownFoldersAreThoseOfTheSystem() {
        var home = Path.of("/home/ana");
        var mac = new Places(Map.of(), "Mac OS X", home, home, home);
        assertEquals(
                home.resolve("Library/Application Support/Cuaderno/datasets/mnist"),
                mac.own("mnist"));
        var windows = new Places(Map.of(), "Windows 11", home, home, home);
        assertEquals(home.resolve("AppData/Local/Cuaderno/datasets/mnist"), windows.own("mnist"));
    }

    @Test
    void aMirrorOfOnesOwnIsAskedFirst() {
        var places =
                new Places(
                        Map.of("CUADERNO_MIRROR", "http://escuela/datos"),
                        "Linux",
                        root,
                        root,
                        root);
        var set = Published.mnist();
        var servers = places.servers(set, set.downloads().getFirst());
        assertEquals("http://escuela/datos/mnist/", servers.getFirst());
        servers.forEach(one -> assertTrue(URI.create(one).isAbsolute() && one.endsWith("/"), one));
    }
}
