package dev.cuaderno.display;

import static dev.cuaderno.display.OutputLanguage.ENGLISH;
import static dev.cuaderno.display.OutputLanguage.SPANISH;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class OutputLanguageTest {

    @Test
    void tagsNameIt() {
        for (var tag : List.of("es", "ES", "es-CL", "es_CL.UTF-8")) {
            assertEquals(SPANISH, OutputLanguage.of(tag), tag);
        }
        for (var tag : List.of("", "en", "est", "fr", "C.UTF-8")) {
            assertEquals(ENGLISH, OutputLanguage.of(tag), tag);
        }
    }

    @Test
    void holdsDuringWorkAndNoLonger() {
        var before = OutputLanguage.current();
        var inside =
                SPANISH.during(
                        () ->
                                OutputLanguage.current()
                                        + " "
                                        + ENGLISH.during(OutputLanguage::current)
                                        + " "
                                        + OutputLanguage.current());
        assertEquals("SPANISH ENGLISH SPANISH", inside);
        assertEquals(before, OutputLanguage.current());
    }
}
