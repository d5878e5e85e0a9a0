package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.bars;
import static dev.cuaderno.explain.Explain.beside;
import static dev.cuaderno.explain.Explain.perceptron;
import static dev.cuaderno.explain.Explain.plot;
import static dev.cuaderno.explain.Explain.save;
import static dev.cuaderno.explain.Explain.shaded;
import static dev.cuaderno.explain.Explain.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

class ExportTest {

    @TempDir Path folder;

    private static final Trace TRACE =
            trace(tensor("1 2 1 \n 2 3 1 \n 3 0 0"), tensor("1 0 \n 2 -1"), padding(1));

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void anAnimationHasTheStartAndEveryFrame() throws IOException {
        var path = TRACE.save(file("x.gif"));
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(path.toFile())) {
            reader.setInput(in);
            assertEquals(1 + TRACE.frames().size(), reader.getNumImages(true));
            var first = reader.read(0);
            var last = reader.read(16);
            assertEquals(first.getWidth(), last.getWidth());
            // What the last frame knows is blue; before the first step nothing is.
            assertEquals(0, count(first, 0x3b82f6));
            assertTrue(count(last, 0x3b82f6) > 1000);
        } finally {
            reader.dispose();
        }
        assertTrue(
                new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                        .contains("NETSCAPE2.0"));
    }

    /// Pixels with more of a colour's blue than of its red.
    private static int count(BufferedImage image, int rgb) {
        var bluer = (rgb & 255) > (rgb >> 16 & 255);
        var found = 0;
        for (var y = 0; y < image.getHeight(); y++) {
            for (var x = 0; x < image.getWidth(); x++) {
                var one = image.getRGB(x, y);
                var difference = (one & 255) - (one >> 16 & 255);
                found += (bluer ? difference : -difference) > 12 ? 1 : 0;
            }
        }
        return found;
    }

    @Test
    void aStillHasTheWindowWhereItIs() throws IOException {
        var svg = TRACE.svgFrames().get(1);
        var image = SvgPainter.paint(svg, 1);
        assertTrue(count(image, 0xf59e0b) > 4 * 700, "four cells of the window are orange");
        assertEquals(4 + 4, svg.split("245,158,11", -1).length - 1, "window and filter");
        var path = save(TRACE, file("strip.png"));
        assertTrue(ImageIO.read(path.toFile()).getWidth() > 3 * image.getWidth());
    }

    @Test
    void numbersAndFormulasAreInTheDrawing() throws IOException {
        var svg = Files.readString(TRACE.save(file("x.svg")));
        assertTrue(svg.contains(">3*-1</text>"));
        assertTrue(svg.contains("O[1,1] = 1*1 + 2*0 + 2*2 + 3*(-1) = 2"));
        assertTrue(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    }

    @Test
    void otherViewsAreKeptToo() throws IOException {
        var matrices = shaded(tensor("1 -2 \n 0 4")).titled("uno").markMaxima();
        assertTrue(matrices.svg().contains(">uno</text>"));
        assertTrue(count(ImageIO.read(matrices.save(file("m.png")).toFile()), 0xff) > 500);
        var curve = plot(-1, 1).line("f", x -> x * x).mark(0.5, 0.25, "here");
        assertTrue(ImageIO.read(curve.save(file("p.png")).toFile()).getWidth() > 400);
        var drawn = perceptron(tensor(1, 1), -1.5, tensor("0 0 \n 0 1 \n 1 0 \n 1 1"));
        assertTrue(ImageIO.read(save(drawn, file("n.png")).toFile()).getWidth() > 100);
    }

    @Test
    void whatIsNoDrawingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> save("text", file("t.png")));
        assertThrows(IllegalArgumentException.class, () -> TRACE.save(file("x.jpeg")));
        var two = beside(plot(0, 1), plot(0, 1));
        var error = assertThrows(IllegalArgumentException.class, () -> save(two, file("b.svg")));
        assertTrue(error.getMessage().contains("got 2"), error::getMessage);
        var table = bars(tensor(0.5, 0.5));
        var none = assertThrows(IllegalArgumentException.class, () -> save(table, file("b.svg")));
        assertTrue(none.getMessage().contains("nbconvert"), none::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "<rect x='2' y='2' width='4' height='4' fill='#000'/>; 3; 3; 0",
                "<rect x='2' y='2' width='4' height='4' fill='#000'/>; 7; 3; 255",
                "<g transform='translate(4,0)'><circle cx='4' cy='4' r='3'/></g>; 8; 4; 34",
                "<path d='M1 1h6v6h-6z' style='fill:rgba(0,0,0,.5)'/>; 4; 4; 127",
                "<path d='M1 1 7 1 7 7z'/>; 6; 3; 34",
                "<line x1='0' y1='4' x2='9' y2='4' stroke='#000' stroke-width='2'/>; 5; 4; 0",
                "<g opacity='.5'><rect width='9' height='9' fill='#000'/></g>; 4; 4; 127",
                "<polygon points='1,1 8,1 8,8 1,8' fill='white' stroke='none'/>; 4; 4; 255"
            })
    void shapesAreWhereTheyShouldBe(String content, int x, int y, int grey) {
        var svg =
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12'>" + content + "</svg>";
        var pixel = SvgPainter.paint(svg, 1).getRGB(x, y) & 255;
        assertEquals(grey, pixel, 1);
    }

    @Test
    void whatCannotBePaintedIsNamed() {
        var arc = "<svg viewBox='0 0 9 9'><path d='M1 1A3 3 0 0 1 5 5'/></svg>";
        var error = assertThrows(IllegalArgumentException.class, () -> SvgPainter.paint(arc, 1));
        assertTrue(error.getMessage().contains("not A"), error::getMessage);
        var use = "<svg viewBox='0 0 9 9'><use href='#x'/></svg>";
        assertThrows(IllegalArgumentException.class, () -> SvgPainter.paint(use, 1));
    }
}
