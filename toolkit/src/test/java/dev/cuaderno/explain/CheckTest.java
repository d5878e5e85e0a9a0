package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.check;
import static dev.cuaderno.explain.Explain.shaded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.DisplaySink;
import dev.cuaderno.display.Displayable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class CheckTest {

    private final List<String> shown = new ArrayList<>();
    private DisplaySink before;

    @BeforeEach
    void listen() {
        before =
                Display.install(
                        new DisplaySink() {
                            @Override
                            public void show(Object value, String id, boolean update) {
                                shown.add(((Displayable) value).mime().plainText());
                            }

                            @Override
                            public void clear(boolean wait) {
                                shown.clear();
                            }
                        });
    }

    @AfterEach
    void stopListening() {
        Display.install(before);
    }

    @Test
    void aReproducedFigureIsShownInOneLine() {
        check("8 9 4 | 8 3 3", tensor("8 9 4 \n 8 3 3"));
        check(
                """
                0.5 1
                2   3""",
                tensor("0.5 1 \n 2 3"));
        check("1 2 | 3 4 || 5 6 | 7 8", tensor("1 2 \n 3 4 \n\n 5 6 \n 7 8"));
        check(1.4375, tensor("1.4375").reshape(1, 1));
        check(3, 3);
        assertEquals(
                List.of(
                        "✓ 8 9 4 | 8 3 3",
                        "✓ 0.5 1 | 2 3",
                        "✓ 1 2 | 3 4 || 5 6 | 7 8",
                        "✓ 1.4375",
                        "✓ 3"),
                shown);
    }

    @Test
    void truthIsSaidInWords() {
        var two = tensor("2").itemDouble();
        check(two < 3);
        check(false, 3 < two);
        assertEquals(List.of("✓ true", "✓ false"), shown);
        var error = assertThrows(MismatchException.class, () -> check(3 < two));
        assertEquals("not reproduced: expected true, got false", error.getMessage());
    }

    @Test
    void roundingErrorsAreForgivenUpToTheTolerance() {
        check(tensor(1.0, 1000), tensor(1.000009, 1000.009));
        assertThrows(MismatchException.class, () -> check(1, 1.00002));
        assertThrows(MismatchException.class, () -> check(0, Double.NaN));
        check(tensor(0.66), tensor(0.659), 0.005);
        assertEquals(2, shown.size());
    }

    @Test
    void aMismatchNamesBothValuesAndThePlaces() {
        var error =
                assertThrows(
                        MismatchException.class,
                        () -> check("4 0 6 2 | 1 1 1 1", tensor("4 0 2 2 \n 1 1 1 1")));
        assertEquals(
                """
                not reproduced: 1 of 8 values differ by more than 1.0E-5
                  expected : 4 0 6 2 | 1 1 1 1
                  actual   : 4 0 2 2 | 1 1 1 1
                  at       : [0, 2] expected 6, got 2""",
                error.getMessage());
        assertEquals(List.of(), shown);
    }

    @Test
    void shapesMustAgree() {
        var error = assertThrows(MismatchException.class, () -> check("1 2", tensor("1 \n 2")));
        assertTrue(error.getMessage().contains("expected [2], got [2, 1]"), error::getMessage);
    }

    @Test
    void longTensorsAreShortened() {
        check(zeros(10, 10), zeros(10, 10));
        assertTrue(shown.getFirst().endsWith("0 … [10, 10]"), shown::toString);
    }

    @Test
    void textIsEscapedInHtml() throws Exception {
        var titled = shaded(tensor("1 -2 \n 0 4")).titled("<b> & \"co\" 'x'").markMaxima();
        var html = titled.mime().data().get("text/html");
        assertFalse(html.contains("<b>"), html);
        var label = FilmTest.parse(html).getElementsByTagName("div").item(0);
        assertEquals(
                "<b> & \"co\" 'x' 1 -2 | 0 4",
                label.getAttributes().getNamedItem("aria-label").getTextContent());
        assertTrue(html.contains("3px solid"), html);
    }
}
