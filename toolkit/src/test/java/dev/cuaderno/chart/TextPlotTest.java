package dev.cuaderno.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

import java.util.List;

class TextPlotTest {

    private static XYChart chart() {
        return new XYChartBuilder()
                .width(300)
                .height(200)
                .title("loss")
                .xAxisTitle("epoch")
                .build();
    }

    @Test
    void lineGoesFromCornerToCorner() {
        var chart = chart();
        chart.addSeries("training", List.of(1.0, 2.0), List.of(0.5, 0.25));
        var lines = TextPlot.of(chart).lines().toList();
        assertEquals("loss", lines.get(0));
        assertEquals(" 0.5 ┤••••", lines.get(1));
        assertEquals("0.25 ┤" + " ".repeat(52) + "••••", lines.get(10));
        assertEquals("     └" + "─".repeat(56), lines.get(11));
        assertEquals("      1" + " ".repeat(54) + "2  epoch", lines.get(12));
        assertEquals("• training", lines.get(13));
        assertEquals(14, lines.size());
    }

    @Test
    void logarithmicAxisMakesEqualRatiosEqualDistances() {
        var chart = chart();
        chart.getStyler().setYAxisLogarithmic(true);
        chart.addSeries("a", List.of(0.0, 1.0, 2.0), List.of(1.0, 1e-3, 1e-6));
        var lines = TextPlot.of(chart).lines().toList();
        // The middle number lies in the middle column, and in one of the two middle rows.
        assertTrue((lines.get(5) + lines.get(6)).contains("•"), String.join("\n", lines));
        assertEquals("1.0e-06", lines.get(10).substring(0, 7));
    }

    @Test
    void eachLineHasAMarkOfItsOwn() {
        var chart = chart();
        chart.addSeries("a", List.of(0.0, 1.0), List.of(0.0, 0.0));
        chart.addSeries("b", List.of(0.0, 1.0), List.of(1.0, 1.0));
        var lines = TextPlot.of(chart).lines().toList();
        assertEquals("1 ┤" + "○".repeat(56), lines.get(1));
        assertEquals("0 ┤" + "•".repeat(56), lines.get(10));
        assertEquals("• a  ○ b", lines.getLast());
    }

    @Test
    void chartWithoutLinesAndChartWithoutNumbersGiveTheirTitle() {
        var bars = new CategoryChartBuilder().title("bars").build();
        assertEquals("bars", TextPlot.of(bars));
        var chart = chart();
        chart.addSeries("a", List.of(0.0), List.of(Double.NaN));
        assertEquals("loss", TextPlot.of(chart));
    }

    @Test
    void panelsStandBelowEachOtherInATerminal() {
        var chart = chart();
        chart.addSeries("a", List.of(0.0, 1.0), List.of(0.0, 1.0));
        var panels = new Panels(List.of(chart, chart));
        assertEquals(TextPlot.of(chart) + "\n\n" + TextPlot.of(chart), panels.toString());
        assertEquals(panels.toString(), panels.mime().plainText());
    }
}
