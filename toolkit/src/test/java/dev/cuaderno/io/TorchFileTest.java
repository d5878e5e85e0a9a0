package dev.cuaderno.io;

import static dev.cuaderno.Cuaderno.batchNorm1d;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files that PyTorch 2.13 wrote (`torch/files.py` says how), and such as must be refused.
class TorchFileTest {

    @TempDir Path folder;

    private static Path file(String name) throws URISyntaxException {
        return Path.of(TorchFileTest.class.getResource("/torch/" + name).toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensors.pt", "tensors-legacy.pt"})
    void bothFormsHoldTheSameTensors(String name) throws IOException, URISyntaxException {
        var tensors = TorchFile.read(file(name));
        assertEquals(
                List.of(
                        "conv.weight",
                        "bn.running_var",
                        "bn.num_batches_tracked",
                        "turned",
                        "part",
                        "half",
                        "bfloat",
                        "bytes",
                        "mask",
                        "large",
                        "parameter"),
                List.copyOf(tensors.keySet()));
        assertEquals(Shape.of(1, 2, 2, 2), tensors.get("conv.weight").shape());
        assertEquals(-0.375f, tensors.get("conv.weight").get(0, 0, 0, 1));
        assertEquals(DType.FLOAT64, tensors.get("bn.running_var").dtype());
        assertEquals(7, tensors.get("bn.num_batches_tracked").item());
        assertTrue(tensors.get("turned").sameAs(tensor("0 4 8\n1 5 9\n2 6 10\n3 7 11")));
        assertTrue(tensors.get("part").sameAs(tensor("5 6\n9 10")));
        assertTrue(tensors.get("half").sameAs(tensor(0.5, -2)));
        assertTrue(tensors.get("bfloat").sameAs(tensor(0.5, -3)));
        assertTrue(tensors.get("bytes").sameAs(tensor(0, 255)));
        assertTrue(tensors.get("mask").sameAs(tensor(1, 0)));
        assertEquals(0x1p40 + 1, tensors.get("large").itemDouble());
        assertEquals(3, tensors.get("parameter").item());
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoint.pt", "checkpoint-legacy.pt"})
    void aCheckpointsNetworkLoads(String name) throws IOException, URISyntaxException {
        var all = TorchFile.read(file(name));
        assertTrue(all.containsKey("state_dict.module.1.running_mean"), all.keySet().toString());
        assertTrue(all.get("parts.0").sameAs(tensor(1, 2)));
        var state = TorchFile.read(file(name), "state_dict.module.");
        var net = sequential(linear(2, 3), batchNorm1d(3)).load(state);
        assertTrue(net.parameters().get("0.weight").value().sameAs(state.get("0.weight")));
        var error = assertThrows(IOException.class, () -> TorchFile.read(file(name), "net."));
        assertTrue(error.getMessage().contains("state_dict.module.0.weight"), error.getMessage());
    }

    @Test
    void aWholeNetworkIsRefusedByItsClass() {
        var error = assertThrows(IOException.class, () -> TorchFile.read(file("whole-network.pt")));
        assertTrue(
                error.getMessage().contains("torch.nn.modules.container.Sequential"),
                error.getMessage());
    }

    private Path pickled(String... parts) throws IOException {
        var pickle = new ByteArrayOutputStream();
        for (var part : parts) {
            pickle.writeBytes(part.getBytes(StandardCharsets.ISO_8859_1));
        }
        var file = folder.resolve("made.pt");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("made/data.pkl"));
            zip.write(pickle.toByteArray());
        }
        return file;
    }

    private String refusal(String... parts) throws IOException {
        var file = pickled(parts);
        return assertThrows(IOException.class, () -> TorchFile.read(file)).getMessage();
    }

    @Test
    void nothingIsRunAndNothingElseIsMade() throws IOException {
        // os.system("true"), as an attack would write it.
        assertTrue(refusal("cos\nsystem\n", "X\4\0\0\0true", "\u0085R.").contains("os.system"));
        assertTrue(
                refusal("X\10\0\0\0builtins", "X\4\0\0\0eval", "\u0093.")
                        .contains("builtins.eval"));
        assertTrue(refusal("i__main__\nThing\n.").contains("0x69"), "an instance by name");
        assertTrue(refusal("X\1\0\0\0aR.").contains("expected a list"));
        assertTrue(refusal("ccollections\nOrderedDict\n)R", "K\1R.").contains("expected a list"));
    }

    @Test
    void whatIsMalformedIsToldNotThrownAsSomethingElse() throws IOException {
        refusal("");
        refusal("t.");
        refusal(".");
        refusal("h\7.");
        refusal("X\377\377\377\177a.");
        refusal("]Q.");
        refusal("(K\1K\2d.");
        refusal("ctorch._utils\n_rebuild_tensor_v2\n", ")R.");
        assertTrue(refusal("}.").contains("no tensors"));
        // A list that contains itself.
        assertTrue(refusal("]q\0h\0a.").contains("no tensors"));
        var text = Files.writeString(folder.resolve("text.pt"), "weights");
        assertThrows(IOException.class, () -> TorchFile.read(text));
        var legacy = Files.readAllBytes(pathOfLegacy());
        for (var length : new int[] {0, 1, 30, 400, legacy.length - 3}) {
            var cut =
                    Files.write(folder.resolve("cut.pt"), java.util.Arrays.copyOf(legacy, length));
            assertThrows(IOException.class, () -> TorchFile.read(cut), "cut at " + length);
        }
    }

    private static Path pathOfLegacy() {
        try {
            return file("tensors-legacy.pt");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
