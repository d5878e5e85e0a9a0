package dev.cuaderno.kernels;

import dev.cuaderno.kernels.ChannelsLast.Frame;

import java.util.Arrays;

/// One convolution of many images by Winograd's way, see [WinogradTiles]: some images are put into
/// frames and taken together, their values multiplied by those of the kernel, and given.
final class WinogradImages {

    /// Images that may be treated together.
    private static final int TOGETHER = 8;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    private final Convolution s;
    private final WinogradTiles tiles;
    private final Frame frame;
    private final Frame gradientFrame;
    private final Workers workers;
    private final Spare spare;

    /// @param s the sizes, of any number of images
    /// @param back whether for the gradients
    WinogradImages(Convolution s, boolean back, Workers workers, Spare spare) {
        this.s = s;
        this.workers = workers;
        this.spare = spare;
        var sizes = sizes(s);
        tiles = new WinogradTiles(sizes, TOGETHER, false);
        if (back) {
            tiles.prepareBack(true);
        }
        var rows = sizes.frameRows();
        frame = new Frame(rows, sizes.frameColumns(), s.channels(), s.top(), s.left(), 1, 1);
        gradientFrame =
                new Frame(sizes.gradientRows(), sizes.gradientColumns(), s.filters(), 0, 0, 1, 1);
    }

    private static WinogradSizes sizes(Convolution s) {
        return new WinogradSizes(
                s.kernelRows(),
                s.channels(),
                s.filters(),
                s.height(),
                s.width(),
                s.top(),
                s.left(),
                s.outRows(),
                s.outColumns());
    }

    /// Whether this way is faster than the plain sums.
    static boolean pays(Convolution s) {
        return s.groups() == 1
                && s.kernelRows() == s.kernelColumns()
                && s.strideRows() * s.strideColumns() == 1
                && s.dilationRows() * s.dilationColumns() == 1
                && s.filters() % Lanes.COUNT == 0
                && sizes(s).pays(TOGETHER, true);
    }

    /// Memory of one thread.
    ///
    /// @param frame for one image, as it is put
    /// @param pieces of the images treated together
    /// @param own for the pieces' turns
    /// @param result for an image whose channels will not lie side by side
    private record Scratch(Span frame, Span pieces, Span own, Span result) {}

    private Span[] claimed() {
        return new Span[workers.count()];
    }

    private Scratch scratch(Span[] claimed, int worker, Frame one, int result) {
        if (claimed[worker] == null) {
            var size = line(one.size()) + line(tiles.scratch()) + line(WinogradTiles.own());
            claimed[worker] = spare.claim(size + result);
        }
        var first = claimed[worker];
        var pieces = first.from(line(one.size()));
        var own = pieces.from(line(tiles.scratch()));
        return new Scratch(first, pieces, own, own.from(line(WinogradTiles.own())));
    }

    /// So many numbers up to the end of a line of the cache.
    private static int line(int size) {
        return Math.ceilDiv(size, 16) * 16;
    }

    private void release(Span... claimed) {
        for (var span : claimed) {
            if (span != null) {
                spare.give(span.array());
            }
        }
    }

    private Span kernel(Span w, boolean turned) {
        var size = s.filters() * s.channels() * s.kernelRows() * s.kernelColumns();
        var weights =
                w.at() == 0 ? w.array() : Arrays.copyOfRange(w.array(), w.at(), w.at() + size);
        var values = spare.claim(tiles.kernelSize());
        tiles.kernel(weights, s.filters(), s.channels(), turned, values);
        return values;
    }

    /// Images that are treated together.
    @FunctionalInterface
    private interface Some {
        void treat(int first, int count, int worker);
    }

    private void overImages(int batch, Some some) {
        var together = tiles.images();
        workers.run(
                Math.ceilDiv(batch, together),
                (piece, worker) -> {
                    var first = piece * together;
                    some.treat(first, Math.min(together, batch - first), worker);
                });
    }

    /// See [ImageKernels#convolve].
    void convolve(int batch, Images x, Span w, Span bias, Images y) {
        var kernel = kernel(w, false);
        var claimed = claimed();
        var pixels = s.outRows() * s.outColumns();
        var result = y.channelsLast() ? 0 : pixels * s.filters();
        overImages(
                batch,
                (first, count, worker) -> {
                    var own = scratch(claimed, worker, frame, result);
                    for (var band = 0; band < tiles.bands(); band++) {
                        take(x, first, count, band, own);
                        for (var value = 0; value < WinogradTiles.VALUES; value++) {
                            tiles.multiply(value, tiles.pieces(count, band), kernel, own.pieces);
                        }
                        for (var place = 0; place < count; place++) {
                            var z = place(y, first + place, pixels * s.filters(), own);
                            for (var row = 0; row < tiles.rows(band); row++) {
                                tiles.give(
                                        z.array(), z.at(), place, band, row, own.pieces, own.own);
                            }
                            if (band == tiles.bands() - 1) {
                                ChannelsLast.give(
                                        z,
                                        s.filters(),
                                        s.filters(),
                                        pixels,
                                        bias,
                                        y,
                                        first + place);
                            }
                        }
                    }
                });
        release(kernel);
        release(claimed);
    }

