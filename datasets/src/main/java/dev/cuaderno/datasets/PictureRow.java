package dev.cuaderno.datasets;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Tensor;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/// Pictures side by side, `[C, H, W]` or `[H, W]` from 0 to 1, all of one size, eight in a row.
///
/// @param pictures from left to right and from top to bottom
public record PictureRow(List<Tensor> pictures) implements Displayable {

    private static final int IN_ROW = 8;

    public PictureRow {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("showImages: at least one picture");
        }
    }

    /// The planes of a tensor `[N, H, W]`, each spread between black and white: the filters of a
    /// layer, or what a picture becomes in it.
    public static PictureRow ofPlanes(Tensor planes) {
        var pictures = new ArrayList<Tensor>();
        for (var i = 0; i < planes.size(0); i++) {
            var plane = planes.at(i);
            var least = plane.min().itemDouble();
            var span = plane.max().itemDouble() - least;
            pictures.add(span == 0 ? plane.times(0) : plane.minus(least).div(span));
        }
        return new PictureRow(pictures);
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
        var rows = new ArrayList<List<Tensor>>();
        for (var from = 0; from < pictures.size(); from += IN_ROW) {
            rows.add(pictures.subList(from, Math.min(pictures.size(), from + IN_ROW)));
        }
        return MimeBundle.png(Montage.png(rows), toString());
    }

    @Override
    public String toString() {
        return pictures.size() == 1
                ? "picture " + pictures.getFirst().shape()
                : "%d pictures %s".formatted(pictures.size(), pictures.getFirst().shape());
    }
}
