package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.explain.Explain.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowTest {

    @Test
    void everyStepIsShownWithItsCellsAndItsShape() {
        var map = tensor("1 1 0 \n 4 2 1 \n 0 2 1");
        var flow = flow("map", map).to("vector", map.flatten()).to("label", "a < b");
        var html = flow.mime().data().get("text/html");
        assertEquals(2, html.split("→", -1).length - 1);
        assertEquals(18, html.split("<td ", -1).length - 1);
        assertEquals(3 + 9, html.split("<tr ", -1).length - 1, "a vector stands upright");
        assertTrue(html.contains("<b>vector</b> [9]") && html.contains("a &lt; b"), html);
        assertTrue(flow.toString().startsWith("map\nTensor[3, 3]"), flow::toString);
    }

    @Test
    void planesLieBelowEachOtherAndLargeOnesAreShortened() {
        var html =
                flow("two", zeros(2, 3, 3))
                        .to("many", zeros(70, 70))
                        .mime()
                        .data()
                        .get("text/html");
        assertTrue(html.contains("<b>two</b> [2, 3, 3]") && html.contains("<b>many</b> [70, 70]"));
        assertTrue(html.contains("…"));
    }
}
