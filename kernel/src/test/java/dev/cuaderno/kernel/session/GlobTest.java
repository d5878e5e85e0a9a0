package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void starsAndQuestionMarksMatch() {
        assertTrue(Glob.matches("*", ""));
        assertTrue(Glob.matches("a*c", "abbc"));
        assertTrue(Glob.matches("a*b*c", "a b\nb c"));
        assertTrue(Glob.matches("?b?", "abc"));
        assertTrue(Glob.matches("[x]", "[x]"));
        assertFalse(Glob.matches("a*c", "abcd"));
        assertFalse(Glob.matches("?", ""));
        assertFalse(Glob.matches("", "a"));
        assertFalse(Glob.matches("A", "a"));
    }

    @Test
    void manyStarsAreNotSlow() {
        assertFalse(Glob.matches("*a".repeat(50) + "b", "a".repeat(5000)));
    }
}
