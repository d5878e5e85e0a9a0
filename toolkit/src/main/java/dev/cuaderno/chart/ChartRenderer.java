package dev.cuaderno.chart;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.Renderer;

import org.knowm.xchart.internal.chartpart.Chart;

import java.awt.AWTError;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import javax.imageio.ImageIO;

/// Shows any XChart chart as a PNG picture with twice the pixels of its size, so that it is crisp
/// on dense screens, and metadata that keep the size itself. In a terminal, its text is a small
/// plot.
public final class ChartRenderer implements Renderer<Chart<?, ?>> {

    private static final int SCALE = 2;

    @Override
    @SuppressWarnings("unchecked") // a class literal cannot carry the wildcards
    public Class<Chart<?, ?>> type() {
        return (Class<Chart<?, ?>>) (Class<?>) Chart.class;
    }

    @Override
    public MimeBundle render(Chart<?, ?> chart) throws IOException {
        var width = chart.getWidth();
        var height = chart.getHeight();
        var title = chart.getTitle();
        var name = title == null || title.isBlank() ? "chart" : "chart: " + title;
        return MimeBundle.png(
                        png(List.of(chart), width, height),
                        Display.isHosted()
                                ? name + " (" + width + " x " + height + ")"
                                : TextPlot.of(chart))
                .withMetadata(
                        MimeBundle.PNG, "{\"width\": " + width + ", \"height\": " + height + "}");
    }

    /// Charts side by side in a picture of that size.
    static byte[] png(List<? extends Chart<?, ?>> charts, int width, int height)
            throws IOException {
        var image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        try {
            paint(charts, image.createGraphics());
        } catch (AWTError | InternalError | NoClassDefFoundError noFonts) {
            throw new IOException(
                    "drawing text failed: this Java has no fonts (install fontconfig and a font"
                            + " such as DejaVu), or there is no screen (start with"
                            + " -Djava.awt.headless=true)",
                    noFonts);
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    private static void paint(List<? extends Chart<?, ?>> charts, Graphics2D graphics) {
        try {
            graphics.scale(SCALE, SCALE);
            for (var chart : charts) {
                chart.paint(graphics, chart.getWidth(), chart.getHeight());
                graphics.translate(chart.getWidth(), 0);
            }
        } finally {
            graphics.dispose();
        }
    }
}
