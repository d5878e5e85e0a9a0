package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.beside;
import static dev.cuaderno.explain.Explain.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

class PlotTest {

    @Test
    void ticksAreRoundAndLieBetweenTheEnds() {
        assertEquals(List.of(-4.0, -2.0, 0.0, 2.0, 4.0), Ticks.between(-4, 4, 5));
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3, 0.4), Ticks.between(0, 0.41, 5));
        assertEquals(List.of(1000.0, 1500.0, 2000.0), Ticks.between(1000, 2000, 3));
        assertEquals(List.of(-0.05, 0.0, 0.05), Ticks.between(-0.06, 0.07, 4));
    }

    @Test
    void numbersHaveFourDigitsThatCount() {
        assertEquals("0.3757", Digits.of(0.37567058772993583));
        assertEquals("−2.303", Digits.of(-2.302585));
        assertEquals("12", Digits.of(12));
        assertEquals("60000", Digits.of(60000));
        assertEquals("1.5e−7", Digits.of(1.5e-7));
        assertEquals("∞", Digits.of(Double.POSITIVE_INFINITY));
    }

    @Test
    void aCurveIsCutWhereItLeaves() {
        assertEquals(new Clip(0.5, 5, 1, 0), Clip.of(0, 10, 1, 0, 0, 5).orElseThrow());
        assertEquals(new Clip(0, 1, 1, 2), Clip.of(0, 1, 1, 2, 0, 5).orElseThrow());
        assertTrue(Clip.of(0, 6, 1, 7, 0, 5).isEmpty());
        assertTrue(Clip.of(0, Double.NaN, 1, 1, 0, 5).isEmpty());
        assertEquals(
                new Clip(1, 5, 1, 4),
                Clip.of(0, Double.POSITIVE_INFINITY, 1, 4, 0, 5).orElseThrow());
        assertEquals(new Clip(0.25, 1, 0.75, 3), Clip.of(0, 0, 1, 4, 1, 3).orElseThrow());
    }

    @Test
    void theEndsFitCurvesAndPointsUnlessTheyAreGiven() {
        var one = plot(0, 10).line("", tensor(0, 5, 10), tensor(1, 3, 2)).mark(1, 4, "far");
        assertArrayEquals(new double[] {1 - 0.18, 4 + 0.18}, one.ends(), 1e-12);
        assertArrayEquals(new double[] {0, 9}, one.range(0, 9).ends());
        var logarithm = plot(0, 1).line("", x -> -Math.log(x));
        assertTrue(Double.isFinite(logarithm.ends()[1]));
        assertArrayEquals(new double[] {0, 1}, plot(0, 1).ends());
        assertArrayEquals(new double[] {-0.06, 1.06}, plot(0, 2).area("", x -> 1).ends(), 1e-12);
    }

    @Test
    void theDrawingIsValidAndDescribesItself() throws Exception {
        var one =
                plot(0, 1)
                        .title("a < b & c")
                        .labels("p", "L")
                        .range(0, 5)
                        .line("−ln p", p -> -Math.log(p))
                        .dashed("−ln(1 − p)", p -> -Math.log(1 - p))
                        .area("area", p -> p)
                        .dots("dots", tensor(0.5), tensor(2))
                        .mark(0.95, 0.0513, "here")
                        .guide(0.5, "middle");
        for (var svg : List.of(one.svg(), PlotSvg.inline(one))) {
            var document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            var title = document.getElementsByTagName("title").item(0).getTextContent();
            assertTrue(title.startsWith("a < b & c; p 0 … 1; −ln p ∞ … 0"), title);
            assertTrue(title.contains("here (0.95, 0.0513)"), title);
            assertFalse(svg.contains("NaN") || svg.contains("Infinity"), svg);
            assertEquals(2, document.getElementsByTagName("circle").getLength() - 1);
        }
    }

    @Test
    void inTheConsoleItIsDrawnWithLetters() {
        var lines =
                plot(0, 2)
                        .title("line")
                        .line("x", x -> x)
                        .mark(2, 2, "end")
                        .range(0, 2)
                        .toString()
                        .lines()
                        .toList();
        assertEquals("line", lines.getFirst());
        assertTrue(lines.get(1).endsWith("@"), lines.get(1));
        assertTrue(lines.get(1).length() > lines.get(15).length());
        assertTrue(lines.contains("* x") && lines.contains("@ (2, 2) end"), lines::toString);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> plot(1, 1));
        assertThrows(IllegalArgumentException.class, () -> plot(0, 1).range(2, 1));
        assertThrows(ShapeException.class, () -> plot(0, 1).dots("", tensor(1, 2), tensor(1)));
    }

    @Test
    void valuesAreShownBesideEachOther() {
        var two = beside(tensor("1 2 \n 3 4"), plot(0, 1).line("x", x -> x), "a < b");
        var html = two.mime().data().get("text/html");
        assertTrue(html.contains("<svg ") && html.contains("a &lt; b") && html.contains("<table"));
        assertTrue(two.toString().contains("Tensor[2, 2]"), two::toString);
    }
}
