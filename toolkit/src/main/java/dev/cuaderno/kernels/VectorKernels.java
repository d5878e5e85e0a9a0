package dev.cuaderno.kernels;

import java.util.Arrays;

/// Kernels that keep blocks of results in vector registers and share large loops among threads.
///
/// A convolution is a product of matrices here: the weights, a row for each filter, by the image's
/// windows, a column for each pixel of the result. Windows are copied a strip at a time. Large
/// batches are left to [ImageTiles], which take some time to get ready for new sizes. What is too
/// small to gain, or falls into groups of a few channels, is left to [ScalarKernels].
final class VectorKernels implements Kernels {

    /// Multiplications below which plain loops are as fast.
    private static final long SMALL = 20_000;

    /// Images whose gradients of the weights are summed apart, for a sum in a fixed order.
    private static final int MOST_GROUPS = 8;

    private final ScalarKernels plain = new ScalarKernels();
    private final Gemm gemm = new Gemm();
    private final Spare spare = new Spare();
    private final Workers workers;
    private final ImageTiles tiles;
    private final GroupTiles groups;
    private final SplitGroups split;

    VectorKernels(Workers workers) {
        this.workers = workers;
        tiles = new ImageTiles(workers);
        groups = new GroupTiles(workers, spare);
        split = new SplitGroups(tiles, workers, spare);
    }

    /// The convolutions of whole batches, or in groups.
    ImageKernels images(Convolution sizes) {
        if (sizes.groups() == 1) {
            return tiles;
        }
        return SplitGroups.suits(sizes) ? split : groups;
    }

    @Override
    public void matmul(int m, int n, int k, Matrix a, Matrix b, float[] c, int cAt) {
        if ((long) m * n * k < SMALL) {
            plain.matmul(m, n, k, a, b, c, cAt);
        } else if (m <= FewRows.MOST) {
            FewRows.rows(m, n, k, a, b, c, cAt, workers);
        } else if (n <= FewRows.MOST) {
            // Cᵀ = Bᵀ·Aᵀ, and a single column lies like a row.
            var turned = n == 1 ? c : new float[m * n];
            var at = n == 1 ? cAt : 0;
            FewRows.rows(n, m, k, b.turned(), a.turned(), turned, at, workers);
            if (n > 1) {
                Packing.turn(turned, 0, m, n, m, c, cAt, n);
            }
        } else if (k <= FewRows.MOST) {
            FewRows.terms(m, n, k, a, b, c, cAt, workers);
        } else {
            new Product(m, n, k, a, b, c, cAt).run(spare, workers);
        }
    }

    @Override
    public void matmul(
            int m, int n, int k, Matrices a, Matrices b, int from, int end, float[] c, int cAt) {
        var isMuch = (long) m * n * k * a.starts().length >= SMALL;
        if (isMuch && SmallProducts.suits(m, n, k)) {
            new SmallProducts(m, n, k, a, b).run(from, end, c, cAt, spare);
        } else {
            Kernels.super.matmul(m, n, k, a, b, from, end, c, cAt);
        }
    }

    @Override
    public void turn(
            float[] x, int xAt, int row, int rows, int columns, float[] y, int yAt, int width) {
        TurnLoops.turn(x, xAt, row, rows, columns, y, yAt, width);
    }

    @Override
    public void copy(
            float[] x, int xAt, int xStep, int runs, int length, float[] y, int yAt, int yStep) {
        Runs.copy(x, xAt, xStep, runs, length, y, yAt, yStep);
    }

    private static boolean isSmall(Convolution s) {
        var pixels = (long) s.outRows() * s.outColumns();
        var taps = (long) s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
        return pixels * taps * s.batch() * s.filters() < SMALL
                || s.filtersPerGroup() < 3
                || pixels < 4;
    }

