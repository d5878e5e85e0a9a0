package dev.cuaderno.datasets;

import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

/// Reads files of pictures: PNG, JPEG, GIF, BMP, TIFF.
final class PictureFiles {

    private static final int MOST = 255;
    private static final int BYTE = 8;

    private PictureFiles() {}

    /// A picture `[3, H, W]` from 0 to 1. What is transparent becomes white.
    ///
    /// @throws DatasetException if the file is damaged or no picture
    static Tensor read(Path file) {
        return tensor(image(file));
    }

    /// The middle of a picture, as large as possible, scaled to a size.
    static Tensor read(Path file, int height, int width) {
        var image = image(file);
        var scale =
                Math.max((double) height / image.getHeight(), (double) width / image.getWidth());
        // Halving first: one step of bilinear interpolation looks at four pixels only.
        while (scale <= 0.5) {
            image = scaled(image, halved(image.getWidth()), halved(image.getHeight()));
            scale =
                    Math.max(
                            (double) height / image.getHeight(), (double) width / image.getWidth());
        }
        var across = Math.max(width, (int) Math.round(image.getWidth() * scale));
        var down = Math.max(height, (int) Math.round(image.getHeight() * scale));
        image = scaled(image, across, down);
        return tensor(image.getSubimage((across - width) / 2, (down - height) / 2, width, height));
    }

    private static int halved(int size) {
        return Math.max(1, Math.ceilDiv(size, 2));
    }

    private static BufferedImage image(Path file) {
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new DatasetException(file + " is damaged: " + e.getMessage(), e);
        }
        if (image == null) {
            throw new DatasetException(file + " is no picture that Java can read");
        }
        return scaled(image, image.getWidth(), image.getHeight());
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        var onWhite = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = onWhite.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return onWhite;
    }

    /// A picture `[3, H, W]` from 0 to 1.
    static Tensor tensor(BufferedImage image) {
        var height = image.getHeight();
        var width = image.getWidth();
        var values = new float[3 * height * width];
        var colours = image.getRGB(0, 0, width, height, null, 0, width);
        for (var i = 0; i < colours.length; i++) {
            for (var channel = 0; channel < 3; channel++) {
                var value = colours[i] >> (BYTE * (2 - channel)) & MOST;
                values[channel * height * width + i] = value / (float) MOST;
            }
        }
        return Tensor.of(new Storage.Floats(values), Shape.of(3, height, width));
    }
}
