package dev.cuaderno.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The operator cases of ONNX, made with NumPy by others. A selection is kept beside the tests
/// (`onnx/cases.zip`); all of them are run where Debian's package libonnx-testdata is installed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnnxOperatorsTest {

    private static final double TOLERANCE = 1e-5;
    private static final Path INSTALLED = Path.of("/usr/share/libonnx-testdata/data/node");

    private FileSystem zip;
    private int compared;
    private final TreeMap<String, Integer> unknown = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> theSelection() throws IOException, URISyntaxException {
        zip = FileSystems.newFileSystem(Path.of(getClass().getResource("/onnx/cases.zip").toURI()));
        return folders(zip.getPath("/")).map(folder -> test(folder, true));
    }

    @TestFactory
    Stream<DynamicTest> everythingInstalled() throws IOException {
        assumeTrue(Files.isDirectory(INSTALLED), "libonnx-testdata is not installed");
        return folders(INSTALLED).map(folder -> test(folder, false));
    }

    private static Stream<Path> folders(Path all) throws IOException {
        try (var folders = Files.list(all)) {
            return folders
                    .filter(folder -> Files.exists(folder.resolve("model.onnx")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private DynamicTest test(Path folder, boolean known) {
        return dynamicTest(folder.getFileName().toString(), () -> compare(folder, known));
    }

    private void compare(Path folder, boolean known) throws IOException {
        var one = OnnxCase.read(folder);
        var results = one != null && one.isReadable() ? OnnxOperators.run(one) : null;
        if (results == null) {
            assertTrue(!known, folder + ": no such operation");
            unknown.merge(one == null ? "several nodes" : one.op(), 1, Integer::sum);
            abort("the toolkit has no such operation");
        }
        for (var i = 0; i < results.size(); i++) {
            var expected = one.outputs().get(i);
            var got = results.get(i);
            assertEquals(expected.shape(), got.shape(), folder.toString());
            assertTrue(
                    got.closeTo(expected, TOLERANCE),
                    () -> folder + ": expected " + expected + ", got " + got);
        }
        compared++;
    }

    @AfterAll
    void summary() throws IOException {
        System.out.println("ONNX cases compared: " + compared);
        if (!unknown.isEmpty()) {
            System.out.println("operators without a counterpart (cases): " + unknown);
        }
        if (zip != null) {
            zip.close();
        }
    }
}
