package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Layer convolutions of many images by the loops that are written for their very sizes. Every
/// image is put into a frame of zeros, as pixels, and the result goes where it belongs at once if
/// that is in pixels too.
final class ImageTiles implements ImageKernels {

    /// Multiplications below which writing loops does not pay: of a batch as in a training, and of
    /// fewer images, which mostly do not come as often.
    private static final long LEAST = 1L << 24;

    private static final long LEAST_OF_FEW = 1L << 27;
    private static final int MANY_IMAGES = 8;

    /// Images that threads share; of fewer than these they share the pixels.
    private static final int SHARED_IMAGES = 4;

    private static final int LEAST_FILTERS = 8;

    /// With a wider step and a dilation the way back would mostly multiply zeros.
    private static final int MOST_GAPS = 4;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    /// Sizes that are remembered.
    private static final int MOST_KNOWN = 500;

    private final ConcurrentHashMap<Convolution, DirectLoops> forward = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, Loops> back = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, ConvWeightTiles> weights =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, WinogradImages> winograd =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Convolution, WinogradImages> winogradBack =
            new ConcurrentHashMap<>();
    private final Workers workers;
    private final Spare spare = new Spare();

    ImageTiles(Workers workers) {
        this.workers = workers;
    }

    private static boolean isLarge(Convolution s) {
        var taps = (long) s.channels() * s.kernelRows() * s.kernelColumns();
        return s.groups() == 1
                && taps * s.filters() * s.outRows() * s.outColumns() * s.batch()
                        >= (s.batch() < MANY_IMAGES ? LEAST_OF_FEW : LEAST);
    }

    /// Whether [#convolve] is for such a convolution.
    static boolean suits(Convolution s) {
        return isLarge(s) && s.filters() >= LEAST_FILTERS;
    }

    /// Whether [#weights] is.
    static boolean suitsWeights(Convolution s) {
        return suits(s) && s.batch() >= SHARED_IMAGES;
    }

    /// Whether [#back] is.
    static boolean suitsBack(Convolution s) {
        return isLarge(s)
                && s.batch() >= SHARED_IMAGES
                && s.channels() >= LEAST_FILTERS
                && (isDense(s) || s.strideRows() * s.strideColumns() <= MOST_GAPS);
    }

