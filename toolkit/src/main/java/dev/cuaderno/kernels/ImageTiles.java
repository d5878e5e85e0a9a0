package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Layer convolutions of many images by the loops that are written for their very sizes. Every
/// image is turned into pixels with a frame of zeros around it, and the result is turned back: a
/// small part of the work if there are enough channels.
final class ImageTiles {

    /// Multiplications of a batch below which writing loops does not pay.
    private static final long LEAST = 1L << 25;

    private static final int LEAST_IMAGES = 8;
    private static final int LEAST_FILTERS = 8;

    /// With a wider step the way back would mostly multiply zeros.
    private static final int MOST_GAPS = 4;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    /// Arrays of so many numbers begin at a line of the cache.
    private static final int LARGE = 1 << 20;

    /// Sizes that are remembered.
    private static final int MOST_KNOWN = 500;

    private final ConcurrentHashMap<Convolution, Loops> forward = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, Loops> back = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, ConvWeightTiles> weights =
            new ConcurrentHashMap<>();
    private final Workers workers;
    private final Spare spare = new Spare();

    ImageTiles(Workers workers) {
        this.workers = workers;
    }

    private static boolean isLarge(Convolution s) {
        var taps = (long) s.channels() * s.kernelRows() * s.kernelColumns();
        return s.groups() == 1
                && s.batch() >= LEAST_IMAGES
                && taps * s.filters() * s.outRows() * s.outColumns() * s.batch() >= LEAST;
    }

    /// Whether [#convolve] and [#weights] are for such a convolution.
    static boolean suits(Convolution s) {
        return isLarge(s) && s.filters() >= LEAST_FILTERS;
    }

    /// Whether [#back] is.
    static boolean suitsBack(Convolution s) {
        return isLarge(s)
                && s.channels() >= LEAST_FILTERS
                && s.strideRows() * s.strideColumns() <= MOST_GAPS;
    }

    private static <T> T known(
            ConcurrentHashMap<Convolution, T> map, Convolution s, Function<Convolution, T> make) {
        var key = s.withBatch(1);
        var found = map.get(key);
        if (found == null) {
            if (map.size() >= MOST_KNOWN) {
                map.clear();
            }
            found = make.apply(key);
            TileLoops.warm();
            map.put(key, found);
        }
        return found;
    }

    /// A convolution of images in frames.
    private record Loops(Frame frame, ConvTiles tiles) {

        /// The convolution itself.
        static Loops forward(Convolution s) {
            var frame =
                    new Frame(
                            reach(s.outRows(), s.strideRows(), s.kernelRows(), s.dilationRows()),
                            reach(
                                    s.outColumns(),
                                    s.strideColumns(),
                                    s.kernelColumns(),
                                    s.dilationColumns()),
                            s.channels(),
                            s.top(),
                            s.left(),
                            1,
                            1);
            var filters = ConvLayout.rounded(s.filters());
            var slides =
                    ConvTiles.slides(
                            s.kernelColumns(),
                            s.channels(),
                            s.strideColumns(),
                            s.dilationColumns());
            var sizes =
                    new ConvTiles.Sizes(
                            new ConvLayout(
                                    s.kernelRows(),
                                    s.kernelColumns(),
                                    s.channels(),
                                    filters,
                                    slides),
                            frame.row(),
                            s.strideRows(),
                            s.strideColumns(),
                            s.dilationRows(),
                            s.dilationColumns(),
                            s.outRows(),
                            s.outColumns(),
                            s.outColumns() * filters,
                            filters);
            return new Loops(frame, new ConvTiles(sizes, s.top(), s.height()));
        }

        /// The way back to the image: a convolution with the kernel turned round and a step of 1,
        /// of what came back with as many zeros between its numbers as the step had left out.
        static Loops back(Convolution s) {
            var tall = (s.kernelRows() - 1) * s.dilationRows();
            var wide = (s.kernelColumns() - 1) * s.dilationColumns();
            var frame =
                    new Frame(
                            s.height() + tall,
                            s.width() + wide,
                            s.filters(),
                            tall - s.top(),
                            wide - s.left(),
                            s.strideRows(),
                            s.strideColumns());
            var rounded = ConvLayout.rounded(s.channels());
            var slides = ConvTiles.slides(s.kernelColumns(), s.filters(), 1, s.dilationColumns());
            var sizes =
                    new ConvTiles.Sizes(
                            new ConvLayout(
                                    s.kernelRows(),
                                    s.kernelColumns(),
                                    s.filters(),
                                    rounded,
                                    slides),
                            frame.row(),
                            1,
                            1,
                            s.dilationRows(),
                            s.dilationColumns(),
                            s.height(),
                            s.width(),
                            s.width() * rounded,
                            rounded);
            var zeros = Math.max(0, frame.top());
            return new Loops(frame, new ConvTiles(sizes, zeros, frame.rows() - zeros));
        }

        /// The cells that all windows together see.
        private static int reach(int count, int stride, int kernel, int dilation) {
            return (count - 1) * stride + (kernel - 1) * dilation + 1;
        }

        ConvLayout layout() {
            return tiles.sizes().layout();
        }
    }

    void convolve(
            Convolution s,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt) {
        var loops = known(forward, s, Loops::forward);
        var layout = loops.layout();
        var packed = claim(layout.size());
        overWeights(
                s,
                (place, o, c, i, j) ->
                        packed.array()[packed.at() + layout.at(o, c, i, j)] = w[wAt + place]);
        var pixels = s.outRows() * s.outColumns();
        overImages(
                s.batch(),
                loops,
                packed,
                pixels,
                (image, frame) -> putImage(s, loops.frame, image, x, xAt, frame),
                (image, z) ->
                        ChannelsLast.planes(
                                z.array(),
                                z.at(),
                                layout.filters(),
                                s.filters(),
                                pixels,
                                bias,
                                biasAt,
                                y,
                                yAt + image * s.filters() * pixels));
    }

