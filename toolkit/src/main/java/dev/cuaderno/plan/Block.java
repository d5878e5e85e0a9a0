package dev.cuaderno.plan;

import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.Lanes;

/// The memory of one tensor of a plan, for a whole batch: image by image, row by row, pixel by
/// pixel, the channels of a pixel side by side. [Sharing] gives it a place in an array, which it
/// may share with blocks that are not in use at the same time.
final class Block {

    final int images;
    final int rows;
    final int columns;

    /// Rounded up to whole vectors in results of layers; the ones too many hold zeros, or what
    /// meets weights of zero only.
    final int channels;

    /// The numbers, once the plan has its memory.
    float[] array;

    private int start;
    private int pitch;

    /// Whether no image is kept: who writes one passes it on at once.
    private boolean passing;

    Block(int images, int rows, int columns, int channels) {
        this.images = images;
        this.rows = rows;
        this.columns = columns;
        this.channels = channels;
        if (size((long) rows * columns * channels) > Integer.MAX_VALUE - 8) {
            throw new PlanException(
                    "%d images of %dx%dx%d numbers are more than one array holds"
                            .formatted(images, rows, columns, channels));
        }
        pitch = image();
    }

    /// For results of a layer: with its channels rounded up.
    static Block of(int images, int rows, int columns, int channels) {
        return new Block(images, rows, columns, ConvLayout.rounded(channels));
    }

    /// Another of the same size.
    Block like() {
        return new Block(images, rows, columns, channels);
    }

    /// From now on no image is kept.
    void pass() {
        passing = true;
    }

    boolean isPassing() {
        return passing;
    }

    /// Says where the numbers lie.
    ///
    /// @param from where its memory begins
    /// @param step from one image to the next
    void lie(float[] memory, int from, int step) {
        array = memory;
        start = from;
        pitch = step;
    }

    /// How many numbers all images take, so many numbers apart.
    long size(long step) {
        return images * step + Lanes.ALIGNED;
    }

    /// How many numbers an image takes.
    int image() {
        return rows * columns * channels;
    }

    /// How many bytes all images take.
    long bytes() {
        return 4L * images * image();
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
        return start + Lanes.ALIGNED + image * pitch;
    }
}
