package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

/// Layer convolutions in groups of few channels, "depthwise" if of one. There is little to share
/// between the filters, so vectors hold as many filters side by side: every lane has weights of its
/// own, and looks at the channel of its own that is next for it.
final class GroupTiles implements ImageKernels {

    private static final int V = Lanes.COUNT;

    /// Multiplications below which plain loops are as fast.
    private static final long LEAST = 20_000;

    /// Lanes that are worth a vector.
    private static final int LEAST_LANES = 4;

    /// Channels of a group up to which it is worth while to give every lane its own.
    private static final int MOST_CHANNELS = 32;

    /// With a wider step the way back would mostly multiply zeros.
    private static final int MOST_GAPS = 16;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_SUMS = 8;

    private final Workers workers;
    private final Spare spare;
    private final DepthwiseTiles depthwise;

    GroupTiles(Workers workers, Spare spare) {
        this.workers = workers;
        this.spare = spare;
        this.depthwise = new DepthwiseTiles(workers, spare);
    }

    private static boolean isLarge(Convolution s) {
        var taps = (long) s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
        return s.groups() > 1 && taps * s.filters() * s.outRows() * s.outColumns() >= LEAST;
    }

    /// Whether [#convolve] and [#weights] are for such a convolution.
    static boolean suits(Convolution s) {
        return isLarge(s) && s.channelsPerGroup() <= MOST_CHANNELS && s.filters() >= LEAST_LANES;
    }

    /// Whether [#back] is.
    static boolean suitsBack(Convolution s) {
        return isLarge(s)
                && s.filtersPerGroup() <= MOST_CHANNELS
                && s.channels() >= LEAST_LANES
                && s.strideRows() * s.strideColumns() <= MOST_GAPS;
    }

