package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class WatchTest {

    @TempDir private Path folder;

    @Test
    void aSavedFileCountsOnceItHasComeToRest() throws IOException {
        var a = Files.writeString(folder.resolve("a.ipynb"), "1");
        var b = folder.resolve("b.ipynb");
        var watch = new Watch();
        watch.know(List.of(a));
        assertEquals(List.of(), watch.changed(List.of(a)));

        Files.writeString(a, "12");
        assertEquals(List.of(), watch.changed(List.of(a)), "it may still be written");
        Files.writeString(a, "123");
        assertEquals(List.of(), watch.changed(List.of(a)), "it was");
        assertEquals(List.of(a), watch.changed(List.of(a)));
        assertEquals(List.of(), watch.changed(List.of(a)), "known by now");

        Files.writeString(b, "new");
        watch.changed(List.of(a, b));
        assertEquals(List.of(b), watch.changed(List.of(a, b)));

        Files.delete(a);
        assertEquals(List.of(), watch.changed(List.of(a, b)));
    }
}