    @FunctionalInterface
    private interface Image {
        void move(int image, Span numbers);
    }

    /// Runs the loops on every image, on several threads.
    ///
    /// @param put puts an image into a frame
    /// @param take takes the result as pixels
    private void overImages(
            int batch, Loops loops, Span packed, int pixels, Image put, Image take) {
        var framed = new Span[workers.count()];
        var results = new Span[workers.count()];
        workers.run(
                batch,
                (image, worker) -> {
                    if (framed[worker] == null) {
                        framed[worker] = claim(loops.frame.size());
                        results[worker] = claim(pixels * loops.layout().filters());
                    }
                    var x = framed[worker];
                    var y = results[worker];
                    put.move(image, x);
                    loops.tiles.run(
                            x.array(), x.at(), packed.array(), packed.at(), y.array(), y.at());
                    take.move(image, y);
                });
        spare.give(packed.array());
        for (var worker = 0; worker < framed.length; worker++) {
            if (framed[worker] != null) {
                spare.give(framed[worker].array());
                spare.give(results[worker].array());
            }
        }
    }

    /// Memory, all 0, in which vectors cross no lines of the processor's cache.
    private Span claim(int size) {
        var array = spare.take(Math.max(LARGE, Lanes.ALIGNED + size));
        Arrays.fill(array, 0, Lanes.ALIGNED + size, 0f);
        return new Span(array, Lanes.ALIGNED);
    }

    private static void putImage(
            Convolution s, Frame frame, int image, float[] x, int xAt, Span to) {
        var from = xAt + image * s.channels() * s.height() * s.width();
        frame.put(x, from, s.channels(), s.height(), s.width(), to);
    }

    private static void putResult(
            Convolution s, Frame frame, int image, float[] y, int yAt, Span to) {
        var from = yAt + image * s.filters() * s.outRows() * s.outColumns();
        frame.put(y, from, s.filters(), s.outRows(), s.outColumns(), to);
    }

    void back(Convolution s, float[] y, int yAt, float[] w, int wAt, float[] x, int xAt) {
        var loops = known(back, s, Loops::back);
        var layout = loops.layout();
        var packed = claim(layout.size());
        var lastRow = s.kernelRows() - 1;
        var lastColumn = s.kernelColumns() - 1;
        overWeights(
                s,
                (place, o, c, i, j) ->
                        packed.array()[packed.at() + layout.at(c, o, lastRow - i, lastColumn - j)] =
                                w[wAt + place]);
        var pixels = s.height() * s.width();
        overImages(
                s.batch(),
                loops,
                packed,
                pixels,
                (image, frame) -> putResult(s, loops.frame, image, y, yAt, frame),
                (image, z) ->
                        ChannelsLast.planes(
                                z.array(),
                                z.at(),
                                layout.filters(),
                                s.channels(),
                                pixels,
                                null,
                                0,
                                x,
                                xAt + image * s.channels() * pixels));
    }

    /// With a column of zeros left and right: see [ConvWeightTiles].
    private static Frame gradientFrame(Convolution s) {
        return new Frame(
                s.outRows(), s.outColumns() + 2, ConvLayout.rounded(s.filters()), 0, 1, 1, 1);
    }

    private static ConvWeightTiles weightTiles(Convolution s, Loops loops) {
        var isFramed =
                s.left() == 1
                        && loops.frame.columns() == s.width() + 2
                        && s.outColumns() == s.width();
        return new ConvWeightTiles(
                loops.tiles.sizes(), s.top(), s.height(), gradientFrame(s).row(), isFramed);
    }

    void weights(Convolution s, float[] x, int xAt, float[] y, int yAt, float[] w, int wAt) {
        var loops = known(forward, s, Loops::forward);
        var tiles = known(weights, s, sizes -> weightTiles(sizes, loops));
        var layout = loops.layout();
        var frame = gradientFrame(s);
        var groups = Math.min(s.batch(), MOST_GROUPS);
        var partial = new Span[groups];
        workers.run(
                groups,
                (group, _) -> {
                    var image = claim(loops.frame.size());
                    var gradient = claim(frame.size());
                    var dw = claim(layout.size());
                    partial[group] = dw;
                    var end = s.batch() * (group + 1) / groups;
                    for (var one = s.batch() * group / groups; one < end; one++) {
                        putImage(s, loops.frame, one, x, xAt, image);
                        putResult(s, frame, one, y, yAt, gradient);
                        tiles.run(
                                image.array(),
                                image.at(),
                                gradient.array(),
                                gradient.at() + frame.inside(),
                                dw.array(),
                                dw.at());
                    }
                    spare.give(image.array());
                    spare.give(gradient.array());
                });
        var sum = partial[0];
        for (var group = 1; group < groups; group++) {
            var one = partial[group];
            Passes.add(one.array(), one.at(), sum.array(), sum.at(), layout.size());
        }
        overWeights(
                s,
                (place, o, c, i, j) ->
                        w[wAt + place] = sum.array()[sum.at() + layout.at(o, c, i, j)]);
        for (var one : partial) {
            spare.give(one.array());
        }
    }

    @FunctionalInterface
    private interface Weight {
        void accept(int place, int filter, int channel, int row, int column);
    }

    private static void overWeights(Convolution s, Weight weight) {
        var place = 0;
        for (var filter = 0; filter < s.filters(); filter++) {
            for (var channel = 0; channel < s.channels(); channel++) {
                for (var row = 0; row < s.kernelRows(); row++) {
                    for (var column = 0; column < s.kernelColumns(); column++) {
                        weight.accept(place++, filter, channel, row, column);
                    }
                }
            }
        }
    }
}
