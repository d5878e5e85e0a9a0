package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

/// Layer convolutions with a kernel of its own for every channel, of images whose pixels are whole
/// vectors: an image is put into a frame as it is, and all of its channels are treated from there.
final class DepthwiseTiles {

    private static final int V = Lanes.COUNT;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_SUMS = 8;

    /// Fewer images do not keep all threads busy.
    private static final int FEWEST = 8;

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

    void convolve(Convolution s, Images x, Span w, Span bias, Images y) {
        var frame = ImageTiles.frame(s, s.channels());
        var sizes = sizes(s, frame, s.strideRows(), s.strideColumns(), s.outRows(), s.outColumns());
        var start = new float[s.channels()];
        if (bias != null) {
            System.arraycopy(bias.array(), bias.at(), start, 0, start.length);
        }
        var packed = packed(s, sizes, w, false);
        run(s, frame, s.height(), s.width(), x, new LaneTiles(sizes), packed, start, y);
    }

    /// The gradient of the images: the same with the kernels turned round, over gradients with as
    /// many zeros between them as the step leaves out.
    void back(Convolution s, Images y, Span w, Images x) {
        var frame = ImageTiles.backFrame(s, s.channels());
        var sizes = sizes(s, frame, 1, 1, s.height(), s.width());
        var packed = packed(s, sizes, w, true);
        var start = new float[s.channels()];
        run(s, frame, s.outRows(), s.outColumns(), y, new LaneTiles(sizes), packed, start, x);
    }

    private static LaneTiles.Sizes sizes(
            Convolution s, Frame frame, int down, int across, int rows, int columns) {
        return new LaneTiles.Sizes(
                LaneTiles.taps(
                        s.kernelRows(),
                        s.kernelColumns(),
                        s.dilationRows() * frame.row(),
                        s.dilationColumns() * s.channels()),
                s.channels(),
                down * frame.row(),
                across * s.channels(),
                rows,
                columns,
                columns * s.channels(),
                s.channels());
    }

    private static float[] packed(Convolution s, LaneTiles.Sizes sizes, Span w, boolean turned) {
        var packed = new float[sizes.weights()];
        var cells = s.kernelRows() * s.kernelColumns();
        for (var channel = 0; channel < s.channels(); channel++) {
            for (var cell = 0; cell < cells; cell++) {
                packed[sizes.at(channel, turned ? cells - 1 - cell : cell)] =
                        w.array()[w.at() + channel * cells + cell];
            }
        }
        return packed;
    }

    private void run(
            Convolution s,
            Frame frame,
            int height,
            int width,
            Images x,
            LaneTiles tiles,
            float[] packed,
            float[] start,
            Images y) {
        var framed = new Span[workers.count()];
        workers.run(
                s.batch(),
                (image, worker) -> {
                    var z = framed(framed, worker, frame);
                    frame.put(x, image, s.channels(), height, width, z);
                    var to = y.at() + image * tiles.results();
                    tiles.run(0, tiles.rows(), z.array(), z.at(), packed, 0, start, y.array(), to);
                });
        spare.giveAll(framed);
    }

    private Span framed(Span[] framed, int worker, Frame frame) {
        if (framed[worker] == null) {
            framed[worker] = spare.claim(frame.size());
        }
        return framed[worker];
    }

    void weights(Convolution s, Images x, Images y, Span w) {
        var frame = ImageTiles.frame(s, s.channels());
        var sizes = sizes(s, frame, s.strideRows(), s.strideColumns(), s.outRows(), s.outColumns());
        var tiles = new LaneTiles(sizes);
        var groups = Math.min(s.batch(), MOST_SUMS);
        var partial = new float[groups][];
        var framed = new Span[workers.count()];
        workers.run(
                groups,
                (group, worker) -> {
                    var z = framed(framed, worker, frame);
                    var sums = new float[sizes.weights()];
                    var end = s.batch() * (group + 1) / groups;
                    for (var image = s.batch() * group / groups; image < end; image++) {
                        frame.put(x, image, s.channels(), s.height(), s.width(), z);
                        var from = y.at() + image * tiles.results();
                        tiles.weights(z.array(), z.at(), y.array(), from, sizes.yRow(), sums, 0);
                    }
                    partial[group] = sums;
                });
        spare.giveAll(framed);
        var cells = s.kernelRows() * s.kernelColumns();
        for (var channel = 0; channel < s.channels(); channel++) {
            for (var cell = 0; cell < cells; cell++) {
                var sum = 0f;
                for (var sums : partial) {
                    sum += sums[sizes.at(channel, cell)];
                }
                w.array()[w.at() + channel * cells + cell] = sum;
            }
        }
    }
}
