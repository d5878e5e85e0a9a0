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
    private record Part(
            ConvTiles tiles, Remainder down, Remainder across, int from, int to, int at) {}

    /// Chooses the loops for a convolution without dilation.
    StepBack(Convolution s) {
        this.s = s;
        filters = ConvLayout.rounded(s.channels());
        var down = Remainder.all(s.kernelRows(), s.strideRows(), 1, s.top(), s.height());
        var across = Remainder.all(s.kernelColumns(), s.strideColumns(), 1, s.left(), s.width());
        frame = frame(s, down, across);
        for (var vertical : down) {
            for (var horizontal : across) {
                if (!vertical.isEmpty() && !horizontal.isEmpty()) {
                    add(vertical, horizontal);
                }
            }
        }
        hasGaps =
                down.stream().anyMatch(Remainder::isEmpty)
                        || across.stream().anyMatch(Remainder::isEmpty);
    }

    /// Zeros around the gradients, as many as any of the windows sees.
    static Frame frame(Convolution s, List<Remainder> down, List<Remainder> across) {
        var top = down.stream().mapToInt(Remainder::lead).reduce(0, Math::max);
        var left = across.stream().mapToInt(Remainder::lead).reduce(0, Math::max);
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

    private void add(Remainder down, Remainder across) {
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
        var to = (down.cell() * s.width() + across.cell()) * filters;
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
