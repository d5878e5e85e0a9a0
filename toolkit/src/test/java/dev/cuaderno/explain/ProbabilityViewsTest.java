package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.bars;
import static dev.cuaderno.explain.Explain.bcePlot;
import static dev.cuaderno.explain.Explain.compareNetworks;
import static dev.cuaderno.explain.Explain.crossEntropyPlot;
import static dev.cuaderno.explain.Explain.entropyBars;
import static dev.cuaderno.explain.Explain.klPlot;
import static dev.cuaderno.explain.Explain.lossLab;
import static dev.cuaderno.explain.Explain.temperature;
import static dev.cuaderno.explain.Explain.temperatureLab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.widget.FloatSlider;

import org.junit.jupiter.api.Test;

class ProbabilityViewsTest {

    private static final double LN_19 = Math.log(19);

    private final Tensor target = tensor("1 0 \n 0 1 \n 1 0");
    private final Tensor first = tensor("0.9 0.1 \n 0.1 0.9 \n 0.4 0.6");
    private final Tensor second = tensor("0.6 0.4 \n 0.3 0.7 \n 0.1 0.9");

    @Test
    void twoNetworksMeasureAsTheLecturesSay() {
        var networks = compareNetworks(target, first, second);
        var one = networks.score(0);
        var two = networks.score(1);
        assertEquals(1 / 3.0, one.wrong(), 1e-12);
        assertEquals(1 / 3.0, two.wrong(), 1e-12);
        assertEquals(0.25333333333333335, one.mse(), 1e-7);
        assertEquals(0.7066666666666667, two.mse(), 1e-7);
        assertEquals(0.12666666666666668, one.msePerElement(), 1e-7);
        assertEquals(0.35333333333333333, two.msePerElement(), 1e-7);
        assertEquals(0.37567058772993583, one.crossEntropy(), 1e-7);
        assertEquals(1.056695220232923, two.crossEntropy(), 1e-7);
        assertTrue(one.squares().closeTo(tensor(0.02, 0.02, 0.72), 1e-6));
        assertTrue(two.entropies().closeTo(tensor(0.5108256, 0.3566749, 2.3025851), 1e-6));
    }

    @Test
    void theirTablesAreNamedAndMarked() {
        var networks = compareNetworks(target, first, second).classes("Perro", "<Gato>");
        var html = networks.mime().data().get("text/html");
        assertTrue(html.contains("RN1") && html.contains("&lt;Gato&gt;"), html);
        assertEquals(4, html.split("✓", -1).length - 1);
        assertTrue(html.contains("0.3757") && html.contains("1.057"), html);
        assertTrue(networks.named("a", "b").toString().startsWith("a\n"));
        assertThrows(ShapeException.class, () -> compareNetworks(target, zeros(3, 3)));
        assertThrows(IllegalArgumentException.class, () -> networks.named("a"));
    }

    @Test
    void certainMistakesAreInfinitelyWrongAndStillShown() {
        var networks = compareNetworks(tensor("1 0").reshape(1, 2), tensor("0 1").reshape(1, 2));
        assertEquals(Double.POSITIVE_INFINITY, networks.score(0).crossEntropy());
        var html = networks.mime().data().get("text/html");
        assertTrue(html.contains("∞"));
        assertFalse(html.contains("NaN") || html.contains("Infinity"), html);
    }

    @Test
    void softmaxIsSharpWhenColdAndEvenWhenHot() {
        var view = temperature(tensor(LN_19, 0));
        assertTrue(view.probabilities(1).closeTo(tensor(0.95, 0.05), 1e-6));
        assertEquals(361 / 362.0, view.probabilities(0.5).getDouble(0), 1e-6);
        assertEquals(0.5, view.probabilities(1e6).getDouble(0), 1e-5);
        assertEquals(1, view.probabilities(1e-3).getDouble(0));
        assertTrue(view.classes("Perro", "Gato").toString().contains("T = 1,  H = 0.1985\nPerro"));
        assertThrows(IllegalArgumentException.class, () -> view.at(0));
        assertThrows(ShapeException.class, () -> temperature(target));
        try (var shown = new Shown()) {
            var lab = temperatureLab(tensor(LN_19, 0), "Perro", "Gato");
            assertTrue(shown.last().toString().contains("0.95"));
            ((FloatSlider) lab.children().getFirst()).set(0.5);
            assertTrue(shown.last().toString().contains("0.9972"), shown.last()::toString);
        }
    }

