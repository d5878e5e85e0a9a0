package dev.cuaderno.datasets;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;

import java.awt.image.BufferedImage;
import java.util.List;

/// Pictures side by side, `[C, H, W]` or `[H, W]` from 0 to 1, all of one size.
///
/// @param pictures from left to right
public record PictureRow(List<Tensor> pictures) implements Displayable {

    public PictureRow {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("showImages: at least one picture");
        }
    }

    /// A picture as a PNG file.
    public static byte[] png(Tensor picture) {
        return Montage.png(List.of(List.of(picture)));
    }

    /// An image of Java's as numbers `[3, H, W]` from 0 to 1.
    public static Tensor tensor(BufferedImage image) {
        return PictureFiles.tensor(image);
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.png(Montage.png(List.of(pictures)), toString());
    }

    @Override
    public String toString() {
        return pictures.size() == 1
                ? "picture " + pictures.getFirst().shape()
                : "%d pictures %s".formatted(pictures.size(), pictures.getFirst().shape());
    }
}
