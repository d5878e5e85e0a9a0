package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/// A small picture of coloured cells, for HTML.
///
/// @param image its cells, one pixel each
record Raster(BufferedImage image) {

    private static final int MOST = 255;
    private static final int RGB = 3;

    /// The colour of a cell, red in the highest of three bytes.
    @FunctionalInterface
    interface Colours {
        int at(int row, int column);
    }

    static Raster of(int height, int width, Colours colours) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var row = 0; row < height; row++) {
            for (var column = 0; column < width; column++) {
                image.setRGB(column, row, colours.at(row, column));
            }
        }
        return new Raster(image);
    }

    /// A picture `[C, H, W]` in colours if it has three channels, else its first channel in grey.
    /// Numbers from 0 to 1 keep their brightness, others are spread over all of it.
    static Colours colours(Tensor picture) {
        var values = picture.toDoubleArray();
        var least = picture.min().itemDouble();
        var most = picture.max().itemDouble();
        var plain = least >= 0 && most <= 1;
        var low = plain ? 0 : least;
        var span = plain ? 1 : most - least;
        var width = picture.size(2);
        var plane = picture.size(1) * width;
        var colourful = picture.size(0) == RGB;
        return (row, column) -> {
            var at = row * width + column;
            var shades = new double[RGB];
            for (var channel = 0; channel < RGB; channel++) {
                shades[channel] = (values[(colourful ? channel : 0) * plane + at] - low) / span;
            }
            return colour(shades[0], shades[1], shades[2]);
        };
    }

    /// A colour from red, green and blue between 0 and 1.
    static int colour(double red, double green, double blue) {
        return (part(red) << 16) | (part(green) << 8) | part(blue);
    }

    private static int part(double value) {
        return Math.clamp(Math.round(value * MOST), 0, MOST);
    }

    /// The mixture of two colours.
    ///
    /// @param share of the second, from 0 to 1
    static int mix(int one, int other, double share) {
        var mixed = 0;
        for (var shift = 16; shift >= 0; shift -= 8) {
            var a = (one >> shift) & MOST;
            var b = (other >> shift) & MOST;
            mixed |= Math.clamp(Math.round(a + share * (b - a)), 0, MOST) << shift;
        }
        return mixed;
    }

    /// An element of HTML, with sharp cells where it enlarges the picture.
    ///
    /// @param width in CSS pixels
    /// @param words what is told to those who cannot see it
    String html(int width, String words) {
        var sharp = image.getWidth() < width ? "image-rendering:pixelated;" : "";
        return "<img width=\"%d\" style=\"%smax-width:100%%;height:auto\" alt=\"%s\" src=\"data:image/png;base64,%s\">"
                .formatted(
                        width,
                        sharp,
                        Html.escape(words),
                        Base64.getEncoder().encodeToString(png()));
    }

    private byte[] png() {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
