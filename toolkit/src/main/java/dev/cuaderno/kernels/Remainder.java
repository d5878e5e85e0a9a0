package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.List;

/// The cells of one axis of an image that leave the same remainder when divided by a convolution's
/// step, and the kernel elements that lie on them: on the way back to the image, a convolution of
/// the result's gradient by these elements, turned round, gives these cells.
///
/// @param step of the convolution
/// @param dilation from one kernel element to the next; 1 if the step is not
/// @param before cells of zeros in front of the image
/// @param first the first kernel element
/// @param taps how many kernel elements
/// @param start the first cell, in steps
/// @param count how many cells
public record Remainder(
        int step, int dilation, int before, int first, int taps, int start, int count) {

    /// All remainders of an axis.
    ///
    /// @param size cells of the image
    public static List<Remainder> all(int kernel, int step, int dilation, int before, int size) {
        var all = new ArrayList<Remainder>();
        for (var first = 0; first < step; first++) {
            var taps = Math.max(0, Math.ceilDiv(kernel - first, step));
            var start = Math.ceilDiv(Math.max(0, before - first), step);
            var last = Math.floorDiv(size - 1 + before - first, step);
            all.add(new Remainder(step, dilation, before, first, taps, start, last - start + 1));
        }
        return all;
    }

    /// Whether there is nothing on it: no kernel element, or no cell.
    boolean isEmpty() {
        return taps == 0 || count <= 0;
    }

    /// How far before the first gradient the windows begin.
    public int lead() {
        return dilation * (taps - 1) - start;
    }

    /// How far the windows reach past the last of so many gradients.
    public int trail(int gradients) {
        return start + count - gradients;
    }

    /// The first cell.
    public int cell() {
        return start * step + first - before;
    }

    /// The kernel element of a tap, turned round.
    public int element(int tap) {
        return first + step * (taps - 1 - tap);
    }
}