    @Override
    public void convolve(
            Convolution s,
            float[] x,
            int xAt,
            float[] w,
            int wAt,
            float[] bias,
            int biasAt,
            float[] y,
            int yAt) {
        if (isSmall(s)) {
            plain.convolve(s, x, xAt, w, wAt, bias, biasAt, y, yAt);
            return;
        }
        if (ImageTiles.suits(s)) {
            tiles.convolve(
                    s,
                    Images.planes(x, xAt),
                    new Span(w, wAt),
                    bias == null ? null : new Span(bias, biasAt),
                    Images.planes(y, yAt));
            return;
        }
        var windows = new Windows(s);
        var filters = new FilterStrips(s, w, wAt, false);
        var strips = Math.ceilDiv(windows.pixels(), Gemm.WIDTH);
        workers.run(
                s.batch() * s.groups() * strips,
                (piece, _) -> {
                    var image = piece / (s.groups() * strips);
                    var group = piece / strips % s.groups();
                    var pixel = piece % strips * Gemm.WIDTH;
                    var width = Math.min(Gemm.WIDTH, windows.pixels() - pixel);
                    var columns = new float[windows.taps() * Gemm.WIDTH];
                    windows.strip(x, windows.image(xAt, image, group), pixel, width, columns);
                    var block = new float[Gemm.HEIGHT * Gemm.WIDTH];
                    for (var strip = 0; strip < filters.perGroup(); strip++) {
                        var first = strip * Gemm.HEIGHT;
                        var height = Math.min(Gemm.HEIGHT, s.filtersPerGroup() - first);
                        for (var i = 0; i < Gemm.HEIGHT; i++) {
                            var filter = group * s.filtersPerGroup() + first + i;
                            var start = bias == null || i >= height ? 0f : bias[biasAt + filter];
                            Arrays.fill(block, i * Gemm.WIDTH, (i + 1) * Gemm.WIDTH, start);
                        }
                        gemm.multiply(
                                filters.packed(),
                                filters.at(group, strip),
                                columns,
                                0,
                                block,
                                windows.taps());
                        var map = image * s.filters() + group * s.filtersPerGroup() + first;
                        Gemm.unpack(
                                block,
                                0,
                                y,
                                yAt + map * windows.pixels() + pixel,
                                windows.pixels(),
                                height,
                                width);
                    }
                });
    }

    @Override
    public void convolveBack(
            Convolution s, float[] y, int yAt, float[] w, int wAt, float[] x, int xAt) {
        if (isSmall(s)) {
            plain.convolveBack(s, y, yAt, w, wAt, x, xAt);
            return;
        }
        if (ImageTiles.suitsBack(s)) {
            tiles.back(s, Images.planes(y, yAt), new Span(w, wAt), Images.planes(x, xAt));
            return;
        }
        var windows = new Windows(s);
        var taps = new FilterStrips(s, w, wAt, true);
        var filters = s.filtersPerGroup();
        var size = s.channelsPerGroup() * s.height() * s.width();
        workers.run(
                s.batch() * s.groups(),
                (piece, _) -> {
                    var image = piece / s.groups();
                    var group = piece % s.groups();
                    var to = windows.image(xAt, image, group);
                    Arrays.fill(x, to, to + size, 0f);
                    var map = image * s.filters() + group * filters;
                    var maps = new Matrix(y, yAt + map * windows.pixels(), windows.pixels(), 1);
                    var columns = new float[filters * Gemm.WIDTH];
                    var block = new float[Gemm.HEIGHT * Gemm.WIDTH];
                    for (var pixel = 0; pixel < windows.pixels(); pixel += Gemm.WIDTH) {
                        var width = Math.min(Gemm.WIDTH, windows.pixels() - pixel);
                        Gemm.packColumns(maps, pixel, windows.pixels(), 0, filters, columns, 0);
                        for (var strip = 0; strip < taps.perGroup(); strip++) {
                            Arrays.fill(block, 0);
                            gemm.multiply(
                                    taps.packed(),
                                    taps.at(group, strip),
                                    columns,
                                    0,
                                    block,
                                    filters);
                            windows.giveBack(block, strip * Gemm.HEIGHT, pixel, width, x, to);
                        }
                    }
                });
    }

