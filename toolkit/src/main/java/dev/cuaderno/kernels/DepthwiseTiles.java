package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Layer convolutions with a kernel of its own for every channel, of images whose pixels are whole
/// vectors: some rows of an image at a time are put into a frame as they are, and all of its
/// channels are treated from there while they are near.
final class DepthwiseTiles {

    private static final int V = Lanes.COUNT;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_SUMS = 8;

    /// Fewer images do not keep all threads busy.
    private static final int FEWEST = 8;

    /// Numbers of a frame that stay in the second cache, beside what they become.
    private static final int NEAR = 1 << 16;

    private final Workers workers;
    private final Spare spare;

    DepthwiseTiles(Workers workers, Spare spare) {
        this.workers = workers;
        this.spare = spare;
    }

    static boolean suits(Convolution s, Images x, Images y) {
        return s.groups() == s.channels()
                && s.filters() == s.channels()
                && s.channels() % V == 0
                && s.batch() >= FEWEST
                && x.channelsLast()
                && y.channelsLast();
    }

    /// Whether the way back is for a convolution: steps leave cells out, or dilation does.
    static boolean suitsBack(Convolution s, Images x, Images y) {
        return suits(s, x, y)
                && (s.strideRows() == 1 || s.dilationRows() == 1)
                && (s.strideColumns() == 1 || s.dilationColumns() == 1);
    }

    /// Windows over a frame.
    ///
    /// @param first the row of the frame in which the first window begins
    /// @param down rows from one row of windows to the next
    /// @param tall rows that a window reaches over
    /// @param from where the first window begins in its row
    /// @param to where the first result goes in the image
    /// @param w the weights, a vector for every tap of some channels
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(
            LaneTiles tiles, int first, int down, int tall, int from, int to, float[] w) {

        /// The row of the frame behind the windows of so many rows.
        int end(int rows) {
            return first + (Math.min(rows, tiles.rows()) - 1) * down + tall;
        }
    }

    void convolve(Convolution s, Images x, Span w, Span bias, Images y) {
        var start = new float[s.channels()];
        if (bias != null) {
            System.arraycopy(bias.array(), bias.at(), start, 0, start.length);
        }
        var frame = ImageTiles.frame(s, s.channels());
        var parts = List.of(forward(s, frame, w));
        run(
                s.batch(),
                frame,
                parts,
                s.height(),
                s.width(),
                x,
                start,
                y,
                parts.getFirst().tiles.results());
    }

    private static Part forward(Convolution s, Frame frame, Span w) {
        var sizes =
                new LaneTiles.Sizes(
                        LaneTiles.taps(
                                s.kernelRows(),
                                s.kernelColumns(),
                                s.dilationRows() * frame.row(),
                                s.dilationColumns() * s.channels()),
                        s.channels(),
                        s.strideRows() * frame.row(),
                        s.strideColumns() * s.channels(),
                        s.outRows(),
                        s.outColumns(),
                        s.outColumns() * s.channels(),
                        s.channels());
        var cells = s.kernelRows() * s.kernelColumns();
        var packed = new float[sizes.weights()];
        for (var channel = 0; w != null && channel < s.channels(); channel++) {
            for (var cell = 0; cell < cells; cell++) {
                packed[sizes.at(channel, cell)] = w.array()[w.at() + channel * cells + cell];
            }
        }
        var tall = (s.kernelRows() - 1) * s.dilationRows() + 1;
        return new Part(new LaneTiles(sizes), 0, s.strideRows(), tall, 0, 0, packed);
    }

    /// The gradient of the images: for each remainder of row and column the same with the kernel
    /// elements that lie on it, turned round.
    void back(Convolution s, Images y, Span w, Images x) {
        var down =
                Remainder.all(
                        s.kernelRows(), s.strideRows(), s.dilationRows(), s.top(), s.height());
        var across =
                Remainder.all(
                        s.kernelColumns(),
                        s.strideColumns(),
                        s.dilationColumns(),
                        s.left(),
                        s.width());
        var frame = StepBack.frame(s, down, across);
        var parts = new ArrayList<Part>();
        for (var vertical : down) {
            for (var horizontal : across) {
                if (!vertical.isEmpty() && !horizontal.isEmpty()) {
                    parts.add(back(s, frame, vertical, horizontal, w));
                }
            }
        }
        var size = s.height() * s.width() * s.channels();
        if (parts.size() < down.size() * across.size()) {
            Arrays.fill(x.array(), x.at(), x.at() + s.batch() * size, 0f);
        }
        if (parts.isEmpty()) {
            return;
        }
        run(
                s.batch(),
                frame,
                parts,
                s.outRows(),
                s.outColumns(),
                y,
                new float[s.channels()],
                x,
                size);
    }

