package dev.cuaderno.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Pickles written out byte by byte, one character each, as Python 2 writes them.
class PickledArraysTest {

    private static final String ARRAY =
            "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\0tU\1btR"
                    + "(K\1(K\2K\3tcnumpy\ndtype\n(U\2u1K\0K\1tR(K\3U\1|NNNJ\u00ff\u00ff\u00ff\u00ff"
                    + "J\u00ff\u00ff\u00ff\u00ffK\0tb\u0089U\6\0\1\2\u00fd\u00fe\u00fftb";

    private static Map<String, Object> read(String pickle) throws IOException {
        return PickledArrays.read(
                new ByteArrayInputStream(pickle.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aDictionaryHasArraysAndLists() throws IOException {
        var found = read("\u0080\2}(U\4data" + ARRAY + "U\6labels](K\6K\11eU\4nameU\2\u00e9bu.");
        var array = assertInstanceOf(PickledArrays.Array.class, found.get("data"));
        assertEquals(List.of(2, 3), array.shape());
        assertArrayEquals(new byte[] {0, 1, 2, -3, -2, -1}, array.bytes());
        assertEquals(List.of(6L, 9L), found.get("labels"));
        assertEquals("éb", found.get("name"));
    }

    @Test
    void nothingIsExecuted() {
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> read("\u0080\2cposix\nsystem\n(U\4exittR."));
        assertTrue(error.getMessage().contains("posix.system"), error.getMessage());
    }

    @Test
    void anArrayOfAnotherTypeOrSizeIsRefused() {
        var floats = ARRAY.replace("u1", "f4");
        assertTrue(message("\u0080\2}U\1a" + floats + "s.").contains("f4"));
        var columns = ARRAY.replace('\u0089', '\u0088');
        assertTrue(message("\u0080\2}U\1a" + columns + "s.").contains("column by column"));
        var longer = ARRAY.replace("K\2K\3t", "K\2K\4t");
        assertTrue(message("\u0080\2}U\1a" + longer + "s.").contains("[2, 4] with 6 numbers"));
        assertTrue(message("\u0080\2K\1.").contains("expected a dictionary"));
    }

    private static String message(String pickle) {
        return assertThrows(IllegalArgumentException.class, () -> read(pickle)).getMessage();
    }
}