    @Override
    public void convolveWeights(
            Convolution s, float[] x, int xAt, float[] y, int yAt, float[] w, int wAt) {
        if (isSmall(s)) {
            plain.convolveWeights(s, x, xAt, y, yAt, w, wAt);
            return;
        }
        if (ImageTiles.suitsWeights(s)) {
            tiles.weights(s, Images.planes(x, xAt), Images.planes(y, yAt), new Span(w, wAt));
            return;
        }
        var windows = new Windows(s);
        var size = s.filters() * windows.taps();
        var groups = Math.min(s.batch(), MOST_GROUPS);
        var partial = new float[groups][];
        workers.run(
                groups,
                (group, _) -> {
                    partial[group] = new float[size];
                    var from = s.batch() * group / groups;
                    for (var image = from; image < s.batch() * (group + 1) / groups; image++) {
                        addWeights(s, windows, image, x, xAt, y, yAt, partial[group]);
                    }
                });
        Arrays.fill(w, wAt, wAt + size, 0f);
        for (var part : partial) {
            for (var i = 0; i < size; i++) {
                w[wAt + i] += part[i];
            }
        }
    }

    /// Filters by taps, summed over the pixels of one image.
    private void addWeights(
            Convolution s,
            Windows windows,
            int image,
            float[] x,
            int xAt,
            float[] y,
            int yAt,
            float[] sums) {
        var taps = windows.taps();
        var all = new float[taps * windows.pixels()];
        var block = new float[Gemm.HEIGHT * Gemm.WIDTH];
        var rows = new float[Gemm.HEIGHT * Gemm.DEPTH];
        var columns = new float[Gemm.WIDTH * Gemm.DEPTH];
        for (var group = 0; group < s.groups(); group++) {
            windows.rows(x, windows.image(xAt, image, group), all);
            var byPixel = new Matrix(all, 0, 1, windows.pixels());
            var map = image * s.filters() + group * s.filtersPerGroup();
            var maps = new Matrix(y, yAt + map * windows.pixels(), windows.pixels(), 1);
            for (var pixel = 0; pixel < windows.pixels(); pixel += Gemm.DEPTH) {
                var terms = Math.min(Gemm.DEPTH, windows.pixels() - pixel);
                for (var tap = 0; tap < taps; tap += Gemm.WIDTH) {
                    Gemm.packColumns(byPixel, tap, taps, pixel, terms, columns, 0);
                    for (var first = 0; first < s.filtersPerGroup(); first += Gemm.HEIGHT) {
                        Gemm.packRows(maps, first, s.filtersPerGroup(), pixel, terms, rows, 0);
                        Arrays.fill(block, 0);
                        gemm.multiply(rows, 0, columns, 0, block, terms);
                        Gemm.unpackAdd(
                                block,
                                0,
                                sums,
                                (group * s.filtersPerGroup() + first) * taps + tap,
                                taps,
                                Math.min(Gemm.HEIGHT, s.filtersPerGroup() - first),
                                Math.min(Gemm.WIDTH, taps - tap));
                    }
                }
            }
        }
    }

    /// The weights of each group, packed as the left factor: a row for each filter, or turned, a
    /// row for each tap.
    // The memory itself is meant, not its contents.
    @SuppressWarnings("ArrayRecordComponent")
    private record FilterStrips(float[] packed, int perGroup, int terms) {

        FilterStrips(Convolution s, float[] w, int wAt, boolean turned) {
            this(
                    pack(s, w, wAt, turned),
                    Math.ceilDiv(turned ? taps(s) : s.filtersPerGroup(), Gemm.HEIGHT),
                    turned ? s.filtersPerGroup() : taps(s));
        }

        private static int taps(Convolution s) {
            return s.channelsPerGroup() * s.kernelRows() * s.kernelColumns();
        }

        private static float[] pack(Convolution s, float[] w, int wAt, boolean turned) {
            var taps = taps(s);
            var filters = s.filtersPerGroup();
            var rows = turned ? taps : filters;
            var terms = turned ? filters : taps;
            var strips = Math.ceilDiv(rows, Gemm.HEIGHT);
            var packed = new float[s.groups() * strips * Gemm.HEIGHT * terms];
            for (var group = 0; group < s.groups(); group++) {
                var at = wAt + group * filters * taps;
                var matrix = turned ? new Matrix(w, at, 1, taps) : new Matrix(w, at, taps, 1);
                for (var strip = 0; strip < strips; strip++) {
                    Gemm.packRows(
                            matrix,
                            strip * Gemm.HEIGHT,
                            rows,
                            0,
                            terms,
                            packed,
                            (group * strips + strip) * Gemm.HEIGHT * terms);
                }
            }
            return packed;
        }

        int at(int group, int strip) {
            return (group * perGroup + strip) * Gemm.HEIGHT * terms;
        }
    }
}