    private static Span place(Images y, int image, int size, Scratch own) {
        return y.channelsLast() ? new Span(y.array(), y.at() + image * size) : own.result;
    }

    private void take(Images x, int first, int count, int band, Scratch own) {
        for (var place = 0; place < count; place++) {
            if (band == 0) {
                frame.put(x, first + place, s.channels(), s.height(), s.width(), own.frame);
            }
            for (var row = 0; row < tiles.rows(band); row++) {
                tiles.take(own.frame, place, band, row, own.pieces, own.own);
            }
        }
    }

    private void takeBack(Images g, int first, int count, int band, Span framed, Scratch own) {
        for (var place = 0; place < count; place++) {
            if (band == 0) {
                gradientFrame.put(
                        g, first + place, s.filters(), s.outRows(), s.outColumns(), framed);
            }
            for (var row = 0; row < tiles.rows(band); row++) {
                tiles.takeBack(framed, place, band, row, own.pieces, own.own);
            }
        }
    }

    /// See [ImageKernels#back].
    void back(int batch, Images y, Span w, Images x) {
        var kernel = kernel(w, true);
        var claimed = claimed();
        var pixels = s.height() * s.width();
        var size = pixels * s.channels();
        overImages(
                batch,
                (first, count, worker) -> {
                    var own = scratch(claimed, worker, gradientFrame, x.channelsLast() ? 0 : size);
                    for (var band = 0; band < tiles.bands(); band++) {
                        takeBack(y, first, count, band, own.frame, own);
                        for (var value = 0; value < WinogradTiles.VALUES; value++) {
                            tiles.multiplyBack(
                                    value, tiles.pieces(count, band), kernel, own.pieces);
                        }
                        for (var place = 0; place < count; place++) {
                            var z = place(x, first + place, size, own);
                            if (band == 0) {
                                Arrays.fill(z.array(), z.at(), z.at() + size, 0f);
                            }
                            for (var row = 0; row < tiles.rows(band); row++) {
                                tiles.giveBack(
                                        z.array(), z.at(), place, band, row, own.pieces, own.own);
                            }
                            if (band == tiles.bands() - 1) {
                                ChannelsLast.give(
                                        z,
                                        s.channels(),
                                        s.channels(),
                                        pixels,
                                        null,
                                        x,
                                        first + place);
                            }
                        }
                    }
                });
        release(kernel);
        release(claimed);
    }

    /// See [ImageKernels#weights].
    void weights(int batch, Images x, Images y, Span w) {
        var groups = Math.min(batch, MOST_GROUPS);
        var partial = new Span[groups];
        var layout = tiles.layout();
        workers.run(
                groups,
                (group, _) -> {
                    partial[group] = spare.claim(layout.size());
                    var from = batch * group / groups;
                    gradient(x, y, from, batch * (group + 1) / groups, partial[group]);
                });
        var sum = partial[0];
        for (var group = 1; group < groups; group++) {
            var one = partial[group];
            Passes.add(one.array(), one.at(), sum.array(), sum.at(), layout.size());
        }
        ConvWeights.unpack(s, layout, sum, w);
        release(partial);
    }

    /// The gradient that some images give to the weights.
    private void gradient(Images x, Images y, int from, int end, Span dw) {
        var claimed = new Span[1];
        var own = scratch(claimed, 0, frame, 0);
        var framed = spare.claim(gradientFrame.size());
        var values = spare.claim(tiles.gradientSize());
        for (var first = from; first < end; first += tiles.images()) {
            var count = Math.min(tiles.images(), end - first);
            for (var band = 0; band < tiles.bands(); band++) {
                take(x, first, count, band, own);
                takeBack(y, first, count, band, framed, own);
                for (var value = 0; value < WinogradTiles.VALUES; value++) {
                    tiles.multiplyWeights(value, tiles.pieces(count, band), own.pieces, values);
                }
            }
        }
        tiles.kernelBack(values, dw, own.own);
        release(framed, values);
        release(claimed);
    }
}
