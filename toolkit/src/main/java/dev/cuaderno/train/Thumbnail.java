package dev.cuaderno.train;

import dev.cuaderno.tensor.Tensor;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

import javax.imageio.ImageIO;

/// A sample as a small picture in HTML, or in words if it is none.
final class Thumbnail {

    private static final int WIDTH = 84;
    private static final int GREATEST = 255;

    private Thumbnail() {}

    static String html(Tensor sample) {
        var rank = sample.rank();
        var picture = rank == 2 || (rank == 3 && (sample.size(0) == 1 || sample.size(0) == 3));
        if (!picture) {
            return "<code>" + Table.escape(sample.shape().toString()) + "</code>";
        }
        return "<img width=\"%d\" style=\"image-rendering:pixelated\" alt=\"%s\" src=\"data:image/png;base64,%s\">"
                .formatted(WIDTH, sample.shape(), Base64.getEncoder().encodeToString(png(sample)));
    }

    private static byte[] png(Tensor sample) {
        var planes = sample.rank() == 2 ? sample.unsqueeze(0) : sample;
        var values = planes.toDoubleArray();
        var height = planes.size(1);
        var width = planes.size(2);
        var least = planes.min().itemDouble();
        var most = planes.max().itemDouble();
        // Numbers from 0 to 1 keep their brightness, others are spread over all of it.
        var low = least >= 0 && most <= 1 ? 0 : least;
        var span = least >= 0 && most <= 1 ? 1 : Math.max(most - least, Double.MIN_NORMAL);
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (var i = 0; i < height * width; i++) {
            var colour = 0;
            for (var channel = 0; channel < 3; channel++) {
                var plane = planes.size(0) == 1 ? 0 : channel;
                var value = (values[plane * height * width + i] - low) / span * GREATEST;
                colour = (colour << 8) | Math.clamp(Math.round(value), 0, GREATEST);
            }
            image.setRGB(i % width, i / width, colour);
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
