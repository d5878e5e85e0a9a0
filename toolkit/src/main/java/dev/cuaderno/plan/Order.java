package dev.cuaderno.plan;

/// Between the two orders of an image's numbers: tensors count channel by channel, plans pixel by
/// pixel.
final class Order {

    private Order() {}

    /// One image of a block as a tensor has it.
    ///
    /// @param size how many numbers of it count; the channels too many are left out
    static void take(Block block, int image, float[] to, int at, int size) {
        var pixels = block.pixels();
        var channels = size / pixels;
        var from = block.at(image);
        for (var channel = 0; channel < channels; channel++) {
            for (var pixel = 0; pixel < pixels; pixel++) {
                to[at + channel * pixels + pixel] =
                        block.array[from + pixel * block.channels + channel];
            }
        }
    }

    /// One image of a tensor as a block has it; the channels too many stay as they are.
    ///
    /// @param like a block of that size
    static void put(float[] from, int at, int size, Block like, float[] to, int toAt) {
        var pixels = like.pixels();
        var channels = size / pixels;
        if (pixels == 1 || (channels == 1 && like.channels == 1)) {
            System.arraycopy(from, at, to, toAt, size);
            return;
        }
        for (var channel = 0; channel < channels; channel++) {
            for (var pixel = 0; pixel < pixels; pixel++) {
                to[toAt + pixel * like.channels + channel] = from[at + channel * pixels + pixel];
            }
        }
    }

    /// One image of a block pixel by pixel as it is, without the channels too many.
    static void takePixels(Block block, int image, float[] to, int at, int size) {
        var pixels = block.pixels();
        var channels = size / pixels;
        var from = block.at(image);
        for (var pixel = 0; pixel < pixels; pixel++) {
            var next = from + pixel * block.channels;
            System.arraycopy(block.array, next, to, at + pixel * channels, channels);
        }
    }

    /// The way back; the channels too many stay as they are.
    static void putPixels(float[] from, int at, int size, Block like, float[] to, int toAt) {
        var pixels = like.pixels();
        var channels = size / pixels;
        for (var pixel = 0; pixel < pixels; pixel++) {
            var next = toAt + pixel * like.channels;
            System.arraycopy(from, at + pixel * channels, to, next, channels);
        }
    }
}
