package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;

/// The memory of one tensor of a plan, for a whole batch: image by image, row by row, pixel by
/// pixel, the channels of a pixel side by side.
final class Block {

    /// How far the first image lies behind the first number: with the 16 bytes of an array's header
    /// a cache line.
    private static final int ALIGNED = 12;

    final float[] array;
    final int rows;
    final int columns;

    /// Rounded up to whole vectors in results of layers; the ones too many hold zeros.
    final int channels;

    Block(int images, int rows, int columns, int channels) {
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        var size = (long) images * rows * columns * channels + ALIGNED;
        if (size > Integer.MAX_VALUE - 8) {
            throw new PlanException(
                    "%d images of %dx%dx%d numbers are more than one array holds"
                            .formatted(images, rows, columns, channels));
        }
        array = new float[(int) size];
    }

    /// For results of a layer: with its channels rounded up.
    static Block of(int images, int rows, int columns, int channels) {
        return new Block(images, rows, columns, ConvLayout.rounded(channels));
    }

    /// Another of the same size.
    Block like(int images) {
        return new Block(images, rows, columns, channels);
    }

    /// How many numbers an image takes.
    int image() {
        return rows * columns * channels;
    }

    /// How many numbers a row takes.
    int row() {
        return columns * channels;
    }

    int pixels() {
        return rows * columns;
    }

    /// Where an image begins.
    int at(int image) {
        return ALIGNED + image * image();
    }
}
