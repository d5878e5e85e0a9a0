package dev.cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

class GeneratorTest {

    @Test
    void givesThePublishedSequence() {
        var generator = new Generator(1234567);
        assertEquals("6457827717110365317", Long.toUnsignedString(generator.nextLong()));
        assertEquals("3203168211198807973", Long.toUnsignedString(generator.nextLong()));
        assertEquals("9817491932198370423", Long.toUnsignedString(generator.nextLong()));
    }

    @Test
    void theSameSeedGivesTheSameTensor() {
        assertTrue(new Generator(7).randn(3, 4).sameAs(new Generator(7).randn(3, 4)));
        assertFalse(new Generator(7).randn(3, 4).sameAs(new Generator(8).randn(3, 4)));
    }

    @Test
    void forksDependOnTheirNameAlone() {
        var used = new Generator(7);
        used.nextLong();
        assertTrue(used.fork("a").rand(5).sameAs(new Generator(7).fork("a").rand(5)));
        assertFalse(used.fork("a").rand(5).sameAs(used.fork("b").rand(5)));
        assertFalse(used.fork("ab").rand(5).sameAs(used.fork("ba").rand(5)));
    }

    @Test
    void numbersAreSpreadAsTheyShould() {
        var uniform = new Generator(1).rand(100_000);
        assertEquals(0.5, uniform.mean().item(), 0.005);
        assertEquals(1 / 12.0, uniform.var().item(), 0.002);
        assertTrue(uniform.min().item() >= 0 && uniform.max().item() < 1);
        var normal = new Generator(1).randn(100_000);
        assertEquals(0, normal.mean().item(), 0.01);
        assertEquals(1, normal.std().item(), 0.01);
        assertEquals(0.6827, normal.abs().lt(1).mean().item(), 0.005);
    }

    @Test
    void permutationsHoldEveryNumberOnce() {
        var order = new Generator(5).permutation(100);
        assertFalse(Arrays.equals(IntStream.range(0, 100).toArray(), order));
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, 100).toArray(), order);
    }
}