    private static boolean isDense(Convolution s) {
        return s.dilationRows() == 1 && s.dilationColumns() == 1;
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

    private WinogradImages knownBack(Convolution s) {
        return known(winogradBack, s, one -> new WinogradImages(one, true, workers, spare));
    }

    /// Where an image lies among zeros for the convolution itself.
    ///
    /// @param channels from one pixel to the next
    static Frame frame(Convolution s, int channels) {
        return new Frame(
                reach(s.outRows(), s.strideRows(), s.kernelRows(), s.dilationRows()),
                reach(s.outColumns(), s.strideColumns(), s.kernelColumns(), s.dilationColumns()),
                channels,
                s.top(),
                s.left(),
                1,
                1);
    }

    /// The cells that all windows together see.
    private static int reach(int count, int stride, int kernel, int dilation) {
        return (count - 1) * stride + (kernel - 1) * dilation + 1;
    }

    /// Where what came back lies among zeros for the way back.
    ///
    /// @param channels from one pixel to the next
    static Frame backFrame(Convolution s, int channels) {
        var tall = (s.kernelRows() - 1) * s.dilationRows();
        var wide = (s.kernelColumns() - 1) * s.dilationColumns();
        return new Frame(
                s.height() + tall,
                s.width() + wide,
                channels,
                tall - s.top(),
                wide - s.left(),
                s.strideRows(),
                s.strideColumns());
    }

    /// What computes an image from another one in a frame.
    interface Loops {

        Frame frame();

        /// Channels of the result, rounded up to whole vectors.
        int filters();

        /// How many numbers the packed weights take.
        int weights();

        /// Packs the weights of a convolution.
        void pack(Convolution s, Span w, Span packed);

        void run(float[] x, int xAt, float[] w, int wAt, float[] y, int yAt);
    }

    @Override
    public void convolve(Convolution s, Images x, Span w, Span bias, Images y) {
        if (s.batch() >= SHARED_IMAGES && WinogradImages.pays(s)) {
            known(winograd, s, one -> new WinogradImages(one, false, workers, spare))
                    .convolve(s.batch(), x, w, bias, y);
            return;
        }
        var loops = known(forward, s, DirectLoops::forward);
        var packed = spare.claim(loops.weights());
        loops.pack(s, w, packed);
        if (s.batch() < SHARED_IMAGES) {
            inPieces(s, loops, packed, x, bias, y);
            return;
        }
        overImages(
                s.batch(),
                loops,
                packed,
                (image, frame) -> putImage(s, loops.frame(), image, x, frame),
                new Result(y, s.filters(), s.outRows() * s.outColumns(), bias));
    }

    /// Where the results of the loops go.
    ///
    /// @param y the images
    /// @param channels of these
    /// @param pixels of an image
    /// @param bias a number to add to each channel, or `null`
    private record Result(Images y, int channels, int pixels, Span bias) {

        /// Where the loops leave an image of so many channels: where it belongs if that is how it
        /// lies there, else in `scratch`.
        Span place(int image, int rounded, Span scratch) {
            return isInPlace(rounded)
                    ? new Span(y.array(), y.at() + image * channels * pixels)
                    : scratch;
        }

        boolean isInPlace(int rounded) {
            return y.channelsLast() && channels == rounded;
        }

        /// Puts an image that the loops have left in its [#place] where it belongs.
        void give(Span place, int rounded, int image) {
            ChannelsLast.give(place, rounded, channels, pixels, bias, y, image);
        }
    }

    /// Runs the loops on one image after the other, the pixels of each on several threads.
    private void inPieces(
            Convolution s, DirectLoops loops, Span packed, Images x, Span bias, Images y) {
        var tiles = loops.tiles();
        var filters = loops.filters();
        var result = new Result(y, s.filters(), s.outRows() * s.outColumns(), bias);
        var frame = spare.claim(loops.frame().size());
        var scratch = spare.claim(result.isInPlace(filters) ? 0 : result.pixels * filters);
        for (var image = 0; image < s.batch(); image++) {
            putImage(s, loops.frame(), image, x, frame);
            var to = result.place(image, filters, scratch);
            workers.run(
                    tiles.pieces(),
                    (piece, _) ->
                            tiles.run(
                                    piece,
                                    frame.array(),
                                    frame.at(),
                                    packed.array(),
                                    packed.at(),
                                    to.array(),
                                    to.at()));
            result.give(to, filters, image);
        }
        spare.give(packed.array());
        spare.give(frame.array());
        spare.give(scratch.array());
    }

    @FunctionalInterface
    private interface Image {
        void move(int image, Span numbers);
    }

    /// Runs the loops on every image, on several threads.
    ///
    /// @param put puts an image into a frame
    private void overImages(int batch, Loops loops, Span packed, Image put, Result result) {
        var filters = loops.filters();
        var framed = new Span[workers.count()];
        var scratch = new Span[workers.count()];
        workers.run(
                batch,
                (image, worker) -> {
                    if (framed[worker] == null) {
                        framed[worker] = spare.claim(loops.frame().size());
                        scratch[worker] =
                                spare.claim(
                                        result.isInPlace(filters) ? 0 : result.pixels * filters);
                    }
                    var x = framed[worker];
                    var y = result.place(image, filters, scratch[worker]);
                    put.move(image, x);
                    loops.run(x.array(), x.at(), packed.array(), packed.at(), y.array(), y.at());
                    result.give(y, filters, image);
                });
        spare.give(packed.array());
        for (var worker = 0; worker < framed.length; worker++) {
            if (framed[worker] != null) {
                spare.give(framed[worker].array());
                spare.give(scratch[worker].array());
            }
        }
    }

    private static void putImage(Convolution s, Frame frame, int image, Images x, Span to) {
        frame.put(x, image, s.channels(), s.height(), s.width(), to);
    }

    private static void putResult(Convolution s, Frame frame, int image, Images y, Span to) {
        frame.put(y, image, s.filters(), s.outRows(), s.outColumns(), to);
    }

    private static Loops backLoops(Convolution s) {
        var steps = s.strideRows() * s.strideColumns();
        return isDense(s) && steps > 1 ? new StepBack(s) : DirectLoops.back(s);
    }

    @Override
    public void back(Convolution s, Images y, Span w, Images x) {
        if (WinogradImages.pays(s)) {
            knownBack(s).back(s.batch(), y, w, x);
            return;
        }
        var loops = known(back, s, ImageTiles::backLoops);
        var packed = spare.claim(loops.weights());
        loops.pack(s, w, packed);
        overImages(
                s.batch(),
                loops,
                packed,
                (image, frame) -> putResult(s, loops.frame(), image, y, frame),
                new Result(x, s.channels(), s.height() * s.width(), null));
    }

    /// With a column of zeros left and right: see [ConvWeightTiles].
    private static Frame gradientFrame(Convolution s) {
        return new Frame(
                s.outRows(), s.outColumns() + 2, ConvLayout.rounded(s.filters()), 0, 1, 1, 1);
    }

    private static ConvWeightTiles weightTiles(Convolution s, DirectLoops loops) {
        var isFramed =
                s.left() == 1
                        && loops.frame().columns() == s.width() + 2
                        && s.outColumns() == s.width();
        return new ConvWeightTiles(
                loops.tiles().sizes(), s.top(), s.height(), gradientFrame(s).row(), isFramed);
    }

    @Override
    public void weights(Convolution s, Images x, Images y, Span w) {
        if (WinogradImages.pays(s)) {
            knownBack(s).weights(s.batch(), x, y, w);
            return;
        }
        var loops = known(forward, s, DirectLoops::forward);
        var tiles = known(weights, s, sizes -> weightTiles(sizes, loops));
        var layout = loops.layout();
        var frame = gradientFrame(s);
        var groups = Math.min(s.batch(), MOST_GROUPS);
        var partial = new Span[groups];
        workers.run(
                groups,
                (group, _) -> {
                    var together = tiles.together();
                    var images = new Span[together];
                    var gradients = new Span[together];
                    var inside = new Span[together];
                    for (var i = 0; i < together; i++) {
                        images[i] = spare.claim(loops.frame().size());
                        gradients[i] = spare.claim(frame.size());
                        inside[i] =
                                new Span(gradients[i].array(), gradients[i].at() + frame.inside());
                    }
                    var dw = spare.claim(layout.size());
                    partial[group] = dw;
                    var end = s.batch() * (group + 1) / groups;
                    for (var from = s.batch() * group / groups; from < end; from += together) {
                        var some = Math.min(together, end - from);
                        for (var i = 0; i < some; i++) {
                            putImage(s, loops.frame(), from + i, x, images[i]);
                            putResult(s, frame, from + i, y, gradients[i]);
                        }
                        tiles.run(images, inside, some, dw);
                    }
                    for (var i = 0; i < together; i++) {
                        spare.give(images[i].array());
                        spare.give(gradients[i].array());
                    }
                });
        var sum = partial[0];
        for (var group = 1; group < groups; group++) {
            var one = partial[group];
            Passes.add(one.array(), one.at(), sum.array(), sum.at(), layout.size());
        }
        ConvWeights.unpack(s, layout, sum, w);
        for (var one : partial) {
            spare.give(one.array());
        }
    }
}
