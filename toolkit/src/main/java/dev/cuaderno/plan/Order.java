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
}
