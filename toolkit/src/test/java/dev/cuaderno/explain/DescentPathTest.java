package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.sgd;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.descend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

class DescentPathTest {

    private static final DescentPath PARABOLA = descend(w -> w.minus(1).square(), 5, 0.1, 5);

    @Test
    void stepsAreThoseOfTheLecture() {
        assertArrayEquals(
                new double[] {5, 4.2, 3.56, 3.048, 2.6384, 2.31072},
                PARABOLA.path().toDoubleArray(),
                1e-14);
        assertEquals(16, PARABOLA.values().getDouble(0));
        assertEquals(8, PARABOLA.points().getFirst().gradient().getDouble(0));
    }

    @Test
    void textSaysHowEachStepComesAbout() {
        var lines = PARABOLA.toString().split("\n");
        assertEquals("w ← w − η·∂f/∂w,  η = 0.1", lines[0]);
        assertEquals("0  w = 5   f = 16   ∂f/∂w = 8", lines[1]);
        assertEquals("1  w = 5 − 0.1*8 = 4.2   f = 10.24   ∂f/∂w = 6.4", lines[2]);
    }

    /// With momentum μ: v ← μv + g, computed here by hand.
    @Test
    void otherRulesGoTheirOwnWay() {
        var way = descend(w -> w.square().sum(), tensor(1, -2), sgd(0.1).momentum(0.9), 2);
        assertArrayEquals(
                new double[] {1, -2, 0.8, -1.6, 0.46, -0.92}, way.path().toDoubleArray(), 1e-12);
        assertFalse(way.toString().contains("0.1*"), way::toString);
    }

    @Test
    void theStartKeepsItsValue() {
        var start = tensor(1, -2);
        descend(w -> w.square().sum(), start, 0.1, 3);
        assertArrayEquals(new double[] {1, -2}, start.toDoubleArray());
    }

    @Test
    void pagesShowACurveOrContours() throws Exception {
        assertEquals(1, Pages.count(PARABOLA, "svg"));
        assertEquals(6, Pages.count(PARABOLA, "circle"));
        var bowl = descend(DescentPathTest::bowl, tensor(2, 1), 0.1, 8);
        assertEquals(9, Pages.count(bowl, "circle"));
        assertTrue(Pages.count(bowl, "path") > 8);
        var three = descend(w -> w.square().sum(), tensor(1, 2, 3), 0.1, 2);
        assertEquals(0, Pages.count(three, "svg"));
    }

    private static Tensor bowl(Tensor w) {
        return w.at(0).square().plus(w.at(1).square().times(4));
    }

    /// On a level of x² + 4y², every point drawn satisfies the equation up to the cell's size.
    @Test
    void contoursLieOnTheirLevel() {
        var range = new Drawing.Range(-2, 2);
        var plot = new Drawing(range, range, 500, 500, "");
        var contours = new Contours(v -> v[0] * v[0] + 4 * v[1] * v[1], range, range);
        contours.draw(plot);
        var level = contours.levels()[4];
        var paths = plot.toString().split("<path d=\"");
        var pairs = paths[5].substring(0, paths[5].indexOf('"')).split("[ML]");
        assertTrue(pairs.length > 20);
        for (var i = 1; i < pairs.length; i++) {
            var at = pairs[i].split(" ");
            var x = -2 + 4 * (Double.parseDouble(at[0]) - plot.x(-2)) / (plot.x(2) - plot.x(-2));
            var y = -2 + 4 * (Double.parseDouble(at[1]) - plot.y(-2)) / (plot.y(2) - plot.y(-2));
            assertEquals(level, x * x + 4 * y * y, 0.15);
        }
    }

    @Test
    void stopsWhereTheFunctionOverflows() {
        var away = descend(w -> w.square().square(), 10, 1, 50);
        assertTrue(away.points().size() < 12);
        assertTrue(Pages.html(away).contains("svg"));
    }

    @Test
    void refusesWhatIsNoFunctionOfAVector() {
        assertThrows(ShapeException.class, () -> descend(w -> w, tensor(1, 2), 0.1, 1));
        assertThrows(
                ShapeException.class, () -> descend(w -> w.sum(), tensor("1 2 \n 3 4"), 0.1, 1));
        assertThrows(IllegalArgumentException.class, () -> descend(w -> w.square(), 1, 0.1, 0));
    }
}
