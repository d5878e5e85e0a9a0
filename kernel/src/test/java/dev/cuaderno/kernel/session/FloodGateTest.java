package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.language.Outputs.Stream;
import dev.cuaderno.kernel.session.FloodGate.Chunk;

import org.junit.jupiter.api.Test;

import java.util.List;

class FloodGateTest {

    @Test
    void whatFitsPassesUntouched() {
        var gate = new FloodGate(10);
        assertEquals(List.of(new Chunk(Stream.STDOUT, "12345")), gate.pass(Stream.STDOUT, "12345"));
        assertEquals(List.of(new Chunk(Stream.STDERR, "67890")), gate.pass(Stream.STDERR, "67890"));
        assertEquals(List.of(), gate.end());
    }

    @Test
    void theRestIsHeldBackAndItsEndShown() {
        var gate = new FloodGate(4);
        var shown = gate.pass(Stream.STDOUT, "123456");
        assertEquals(new Chunk(Stream.STDOUT, "1234"), shown.getFirst());
        assertTrue(shown.getLast().text().contains("at most 4 characters"));
        assertEquals(List.of(), gate.pass(Stream.STDOUT, "x".repeat(FloodGate.TAIL)));
        assertEquals(List.of(), gate.pass(Stream.STDERR, "last"));
        var end = gate.end();
        assertTrue(end.getFirst().text().contains("8,194 characters not shown"), end::toString);
        assertEquals(new Chunk(Stream.STDERR, "last"), end.getLast());
        // Threads that print after the end are still held back, without another notice.
        assertEquals(List.of(), gate.pass(Stream.STDOUT, "late"));
    }

    @Test
    void aShortRestIsShownWhole() {
        var gate = new FloodGate(1);
        gate.pass(Stream.STDOUT, "abc");
        assertEquals(List.of(new Chunk(Stream.STDOUT, "bc")), gate.end());
    }

    @Test
    void charactersAreNotCutInHalf() {
        var gate = new FloodGate(2);
        assertEquals(
                new Chunk(Stream.STDOUT, "a"),
                gate.pass(Stream.STDOUT, "a\ud83d\ude00").getFirst());
    }
}
