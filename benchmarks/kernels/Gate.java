import dev.cuaderno.kernels.ConvLayout;
import dev.cuaderno.kernels.ConvTiles;
import dev.cuaderno.kernels.ConvWeightTiles;
import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.Matrix;
import dev.cuaderno.kernels.Span;
import dev.cuaderno.kernels.TileLoops;
import dev.cuaderno.kernels.WinogradSizes;
import dev.cuaderno.kernels.WinogradTiles;
import dev.cuaderno.kernels.Workers;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.util.ArrayList;
import java.util.Locale;

/// What the kernels reach of this machine's own limit: `java Gate.java [PERCENT]`. Ends with 1 if
/// one of them stays below 60 percent, or as many as are asked for.
///
/// All processors work at once. Limit and kernels are measured in turns, and each counts with its
/// best turn: a disturbance only ever makes them slower.
class Gate {

    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int V = S.length();
    static final int TURNS = 12;
    static final double TURN_SECONDS = 0.12;

    /// @param flops of one call on all processors
    record Measured(String name, double flops, Runnable call) {}

    public static void main(String[] args) {
        var least = args.length > 0 ? Double.parseDouble(args[0]) : 60;
        var workers = Workers.shared();
        var all = new ArrayList<Measured>();
        all.add(limit(workers));
        for (var kernel : new int[] {1, 3, 5}) {
            convolution(workers, kernel, 64, 64, 28, all);
        }
        convolution(workers, 3, 16, 16, 32, all);
        convolution(workers, 3, 512, 512, 7, all);
        convolution(workers, 7, 3, 64, 56, all);
        winograd(workers, 3, 64, 64, 28, all);
        winograd(workers, 5, 32, 64, 12, all);
        for (var n : new int[] {512, 1024}) {
            all.add(product(n));
        }
        TileLoops.warm();
        var best = new double[all.size()];
        for (var turn = 0; turn < TURNS; turn++) {
            for (var i = 0; i < best.length; i++) {
                best[i] = Math.max(best[i], speed(all.get(i)));
            }
        }
        System.exit(report(all, best, least) ? 0 : 1);
    }

