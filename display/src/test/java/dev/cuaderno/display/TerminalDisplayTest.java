package dev.cuaderno.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TerminalDisplayTest {

    private final List<String> printed = new ArrayList<>();
    private final TerminalDisplay terminal =
            new TerminalDisplay(printed::add, new PictureViewer.InFiles());

    @Test
    void textIsPrinted() {
        terminal.show(7, null, false);
        assertEquals(List.of("7"), printed);
    }

    @Test
    void pictureIsWrittenToAFileThatTheTextNames() throws IOException {
        var text = terminal.text(MimeBundle.png(new byte[] {1, 2, 3}, "a chart"), null);
        var lines = text.lines().toList();
        assertEquals("a chart", lines.get(0));
        assertTrue(lines.get(1).startsWith("picture: ") && lines.get(1).endsWith(".png"), text);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file(lines.get(1))));
    }

    @Test
    void vectorGraphicsAreWrittenAsTheyAre() throws IOException {
        var text = terminal.text(MimeBundle.of(MimeBundle.SVG, "<svg/>"), null);
        assertEquals("<svg/>", Files.readString(file(text.lines().toList().getLast())));
    }

    @Test
    void updateWritesTheSameFileAgain() throws IOException {
        var first = terminal.text(MimeBundle.png(new byte[] {1}, ""), "id");
        var other = terminal.text(MimeBundle.png(new byte[] {9}, ""), "other");
        var second = terminal.text(MimeBundle.png(new byte[] {2}, ""), "id");
        assertEquals(first, second);
        assertFalse(first.equals(other));
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(file(second)));
    }

    @Test
    void terminalIsNoHostAndHasColumnsWhereTheReplSaysSo() {
        var before = Display.install(terminal);
        try {
            assertFalse(Display.isHosted());
            System.setProperty("cuaderno.columns", "97");
            assertEquals(97, Display.columns());
        } finally {
            System.clearProperty("cuaderno.columns");
            Display.install(before);
        }
    }

    private static Path file(String line) {
        return Path.of(line.substring("picture: ".length()));
    }
}
