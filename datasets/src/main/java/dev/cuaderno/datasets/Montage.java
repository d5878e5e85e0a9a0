package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Tensor;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import javax.imageio.ImageIO;

/// Pictures side by side in one PNG.
final class Montage {

    private static final int MOST = 255;
    private static final int GAP = 4;
    private static final int SMALLEST = 72;
    private static final int RGB = 3;

    private Montage() {}

    /// Rows of pictures of one size; small ones are enlarged by a whole factor.
    static byte[] png(List<List<Tensor>> rows) {
        var first = rows.getFirst().getFirst();
        var height = first.size(-2);
        var width = first.size(-1);
        var zoom = Math.max(1, Math.ceilDiv(SMALLEST, Math.max(height, width)));
        var columns = rows.stream().mapToInt(List::size).max().orElse(1);
        var image =
                new BufferedImage(
                        columns * (width * zoom + GAP) - GAP,
                        rows.size() * (height * zoom + GAP) - GAP,
                        BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        for (var row = 0; row < rows.size(); row++) {
            for (var column = 0; column < rows.get(row).size(); column++) {
                pen.drawImage(
                        image(rows.get(row).get(column)),
                        column * (width * zoom + GAP),
                        row * (height * zoom + GAP),
                        width * zoom,
                        height * zoom,
                        null);
            }
        }
        pen.dispose();
        return png(image);
    }

    static byte[] png(BufferedImage image) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    /// A picture `[C, H, W]` or `[H, W]` from 0 to 1: colours if it has three channels, else grey.
    static BufferedImage image(Tensor picture) {
        var planes = picture.rank() == 2 ? picture.unsqueeze(0) : picture;
        var height = planes.size(1);
        var width = planes.size(2);
        var values = planes.toArray();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < height * width; i++) {
            var colour = 0;
            for (var channel = 0; channel < RGB; channel++) {
                var plane = planes.size(0) == RGB ? channel : 0;
                var value = Math.round(values[plane * height * width + i] * MOST);
                colour = (colour << Byte.SIZE) | Math.clamp(value, 0, MOST);
            }
            image.setRGB(i % width, i / width, colour);
        }
        return image;
    }
}
