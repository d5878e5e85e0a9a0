package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The way back to the image of a convolution with steps: a convolution for each remainder of the
/// image's row and column, each with every S-th row and column of the kernel, so that nothing is
/// multiplied that the steps left out.
final class StepBack implements ImageTiles.Loops {

    private final Convolution s;
    private final int filters;
    private final Frame frame;
    private final List<Part> parts = new ArrayList<>();
    private final boolean hasGaps;
    private int size;

    /// One remainder of row and column.
    ///
    /// @param from where its first window begins in the frame
    /// @param to where its first result goes in the image
    /// @param at where its weights begin
    private record Part(ConvTiles tiles, Axis down, Axis across, int from, int to, int at) {}

    /// One remainder along one axis.
    ///
    /// @param first the first kernel element
    /// @param taps how many kernel elements
    /// @param start the first cell of the image, in steps
    /// @param count how many cells
    private record Axis(int step, int first, int taps, int start, int count) {

        static Axis of(int remainder, int kernel, int step, int before, int size) {
            var taps = Math.max(0, Math.ceilDiv(kernel - remainder, step));
            var start = Math.ceilDiv(Math.max(0, before - remainder), step);
            var last = Math.floorDiv(size - 1 + before - remainder, step);
            return new Axis(step, remainder, taps, start, last - start + 1);
        }

        /// How far before the first gradient the windows begin.
        int lead() {
            return taps - 1 - start;
        }

        /// How far the windows reach past the last of so many gradients.
        int trail(int gradients) {
            return start + count - gradients;
        }

        /// The first cell of the image.
        int cell(int before) {
            return start * step + first - before;
        }

        /// The kernel element of a tap, turned round.
        int element(int tap) {
            return first + step * (taps - 1 - tap);
        }

        boolean isEmpty() {
            return taps == 0 || count <= 0;
        }
    }

    /// Chooses the loops for a convolution without dilation.
    StepBack(Convolution s) {
        this.s = s;
        filters = ConvLayout.rounded(s.channels());
        var down = new ArrayList<Axis>();
        for (var i = 0; i < s.strideRows(); i++) {
            down.add(Axis.of(i, s.kernelRows(), s.strideRows(), s.top(), s.height()));
        }
        var across = new ArrayList<Axis>();
        for (var i = 0; i < s.strideColumns(); i++) {
            across.add(Axis.of(i, s.kernelColumns(), s.strideColumns(), s.left(), s.width()));
        }
        frame = frame(s, down, across);
        for (var vertical : down) {
            for (var horizontal : across) {
                if (!vertical.isEmpty() && !horizontal.isEmpty()) {
                    add(vertical, horizontal);
                }
            }
        }
        hasGaps = down.stream().anyMatch(Axis::isEmpty) || across.stream().anyMatch(Axis::isEmpty);
    }

    /// Zeros around the gradients, as many as any of the windows sees.
    private static Frame frame(Convolution s, List<Axis> down, List<Axis> across) {
        var top = down.stream().mapToInt(Axis::lead).reduce(0, Math::max);
        var left = across.stream().mapToInt(Axis::lead).reduce(0, Math::max);
        var below = down.stream().mapToInt(axis -> axis.trail(s.outRows())).reduce(0, Math::max);
        var right =
                across.stream().mapToInt(axis -> axis.trail(s.outColumns())).reduce(0, Math::max);
        return new Frame(
                top + s.outRows() + below,
                left + s.outColumns() + right,
                s.filters(),
                top,
                left,
                1,
                1);
    }

    private void add(Axis down, Axis across) {
        var slides = ConvTiles.slides(across.taps(), s.filters(), 1, 1);
        var layout = new ConvLayout(down.taps(), across.taps(), s.filters(), filters, slides);
        var sizes =
                new ConvTiles.Sizes(
                        layout,
                        frame.row(),
                        1,
                        1,
                        1,
                        1,
                        down.count(),
                        across.count(),
                        down.step() * s.width() * filters,
                        across.step() * filters);
        var from =
                (frame.top() - down.lead()) * frame.row()
                        + (frame.left() - across.lead()) * s.filters();
        var to = (down.cell(s.top()) * s.width() + across.cell(s.left())) * filters;
        var tiles = new ConvTiles(sizes, down.lead(), s.outRows());
        parts.add(new Part(tiles, down, across, from, to, size));
        size += layout.size();
    }

    @Override
    public Frame frame() {
        return frame;
    }

    @Override
    public int filters() {
        return filters;
    }

    @Override
    public int weights() {
        return size;
    }

    @Override
    public void pack(Convolution sizes, Span w, Span packed) {
        var taps = s.kernelRows() * s.kernelColumns();
        for (var part : parts) {
            var layout = part.tiles.sizes().layout();
            for (var filter = 0; filter < s.filters(); filter++) {
                for (var channel = 0; channel < s.channels(); channel++) {
                    var from = w.at() + (filter * s.channels() + channel) * taps;
                    for (var r = 0; r < layout.kernelRows(); r++) {
                        var row = from + part.down.element(r) * s.kernelColumns();
                        for (var c = 0; c < layout.kernelColumns(); c++) {
                            // Turned round: what was a channel is now a filter.
                            var to = layout.at(/* filter= */ channel, /* channel= */ filter, r, c);
                            packed.array()[packed.at() + part.at + to] =
                                    w.array()[row + part.across.element(c)];
                        }
                    }
                }
            }
        }
    }

    @Override
    public void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt) {
        if (hasGaps) {
            Arrays.fill(y, yAt, yAt + s.height() * s.width() * filters, 0f);
        }
        for (var part : parts) {
            part.tiles.run(x, xAt + part.from, w, wAt + part.at, y, yAt + part.to);
        }
    }
}
