package dev.cuaderno.kernel.install;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

/// The kernel's icon: a spiral notebook with a filter's window on a small picture. Drawn from one
/// list of boxes, as a vector picture and as pixels.
final class Logo {

    private static final int SIDE = 64;
    private static final List<Box> BOXES = draw();

    /// A rounded rectangle on a square of 64 units.
    private record Box(
            double x, double y, double width, double height, double radius, int colour) {}

    private Logo() {}

    private static List<Box> draw() {
        var cover = 0x1B4B66;
        var page = 0xFBF7EE;
        var ring = 0xB9C7CF;
        var cell = 0xC9D6DC;
        var window = 0xE76F2E;
        var centre = 0xB8470F;
        var boxes = new ArrayList<Box>();
        boxes.add(new Box(9, 3, 50, 58, 7, cover));
        boxes.add(new Box(16, 8, 38, 48, 3, page));
        for (var i = 0; i < 5; i++) {
            boxes.add(new Box(4, 9 + 10.5 * i, 12, 4, 2, ring));
        }
        for (var row = 0; row < 4; row++) {
            for (var column = 0; column < 3; column++) {
                var inside = row >= 1 && row <= 2 && column >= 1;
                var colour = row == 1 && column == 1 ? centre : inside ? window : cell;
                boxes.add(new Box(20.5 + 10.5 * column, 11.5 + 10.5 * row, 9, 9, 1.5, colour));
            }
        }
        return List.copyOf(boxes);
    }

    /// The icon as SVG.
    static String svg() {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n",
                        SIDE,
                        SIDE));
        for (var box : BOXES) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  <rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\""
                                    + " fill=\"#%06X\"/>\n",
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            box.radius(),
                            box.colour()));
        }
        return text.append("</svg>\n").toString();
    }

    /// The icon as PNG of `side` pixels.
    static byte[] png(int side) {
        var image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.scale((double) side / SIDE, (double) side / SIDE);
        for (var box : BOXES) {
            pen.setColor(new Color(box.colour()));
            pen.fill(
                    new RoundRectangle2D.Double(
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            2 * box.radius(),
                            2 * box.radius()));
        }
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
