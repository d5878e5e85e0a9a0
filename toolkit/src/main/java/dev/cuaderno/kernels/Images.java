package dev.cuaderno.kernels;

/// A batch of images in one of two orders: plane after plane, one per channel, or pixel after
/// pixel, its channels side by side. Image follows image, without gaps.
///
/// @param at where the first image begins
/// @param channelsLast whether the channels of a pixel lie side by side
// The memory itself is meant, not its contents.
@SuppressWarnings("ArrayRecordComponent")
public record Images(float[] array, int at, boolean channelsLast) {

    /// Images in planes.
    public static Images planes(float[] array, int at) {
        return new Images(array, at, false);
    }
}
