package dev.cuaderno.kernels;

import java.util.ArrayList;
import java.util.List;

/// How the weights of a convolution lie in memory, so that the innermost loop reads them one after
/// the other: in panels of one or two vectors of filters; within a panel by kernel row, then by
/// channel and kernel column (or the other way round), filters innermost.
///
/// @param kernelRows rows of the kernel
/// @param kernelColumns columns of the kernel
/// @param channels channels of the image
/// @param filters a multiple of [Lanes#COUNT]; the weights of filters that do not exist are 0
/// @param sliding whether the kernel's columns lie inside the channels
public record ConvLayout(
        int kernelRows, int kernelColumns, int channels, int filters, boolean sliding) {

    private static final int V = Lanes.COUNT;

    /// Some filters that are computed together.
    ///
    /// @param first the first filter
    /// @param vectors how many vectors of filters
    /// @param at where the panel's weights begin
    public record Panel(int first, int vectors, int at) {}

    /// The filters of a layer, rounded up to whole vectors.
    public static int rounded(int filters) {
        return Math.ceilDiv(filters, V) * V;
    }

    /// How many numbers the weights take.
    public int size() {
        return taps() * filters;
    }

    private int taps() {
        return kernelRows * kernelColumns * channels;
    }

    /// The panels in order.
    public List<Panel> panels() {
        var panels = new ArrayList<Panel>();
        for (var first = 0; first < filters; ) {
            var vectors = filters - first >= 2 * V ? 2 : 1;
            panels.add(new Panel(first, vectors, taps() * first));
            first += vectors * V;
        }
        return panels;
    }

    /// Where the weight of a filter lies.
    public int at(int filter, int channel, int row, int column) {
        var wide = 2 * V;
        var first = filter / wide * wide;
        var width = Math.min(wide, filters - first);
        var tap =
                sliding
                        ? (row * channels + channel) * kernelColumns + column
                        : (row * kernelColumns + column) * channels + channel;
        return taps() * first + tap * width + filter - first;
    }
}