    @Test
    void termsAddUpToTheEntropy() {
        var one = entropyBars(tensor("0.5 0.5 \n 1 0"));
        assertEquals(Math.log(2), one.entropies().getDouble(0), 1e-12);
        assertEquals(0, one.entropies().getDouble(1));
        assertEquals(1, one.base(2).entropies().getDouble(0), 1e-12);
        assertEquals(0.3010299956639812, one.base(10).entropies().getDouble(0), 1e-12);
        assertTrue(one.base(2).toString().contains("H = 1 bit"));
        assertTrue(one.mime().data().get("text/html").contains("H = 0.6931 nat"));
        assertThrows(IllegalArgumentException.class, () -> entropyBars(tensor(0.5, 0.6)));
        assertThrows(IllegalArgumentException.class, () -> entropyBars(tensor(1.5, -0.5)));
        assertThrows(IllegalArgumentException.class, () -> one.base(1));
        assertThrows(ShapeException.class, () -> entropyBars(zeros(1, 1, 1)));
    }

    @Test
    void thePointOfALossLiesOnItsCurve() {
        assertEquals(-Math.log(0.95), bcePlot(1, 0.95).marks().getFirst().y(), 1e-12);
        assertEquals(-Math.log(0.05), bcePlot(0, 0.95).marks().getFirst().y(), 1e-12);
        var between = -0.3 * Math.log(0.6) - 0.7 * Math.log(0.4);
        assertEquals(between, bcePlot(0.3, 0.6).marks().getFirst().y(), 1e-12);
        assertEquals(3, bcePlot(0.3, 0.6).series().size());
        assertEquals(Plot.Style.LINE, bcePlot(1, 0.95).series().getFirst().style());
        assertEquals(Plot.Style.DASHED, bcePlot(1, 0.95).series().getLast().style());
        assertEquals(Plot.Style.LINE, bcePlot(0, 0.95).series().getLast().style());

        var scores = crossEntropyPlot(0.95).marks().getFirst();
        assertEquals(LN_19, scores.x(), 1e-12);
        assertEquals(-Math.log(0.95), scores.y(), 1e-12);
        assertEquals(-0.5, crossEntropyPlot(0.95).series().getLast().ys().getDouble(200), 1e-12);

        var divergence = 0.3 * Math.log(0.3 / 0.6) + 0.7 * Math.log(0.7 / 0.4);
        var kl = klPlot(0.3, 0.6);
        assertEquals(divergence, kl.marks().getLast().y(), 1e-12);
        assertEquals(0, klPlot(0.3, 0.3).marks().getLast().y(), 1e-12);
        // H(p, q) = H(p) + KL(p, q), at every place but the ends.
        for (var i = 1; i < 400; i++) {
            var sum = kl.series().get(1).ys().getDouble(i) + kl.series().get(2).ys().getDouble(i);
            assertEquals(kl.series().getFirst().ys().getDouble(i), sum, 1e-12);
        }
        assertThrows(IllegalArgumentException.class, () -> bcePlot(1.1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> klPlot(0.5, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> crossEntropyPlot(1));
    }

    @Test
    void slidersMoveThePoints() {
        try (var shown = new Shown()) {
            var lab = lossLab();
            assertTrue(
                    shown.last().toString().contains("@ (0.6, 0.5108) 0.5108"),
                    shown.last()::toString);
            ((FloatSlider) lab.children().get(1)).set(0.95);
            assertTrue(shown.last().toString().contains("@ (0.95, 0.05129)"));
        }
    }

    @Test
    void barsReachToTheirNumbersOnBothSidesOfNought() {
        var html = bars(tensor(2.6, -0.7)).labels("Perro", "Gato").mime().data().get("text/html");
        // From -0.7 to 2.6, 0 lies at 21.2 % of the width.
        assertTrue(html.contains("margin-left:21.2%;width:78.8%"), html);
        assertTrue(html.contains("margin-left:0%;width:21.2%"), html);
        assertTrue(bars(tensor(0.5, 1)).toString().endsWith("1 " + "#".repeat(30) + " 1"));
        assertThrows(IllegalArgumentException.class, () -> bars(tensor(1, 2)).labels("a"));
        assertThrows(ShapeException.class, () -> bars(zeros(2, 2)));
    }
}