    private static Part back(Convolution s, Frame frame, Remainder down, Remainder across, Span w) {
        var sizes =
                new LaneTiles.Sizes(
                        LaneTiles.taps(
                                down.taps(),
                                across.taps(),
                                down.dilation() * frame.row(),
                                across.dilation() * s.channels()),
                        s.channels(),
                        frame.row(),
                        s.channels(),
                        down.count(),
                        across.count(),
                        down.step() * s.width() * s.channels(),
                        across.step() * s.channels());
        var packed = new float[sizes.weights()];
        for (var channel = 0; channel < s.channels(); channel++) {
            for (var r = 0; r < down.taps(); r++) {
                var row = w.at() + (channel * s.kernelRows() + down.element(r)) * s.kernelColumns();
                for (var c = 0; c < across.taps(); c++) {
                    packed[sizes.at(channel, r * across.taps() + c)] =
                            w.array()[row + across.element(c)];
                }
            }
        }
        return new Part(
                new LaneTiles(sizes),
                frame.top() - down.lead(),
                1,
                (down.taps() - 1) * down.dilation() + 1,
                (frame.left() - across.lead()) * s.channels(),
                (down.cell() * s.width() + across.cell()) * s.channels(),
                packed);
    }

    /// Rows of windows that share a frame.
    private static int rows(Frame frame, int down, int tall) {
        return Math.max(1, (NEAR / frame.row() - tall) / down + 1);
    }

    private void run(
            int batch,
            Frame frame,
            List<Part> parts,
            int height,
            int width,
            Images x,
            float[] start,
            Images y,
            int results) {
        var down = parts.getFirst().down;
        var first = parts.stream().mapToInt(Part::first).min().orElseThrow();
        var all = parts.stream().mapToInt(part -> part.tiles.rows()).max().orElseThrow();
        var tall = parts.stream().mapToInt(part -> part.end(1) - first).max().orElseThrow();
        var rows = Math.min(all, rows(frame, down, tall));
        var size = ((rows - 1) * down + tall) * frame.row();
        var framed = new Span[workers.count()];
        workers.run(
                batch,
                (image, worker) -> {
                    var z = framed(framed, worker, size);
                    for (var row = 0; row < all; row += rows) {
                        var top = first + row * down;
                        var next = row + rows;
                        var end =
                                parts.stream().mapToInt(part -> part.end(next)).max().orElseThrow();
                        frame.putRows(x, image, height, width, top, end, z);
                        for (var part : parts) {
                            part.tiles.run(
                                    row,
                                    Math.min(next, part.tiles.rows()),
                                    z.array(),
                                    z.at() + (part.first - top) * frame.row() + part.from,
                                    part.w,
                                    0,
                                    start,
                                    y.array(),
                                    y.at() + image * results + part.to);
                        }
                    }
                });
        spare.giveAll(framed);
    }

    private Span framed(Span[] framed, int worker, int size) {
        if (framed[worker] == null) {
            framed[worker] = spare.claim(size);
        }
        return framed[worker];
    }

    void weights(Convolution s, Images x, Images y, Span w) {
        var frame = ImageTiles.frame(s, s.channels());
        var part = forward(s, frame, null);
        var tiles = part.tiles;
        var rows = Math.min(tiles.rows(), rows(frame, part.down, part.tall));
        var size = ((rows - 1) * part.down + part.tall) * frame.row();
        var groups = Math.min(s.batch(), MOST_SUMS);
        var partial = new float[groups][];
        var framed = new Span[workers.count()];
        workers.run(
                groups,
                (group, worker) -> {
                    var z = framed(framed, worker, size);
                    var sums = new float[part.w.length];
                    var end = s.batch() * (group + 1) / groups;
                    for (var image = s.batch() * group / groups; image < end; image++) {
                        for (var row = 0; row < tiles.rows(); row += rows) {
                            var top = row * part.down;
                            var next = Math.min(row + rows, tiles.rows());
                            frame.putRows(x, image, s.height(), s.width(), top, part.end(next), z);
                            var from = y.at() + image * tiles.results();
                            var at = z.at() - top * frame.row();
                            tiles.weights(row, next, z.array(), at, y.array(), from, sums);
                        }
                    }
                    partial[group] = sums;
                });
        spare.giveAll(framed);
        var cells = s.kernelRows() * s.kernelColumns();
        for (var channel = 0; channel < s.channels(); channel++) {
            for (var cell = 0; cell < cells; cell++) {
                var sum = 0f;
                for (var sums : partial) {
                    sum += sums[tiles.sizes().at(channel, cell)];
                }
                w.array()[w.at() + channel * cells + cell] = sum;
            }
        }
    }
}
