package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sigmoid;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.activationGallery;
import static dev.cuaderno.explain.Explain.activationLab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.widget.FloatSlider;

import org.junit.jupiter.api.Test;

import java.util.List;

class ActivationGalleryTest {

    @Test
    void theDashedCurveIsTheSlopeOfTheOther() {
        for (var plot : activationGallery().plots()) {
            var xs = plot.series().getFirst().xs().toDoubleArray();
            var f = plot.series().getFirst().ys().toDoubleArray();
            var slope = plot.series().getLast().ys().toDoubleArray();
            for (var i = 1; i + 1 < xs.length; i++) {
                var difference = (f[i + 1] - f[i - 1]) / (xs[i + 1] - xs[i - 1]);
                // Between the two slopes where the curve has a corner, equal elsewhere.
                var low = Math.min(slope[i - 1], slope[i + 1]) - 1e-3;
                var high = Math.max(slope[i - 1], slope[i + 1]) + 1e-3;
                assertTrue(low <= difference && difference <= high, plot.title() + " at " + xs[i]);
            }
        }
    }

    @Test
    void valuesAreTheLecturesOwn() {
        var xs = tensor(-3, -0.5, 0, 0.5, 3);
        assertTrue(relu().apply(xs).sameAs(tensor(0, 0, 0, 0.5, 3)));
        assertTrue(ActivationGallery.slopes(relu(), xs).sameAs(tensor(0, 0, 0, 1, 1)));
        assertEquals(0.25, ActivationGallery.slopes(sigmoid(), xs).getDouble(2));
    }

    @Test
    void allAreDrawnOnOneScaleWithTheSamePlace() {
        var plots = activationGallery().at(2).plots();
        assertEquals(9, plots.size());
        assertEquals(
                1, plots.stream().map(plot -> List.of(plot.low(), plot.high())).distinct().count());
        var sigmoid = plots.get(3);
        assertEquals("sigmoid: 1/(1 + e⁻ˣ)", sigmoid.title());
        assertEquals(0.8807970779778823, sigmoid.marks().getFirst().y(), 1e-12);
        assertEquals(0.10499358540350662, sigmoid.marks().getLast().y(), 1e-12);
        assertEquals("f′(2) = 0.105", sigmoid.series().getLast().name());
    }

    @Test
    void readersDrawTheirOwnFunctions() {
        var own = Activation.of("mish", x -> x.times(x.softplus().tanh()));
        var plots = activationGallery(own, x -> x.sin()).between(-1, 2).plots();
        assertEquals("mish", plots.getFirst().title());
        assertEquals(Math.sin(2), plots.getLast().series().getFirst().ys().getDouble(400), 1e-12);
        assertEquals(Math.cos(2), plots.getLast().series().getLast().ys().getDouble(400), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> activationGallery(new Layer[0]));
    }

    @Test
    void aSliderMovesThePlace() {
        try (var shown = new Shown()) {
            var lab = activationLab();
            assertTrue(shown.last().toString().contains("f(1) = 0.7311"));
            ((FloatSlider) lab.children().getFirst()).set(0.0);
            assertTrue(shown.last().toString().contains("f′(0) = 0.25"));
        }
    }

    @Test
    void thePageHasAPictureForEach() {
        var html = activationGallery().mime().data().get("text/html");
        assertEquals(10, html.split("<svg ", -1).length);
    }
}
