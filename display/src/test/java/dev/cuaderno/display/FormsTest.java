package dev.cuaderno.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import javax.sound.sampled.AudioSystem;

class FormsTest {

    @Test
    void htmlIsReadableWithoutABrowser() {
        var bundle =
                Forms.html(
                        "<style>p{}</style><p>a &lt; b<br>c</p><table><tr><td>1</td><td>2</td></tr>"
                                + "</table>");
        assertEquals("a < b\nc\n1 2", bundle.plainText());
    }

    @Test
    void formulasAreDelimitedOnce() {
        assertEquals("$$x^2$$", Forms.latex("x^2").data().get(MimeBundle.LATEX));
        assertEquals("so $x$", Forms.latex("so $x$").data().get(MimeBundle.LATEX));
    }

    @Test
    void markdownIsItsOwnText() {
        var bundle = Forms.markdown("**b**");
        assertEquals("**b**", bundle.plainText());
        assertEquals("**b**", bundle.data().get(MimeBundle.MARKDOWN));
    }

    @Test
    void valuesBecomeJson() {
        record Pair(String a, List<Integer> b) {}
        assertEquals(
                "{\"a\": \"x\", \"b\": [1, 2]}",
                Forms.json(new Pair("x", List.of(1, 2))).data().get("application/json"));
        assertEquals("[1]", Forms.json("[1]").plainText());
    }

    @Test
    void samplesBecomeAWavFileThatJavaReads() throws Exception {
        var bundle = Forms.audio(new double[] {0, 1, -2, 0.5}, 8000);
        var html = bundle.data().get(MimeBundle.HTML);
        var begin = html.indexOf("base64,") + 7;
        var wav = Base64.getDecoder().decode(html.substring(begin, html.indexOf('"', begin)));
        try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            assertEquals(4, in.getFrameLength());
            assertEquals(8000, in.getFormat().getSampleRate());
            var bytes = in.readAllBytes();
            assertEquals(Short.MAX_VALUE, (bytes[3] << 8 | (bytes[2] & 0xff)));
            assertEquals(-Short.MAX_VALUE, (bytes[5] << 8 | (bytes[4] & 0xff)));
        }
        assertEquals("audio 0.00 s, 8000 Hz", bundle.plainText());
        assertThrows(IllegalArgumentException.class, () -> Forms.audio(new double[1], 0));
    }

    @Test
    void bytesThatAreNoPictureAreRefused() {
        var svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        assertTrue(Forms.image(svg).data().containsKey(MimeBundle.SVG));
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Forms.image(new byte[] {1}));
        assertTrue(refused.getMessage().contains("PNG"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Forms.image(Path.of("x.txt")));
        assertThrows(UncheckedIOException.class, () -> Forms.image(Path.of("no/such.png")));
        assertThrows(IllegalArgumentException.class, () -> Forms.audio(Path.of("x.png")));
    }
}
