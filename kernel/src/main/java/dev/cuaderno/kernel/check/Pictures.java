package dev.cuaderno.kernel.check;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

import javax.imageio.ImageIO;

/// Compares pictures by what one sees.
final class Pictures {

    private Pictures() {}

    /// Says how two pictures differ; empty where the mean difference of their channels is at most
    /// `tolerance`, 1 being that of black and white.
    ///
    /// @param stored in Base64
    /// @param fresh in Base64
    static Optional<String> difference(String stored, String fresh, double tolerance) {
        if (stored.equals(fresh)) {
            return Optional.empty();
        }
        BufferedImage before = decode(stored);
        BufferedImage after = decode(fresh);
        if (before == null || after == null) {
            return Optional.of(
                    (before == null ? "the stored" : "the fresh") + " picture cannot be read");
        }
        if (before.getWidth() != after.getWidth() || before.getHeight() != after.getHeight()) {
            return Optional.of("stored " + size(before) + " pixels, fresh " + size(after));
        }
        var mean = mean(before, after);
        return mean <= tolerance
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "mean difference %.2f %% of black to white, allowed %.2f %%",
                                100 * mean,
                                100 * tolerance));
    }

    private static double mean(BufferedImage a, BufferedImage b) {
        var sum = 0L;
        for (var y = 0; y < a.getHeight(); y++) {
            for (var x = 0; x < a.getWidth(); x++) {
                var left = a.getRGB(x, y);
                var right = b.getRGB(x, y);
                for (var shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    sum += Math.abs((left >> shift & 0xFF) - (right >> shift & 0xFF));
                }
            }
        }
        return sum / (4.0 * 255 * a.getWidth() * a.getHeight());
    }

    private static String size(BufferedImage image) {
        return image.getWidth() + " × " + image.getHeight();
    }

    private static BufferedImage decode(String base64) {
        try {
            var bytes = Base64.getMimeDecoder().decode(base64);
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException | IllegalArgumentException broken) {
            return null;
        }
    }
}
