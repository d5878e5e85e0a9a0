package dev.cuaderno.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.Renderers;

import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

import java.io.ByteArrayInputStream;
import java.util.Base64;

import javax.imageio.ImageIO;

class ChartRendererTest {

    @Test
    void aChartIsACrispPictureFoundThroughTheService() throws Exception {
        var chart = new XYChart(320, 200);
        chart.setTitle("parabola");
        chart.addSeries("x squared", new double[] {0, 1, 2}, new double[] {0, 1, 4});

        var bundle = Renderers.load(getClass().getClassLoader()).render(chart);

        assertTrue(bundle.plainText().startsWith("parabola\n4 ┤"), bundle.plainText());
        assertEquals("{\"width\": 320, \"height\": 200}", bundle.metadata().get(MimeBundle.PNG));
        var png = Base64.getDecoder().decode(bundle.data().get(MimeBundle.PNG));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(640, image.getWidth());
        assertEquals(400, image.getHeight());
        var colours = new java.util.HashSet<Integer>();
        for (var x = 0; x < image.getWidth(); x++) {
            for (var y = 0; y < image.getHeight(); y++) {
                colours.add(image.getRGB(x, y));
            }
        }
        assertTrue(colours.size() > 10, "a drawing, not an empty page");
    }
}
