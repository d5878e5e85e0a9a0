package dev.cuaderno.kernels;

/// Layer convolutions in groups of many channels: each group is a convolution of its own, of images
/// that are copied out of the whole, and its results are copied back.
final class SplitGroups implements ImageKernels {

    /// Channels of a group below which [GroupTiles] are quicker.
    private static final int LEAST_CHANNELS = 9;

    private final ImageTiles tiles;
    private final Workers workers;
    private final Spare spare;

    SplitGroups(ImageTiles tiles, Workers workers, Spare spare) {
        this.tiles = tiles;
        this.workers = workers;
        this.spare = spare;
    }

    /// Whether this is for such a convolution, in both directions.
    static boolean suits(Convolution s) {
        return s.groups() > 1
                && s.channelsPerGroup() >= LEAST_CHANNELS
                && s.filtersPerGroup() >= LEAST_CHANNELS
                && ImageTiles.suits(s.oneGroup())
                && ImageTiles.suitsBack(s.oneGroup());
    }

    private static int in(Convolution s) {
        return s.height() * s.width();
    }

    private static int out(Convolution s) {
        return s.outRows() * s.outColumns();
    }

    /// The images of one group, in the order of the whole.
    private Images room(Images like, int size) {
        var room = spare.claim(size);
        return new Images(room.array(), room.at(), like.channelsLast());
    }

    /// Copies the channels of one group out of the whole, or back.
    private void copy(
            Convolution s,
            Images all,
            int group,
            int channels,
            int pixels,
            Images one,
            boolean out) {
        var whole = channels * s.groups();
        var from = out ? all.array() : one.array();
        var to = out ? one.array() : all.array();
        workers.run(
                s.batch(),
                (image, _) -> {
                    var runs = all.channelsLast() ? pixels : 1;
                    var run = channels * pixels / runs;
                    var step = all.channelsLast() ? whole : 0;
                    var there = all.at() + image * whole * pixels + group * run;
                    var here = one.at() + image * channels * pixels;
                    for (var i = 0; i < runs; i++) {
                        var apart = there + i * step;
                        var close = here + i * run;
                        System.arraycopy(from, out ? apart : close, to, out ? close : apart, run);
                    }
                });
    }

    private static Span weights(Convolution s, Span w, int group) {
        var taps = s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
        return w.from(group * s.filtersPerGroup() * taps);
    }

    @Override
    public void convolve(Convolution s, Images x, Span w, Span bias, Images y) {
        var filters = s.filtersPerGroup();
        var some = room(x, s.batch() * s.channelsPerGroup() * in(s));
        var result = room(y, s.batch() * filters * out(s));
        for (var group = 0; group < s.groups(); group++) {
            copy(s, x, group, s.channelsPerGroup(), in(s), some, true);
            var more = bias == null ? null : bias.from(group * filters);
            tiles.convolve(s.oneGroup(), some, weights(s, w, group), more, result);
            copy(s, y, group, filters, out(s), result, false);
        }
        spare.give(some.array());
        spare.give(result.array());
    }

    @Override
    public void back(Convolution s, Images y, Span w, Images x) {
        var some = room(y, s.batch() * s.filtersPerGroup() * out(s));
        var result = room(x, s.batch() * s.channelsPerGroup() * in(s));
        for (var group = 0; group < s.groups(); group++) {
            copy(s, y, group, s.filtersPerGroup(), out(s), some, true);
            tiles.back(s.oneGroup(), some, weights(s, w, group), result);
            copy(s, x, group, s.channelsPerGroup(), in(s), result, false);
        }
        spare.give(some.array());
        spare.give(result.array());
    }

    @Override
    public void weights(Convolution s, Images x, Images y, Span w) {
        var some = room(x, s.batch() * s.channelsPerGroup() * in(s));
        var given = room(y, s.batch() * s.filtersPerGroup() * out(s));
        for (var group = 0; group < s.groups(); group++) {
            copy(s, x, group, s.channelsPerGroup(), in(s), some, true);
            copy(s, y, group, s.filtersPerGroup(), out(s), given, true);
            tiles.weights(s.oneGroup(), some, given, weights(s, w, group));
        }
        spare.give(some.array());
        spare.give(given.array());
    }
}