    /// One of the two directions: every output is a sum of convolutions of some sources.
    ///
    /// @param frame where a lane of a source lies among zeros
    /// @param sources channels of what is read
    /// @param height of what is read
    /// @param width of what is read
    /// @param outputs channels of what is written
    /// @param terms sources of an output
    /// @param peers outputs that share their sources
    /// @param back whether this is the way back, on which kernels are turned round
    private record Way(
            Convolution s,
            Frame frame,
            int sources,
            int height,
            int width,
            int outputs,
            int outRows,
            int outColumns,
            int terms,
            int peers,
            boolean back) {

        static Way forward(Convolution s) {
            var frame = ImageTiles.frame(s, V);
            return new Way(
                    s,
                    frame,
                    s.channels(),
                    s.height(),
                    s.width(),
                    s.filters(),
                    s.outRows(),
                    s.outColumns(),
                    s.channelsPerGroup(),
                    s.filtersPerGroup(),
                    false);
        }

        static Way back(Convolution s) {
            var frame = ImageTiles.backFrame(s, V);
            return new Way(
                    s,
                    frame,
                    /* sources= */ s.filters(),
                    /* height= */ s.outRows(),
                    /* width= */ s.outColumns(),
                    /* outputs= */ s.channels(),
                    /* outRows= */ s.height(),
                    /* outColumns= */ s.width(),
                    /* terms= */ s.filtersPerGroup(),
                    /* peers= */ s.channelsPerGroup(),
                    true);
        }

        /// Vectors of outputs.
        int chunks() {
            return Math.ceilDiv(outputs, V);
        }

        int taps() {
            return terms * s.kernelRows() * s.kernelColumns();
        }

        int outPixels() {
            return outRows * outColumns;
        }

        /// Which source is so many terms behind the first of an output.
        int source(int output, int term) {
            return output / peers * terms + term;
        }

        /// The channels that the outputs of a chunk look at, term by term.
        LaneImages[] lanes(int chunk) {
            var lanes = new LaneImages[terms];
            for (var term = 0; term < terms; term++) {
                var next = term;
                lanes[term] =
                        new LaneImages(
                                sources,
                                height * width,
                                Math.min(V, outputs - chunk * V),
                                lane -> source(chunk * V + lane, next));
            }
            return lanes;
        }

        /// Where in a frame each pixel goes; behind it, if it would lie outside.
        int[] places() {
            var places = new int[height * width];
            for (var i = 0; i < height; i++) {
                var row = frame.top() + i * frame.stepRows();
                for (var j = 0; j < width; j++) {
                    var column = frame.left() + j * frame.stepColumns();
                    var inside =
                            row >= 0
                                    && row < frame.rows()
                                    && column >= 0
                                    && column < frame.columns();
                    places[i * width + j] =
                            inside ? row * frame.row() + column * V : frame.rows() * frame.row();
                }
            }
            return places;
        }

        /// Where the cells of a window lie, from its first one.
        int[] offsets() {
            var offsets = new int[taps()];
            var next = 0;
            for (var term = 0; term < terms; term++) {
                for (var p = 0; p < s.kernelRows(); p++) {
                    for (var q = 0; q < s.kernelColumns(); q++) {
                        offsets[next++] =
                                term * frame.size()
                                        + p * s.dilationRows() * frame.row()
                                        + q * s.dilationColumns() * V;
                    }
                }
            }
            return offsets;
        }

        LaneLoops.Windows windows(int[] offsets) {
            var down = (back ? 1 : s.strideRows()) * frame.row();
            var across = (back ? 1 : s.strideColumns()) * V;
            return new LaneLoops.Windows(offsets, outColumns, down, across);
        }

        /// Where a weight is among those of the convolution.
        int weight(int output, int term, int cell) {
            var cells = s.kernelRows() * s.kernelColumns();
            return back
                    ? (source(output, term) * peers + output % peers) * cells + cells - 1 - cell
                    : (output * terms + term) * cells + cell;
        }

        /// The weights, a vector for every tap of every chunk.
        float[] packed(Span w) {
            var packed = new float[chunks() * taps() * V];
            var cells = s.kernelRows() * s.kernelColumns();
            for (var output = 0; output < outputs; output++) {
                var to = output / V * taps() * V + output % V;
                for (var tap = 0; tap < taps(); tap++) {
                    packed[to + tap * V] =
                            w.array()[w.at() + weight(output, tap / cells, tap % cells)];
                }
            }
            return packed;
        }
    }

    @Override
    public void convolve(Convolution s, Images x, Span w, Span bias, Images y) {
        if (DepthwiseTiles.suits(s, x, y)) {
            depthwise.convolve(s, x, w, bias, y);
            return;
        }
        run(Way.forward(s), s.batch(), x, w, bias, y);
    }

    @Override
    public void back(Convolution s, Images y, Span w, Images x) {
        if (DepthwiseTiles.suitsBack(s, x, y)) {
            depthwise.back(s, y, w, x);
            return;
        }
        run(Way.back(s), s.batch(), y, w, null, x);
    }