    static boolean report(ArrayList<Measured> all, double[] best, double least) {
        System.out.println("| kernel | GFLOP/s | of the limit |\n|---|---|---|");
        var passed = true;
        for (var i = 0; i < best.length; i++) {
            var share = 100 * best[i] / best[0];
            var low = share < least;
            passed &= !low;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f %%%s |%n",
                    all.get(i).name,
                    best[i],
                    share,
                    low ? ", below " + Math.round(least) + " %" : "");
        }
        return passed;
    }

    static double speed(Measured one) {
        var calls = 0;
        var begin = System.nanoTime();
        var seconds = 0.0;
        do {
            one.call.run();
            calls++;
            seconds = (System.nanoTime() - begin) * 1e-9;
        } while (seconds < TURN_SECONDS);
        return one.flops * calls / seconds * 1e-9;
    }

    /// Multiplications with an addition on registers alone.
    static Measured limit(Workers workers) {
        var rounds = 200_000;
        var sink = new float[workers.count()];
        return new Measured(
                "limit (registers only)",
                2.0 * 12 * V * rounds * workers.count(),
                () -> workers.run(workers.count(), (piece, _) -> sink[piece] = chains(rounds)));
    }

    static float chains(int rounds) {
        var x = FloatVector.broadcast(S, 0.999f);
        var y = FloatVector.broadcast(S, 0.001f);
        FloatVector a = y, b = y, c = y, d = y, e = y, f = y;
        FloatVector g = y, h = y, i = y, j = y, k = y, l = y;
        for (var round = 0; round < rounds; round++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }

    /// A convolution that keeps the size, forward, by its input and by its weights, of one image per
    /// processor, or of as many as had better be treated together. The rows of zeros around the image count as work, though kernels may skip them.
    static void convolution(
            Workers workers, int kernel, int channels, int filters, int size,
            ArrayList<Measured> all) {
        var flops = 2.0 * kernel * kernel * channels * filters * size * size * workers.count();
        var name = "%dx%d, %d->%d on %dx%d, ".formatted(kernel, kernel, channels, filters, size, size);
        var forward = sizes(kernel, channels, filters, size);
        all.add(run(workers, name + "forward", flops, forward, kernel, size));
        if (channels % V == 0) {
            // By its input it is a convolution with filters and channels in each other's place.
            var back = sizes(kernel, filters, channels, size);
            all.add(run(workers, name + "by input", flops, back, kernel, size));
        }
        var tiles =
                new ConvWeightTiles(
                        forward, kernel / 2, size, (size + kernel - 1) * filters, kernel == 3);
        var images = tiles.together();
        var inside = kernel / 2 * ((size + kernel - 1) * filters + filters);
        var x = new Span[workers.count()][images];
        var g = new Span[workers.count()][images];
        var dw = new Span[workers.count()];
        for (var i = 0; i < dw.length; i++) {
            for (var image = 0; image < images; image++) {
                x[i][image] = new Span(new float[(size + kernel - 1) * forward.xRow() + 64], 0);
                g[i][image] =
                        new Span(
                                new float[(size + kernel - 1) * (size + kernel - 1) * filters + 64],
                                inside);
            }
            dw[i] = new Span(new float[forward.layout().size()], 0);
        }
        all.add(
                new Measured(
                        name + "by weight",
                        flops * images,
                        () -> workers.run(dw.length, (i, _) -> tiles.run(x[i], g[i], images, dw[i]))));
    }

    static Measured run(
            Workers workers, String name, double flops, ConvTiles.Sizes sizes, int kernel, int size) {
        var tiles = new ConvTiles(sizes, kernel / 2, size);
        var x = arrays(workers, (size + kernel - 1) * sizes.xRow() + 64);
        var w = new float[sizes.layout().size()];
        var y = arrays(workers, size * sizes.yRow());
        return new Measured(
                name,
                flops,
                () -> workers.run(workers.count(), (i, _) -> tiles.run(x[i], 0, w, 0, y[i], 0)));
    }

    /// The same by Winograd's way. The operations are counted as if the sums were plain, so that more
    /// than the limit is possible.
    static void winograd(
            Workers workers, int kernel, int channels, int filters, int size,
            ArrayList<Measured> all) {
        var flops = 2.0 * kernel * kernel * channels * filters * size * size * workers.count();
        var name =
                "%dx%d, %d->%d on %dx%d, Winograd, "
                        .formatted(kernel, kernel, channels, filters, size, size);
        var sizes =
                new WinogradSizes(
                        kernel, channels, filters, size, size, kernel / 2, kernel / 2, size, size);
        var tiles = new WinogradTiles(sizes, 1, false);
        tiles.prepareBack(true);
        var x = arrays(workers, sizes.frameRows() * sizes.frameColumns() * channels);
        var g = arrays(workers, sizes.gradientRows() * sizes.gradientColumns() * filters);
        var y = arrays(workers, size * size * filters);
        var dx = arrays(workers, size * size * channels);
        var du = arrays(workers, tiles.gradientSize());
        var scratch = arrays(workers, tiles.scratch());
        var own = arrays(workers, WinogradTiles.own());
        var kernels = new Span(new float[tiles.kernelSize()], 0);
        var work = new ArrayList<Winograd>();
        for (var i = 0; i < workers.count(); i++) {
            work.add(
                    new Winograd(
                            tiles,
                            new Span(x[i], 0),
                            new Span(g[i], 0),
                            y[i],
                            dx[i],
                            new Span(du[i], 0),
                            kernels,
                            new Span(scratch[i], 0),
                            new Span(own[i], 0)));
        }
        var count = workers.count();
        all.add(
                new Measured(
                        name + "forward",
                        flops,
                        () -> workers.run(count, (i, _) -> work.get(i).forward())));
        all.add(
                new Measured(
                        name + "by input and weight",
                        2 * flops,
                        () -> workers.run(count, (i, _) -> work.get(i).backward())));
    }

    /// The work of one processor.
    record Winograd(
            WinogradTiles tiles, Span x, Span g, float[] y, float[] dx, Span du, Span kernels,
            Span values, Span own) {

        void forward() {
            for (var band = 0; band < tiles.bands(); band++) {
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.take(x, 0, band, row, values, own);
                }
                for (var v = 0; v < WinogradTiles.VALUES; v++) {
                    tiles.multiply(v, tiles.pieces(1, band), kernels, values);
                }
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.give(y, 0, 0, band, row, values, own);
                }
            }
        }

        void backward() {
            for (var band = 0; band < tiles.bands(); band++) {
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.take(x, 0, band, row, values, own);
                    tiles.takeBack(g, 0, band, row, values, own);
                }
                var pieces = tiles.pieces(1, band);
                for (var v = 0; v < WinogradTiles.VALUES; v++) {
                    tiles.multiplyWeights(v, pieces, values, du);
                    tiles.multiplyBack(v, pieces, kernels, values);
                }
                for (var row = 0; row < tiles.rows(band); row++) {
                    tiles.giveBack(dx, 0, 0, band, row, values, own);
                }
            }
        }
    }

    static ConvTiles.Sizes sizes(int kernel, int channels, int filters, int size) {
        var layout =
                new ConvLayout(
                        kernel, kernel, channels, filters, ConvTiles.slides(kernel, channels, 1, 1));
        return new ConvTiles.Sizes(
                layout, (size + kernel - 1) * channels, 1, 1, 1, 1, size, size, size * filters, filters);
    }

    static float[][] arrays(Workers workers, int size) {
        return new float[workers.count()][size];
    }

    static Measured product(int n) {
        var a = Matrix.rows(new float[n * n], 0, n);
        var b = Matrix.rows(new float[n * n], 0, n);
        var c = new float[n * n];
        return new Measured(
                "product of %dx%d".formatted(n, n),
                2.0 * n * n * n,
                () -> Kernels.active().matmul(n, n, n, a, b, c, 0));
    }
}
