package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Map;

@Timeout(60)
class CellTimeoutTest {

    @Test
    void aCellThatTakesTooLongIsStoppedAndSaysSo() throws IOException {
        var settings = Settings.fromEnvironment(Map.of("IJAVA_TIMEOUT", "1500"));
        try (var java = new JavaLanguage(settings)) {
            java.execute(new Cell(1, "int kept = 4;"), new Recorder());
            var failed =
                    assertInstanceOf(
                            Outcome.Failed.class,
                            java.execute(new Cell(2, "\nwhile (true) {}"), new Recorder()));
            assertEquals(Outcome.Cause.INTERRUPTED, failed.cause());
            assertEquals("Timeout", failed.name());
            assertEquals(
                    "the cell ran longer than 1500 ms (CUADERNO_TIMEOUT) and was stopped;"
                            + " its variables are kept",
                    failed.message());
            assertEquals(2, failed.line());
            assertTrue(failed.traceback().getFirst().contains("Timeout"));
            assertFalse(failed.traceback().toString().contains("Interrupted"));
            var quick = java.execute(new Cell(3, "kept"), new Recorder());
            assertEquals(
                    "4",
                    assertInstanceOf(Outcome.Done.class, quick).value().orElseThrow().plainText());
        }
    }
}