    private void run(Way way, int batch, Images x, Span w, Span bias, Images y) {
        var packed = way.packed(w);
        var start = new float[way.chunks() * V];
        if (bias != null) {
            System.arraycopy(bias.array(), bias.at(), start, 0, way.outputs);
        }
        var places = way.places();
        var offsets = way.offsets();
        var pixels = Turning.steps(way.outPixels(), V);
        var chunks = way.chunks();
        var lanes = new LaneImages[chunks][];
        for (var chunk = 0; chunk < chunks; chunk++) {
            lanes[chunk] = way.lanes(chunk);
        }
        var framed = new Span[workers.count()];
        var results = new Span[workers.count()];
        workers.run(
                batch * chunks,
                (piece, worker) -> {
                    var image = piece / chunks;
                    var chunk = piece % chunks;
                    if (framed[worker] == null) {
                        framed[worker] = spare.claim(way.terms * way.frame.size() + Turning.ROOM);
                        results[worker] = spare.claim(way.outPixels() * V + Turning.ROOM);
                    }
                    var frame = framed[worker];
                    put(way, lanes[chunk], x, image, frame, places);
                    var windows = way.windows(offsets);
                    var v = chunk * way.taps() * V;
                    var whole = y.channelsLast() && (chunk + 1) * V <= way.outputs;
                    var z = results[worker];
                    var to = whole ? y.array() : z.array();
                    var toAt =
                            whole
                                    ? y.at() + image * way.outPixels() * way.outputs + chunk * V
                                    : z.at();
                    var step = whole ? way.outputs : V;
                    LaneLoops.sums(
                            windows,
                            way.outRows,
                            frame.array(),
                            frame.at(),
                            packed,
                            v,
                            new LaneLoops.Grid(start, chunk * V, 0, 0),
                            new LaneLoops.Grid(to, toAt, way.outColumns * step, step));
                    if (!whole) {
                        LaneImages.from(chunk * V, way.outputs, way.outPixels())
                                .give(z.array(), z.at(), pixels, y, image, new float[Turning.ROOM]);
                    }
                });
        spare.giveAll(framed);
        spare.giveAll(results);
    }

    /// All terms of one image into their frames.
    private static void put(
            Way way, LaneImages[] lanes, Images x, int image, Span frame, int[] places) {
        var scratch = new float[Turning.ROOM];
        for (var term = 0; term < lanes.length; term++) {
            var at = frame.at() + term * way.frame.size();
            lanes[term].put(x, image, frame.array(), at, places, scratch);
        }
    }

    @Override
    public void weights(Convolution s, Images x, Images y, Span w) {
        if (DepthwiseTiles.suits(s, x, y)) {
            depthwise.weights(s, x, y, w);
            return;
        }
        var way = Way.forward(s);
        var places = way.places();
        var offsets = way.offsets();
        var pixels = Turning.steps(way.outPixels(), V);
        var chunks = way.chunks();
        var size = way.taps() * V;
        var groups = Math.min(s.batch(), MOST_SUMS);
        var partial = new float[groups * chunks][];
        var framed = new Span[workers.count()];
        var gradients = new Span[workers.count()];
        workers.run(
                groups * chunks,
                (piece, worker) -> {
                    var group = piece / chunks;
                    var chunk = piece % chunks;
                    if (framed[worker] == null) {
                        framed[worker] = spare.claim(way.terms * way.frame.size() + Turning.ROOM);
                        gradients[worker] = spare.claim(way.outPixels() * V);
                    }
                    var frame = framed[worker];
                    var g = gradients[worker];
                    var windows = way.windows(offsets);
                    var lanes = way.lanes(chunk);
                    var mine = LaneImages.from(chunk * V, way.outputs, way.outPixels());
                    var sums = new float[size];
                    var scratch = new float[Turning.ROOM];
                    for (var image = s.batch() * group / groups;
                            image < s.batch() * (group + 1) / groups;
                            image++) {
                        put(way, lanes, x, image, frame, places);
                        mine.put(y, image, g.array(), g.at(), pixels, scratch);
                        LaneWeights.add(
                                windows,
                                way.outRows,
                                frame.array(),
                                frame.at(),
                                new LaneLoops.Grid(g.array(), g.at(), way.outColumns * V, V),
                                sums,
                                0);
                    }
                    partial[piece] = sums;
                });
        spare.giveAll(framed);
        spare.giveAll(gradients);
        var cells = s.kernelRows() * s.kernelColumns();
        for (var output = 0; output < way.outputs; output++) {
            for (var tap = 0; tap < way.taps(); tap++) {
                var sum = 0f;
                for (var group = 0; group < groups; group++) {
                    sum += partial[group * chunks + output / V][tap * V + output % V];
                }
                w.array()[w.at() + way.weight(output, tap / cells, tap % cells)] = sum;
            }
        }
    }
}
