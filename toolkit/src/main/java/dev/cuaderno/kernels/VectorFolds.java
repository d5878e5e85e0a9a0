package dev.cuaderno.kernels;

import java.util.Arrays;

/// The loops of a reduction with vectors and threads. Long sums are cut into pieces, whose sums are
/// added in their order.
final class VectorFolds implements FoldKernels {

    /// Numbers that one thread folds at a time.
    private static final int PIECE = 1 << 15;

    /// Columns that are folded together.
    private static final int ACROSS = 2048;

    /// Rows of a piece of columns, at least.
    private static final int FEWEST = 16;

    private final Workers workers;

    VectorFolds(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void fold(Fold f, Sizes s, float[] x, int xAt, float[] y, int yAt) {
        if (s.inner() == 1) {
            rows(f, s, x, xAt, y, yAt);
        } else {
            columns(f, s, x, xAt, y, yAt);
        }
    }

    private void rows(Fold f, Sizes s, float[] x, int xAt, float[] y, int yAt) {
        var parts = s.length() <= 2 * PIECE ? 1 : Math.ceilDiv(s.length(), PIECE);
        var partial = new double[parts == 1 ? 0 : s.outer() * parts];
        run(
                s.outer() * parts,
                Math.min(s.length(), PIECE),
                (from, end) -> {
                    var scratch = new double[FoldLoops.SCRATCH];
                    for (var i = from; i < end; i++) {
                        var first = i % parts * PIECE;
                        var n = parts == 1 ? s.length() : Math.min(PIECE, s.length() - first);
                        var at = xAt + i / parts * s.length() + first;
                        var folded = FoldLoops.row(f, x, at, n, scratch);
                        if (parts == 1) {
                            y[yAt + i] = (float) folded;
                        } else {
                            partial[i] = folded;
                        }
                    }
                });
        for (var i = 0; i < s.outer() && parts > 1; i++) {
            y[yAt + i] = (float) together(f, partial, i * parts, 1, parts);
        }
    }

    private void columns(Fold f, Sizes s, float[] x, int xAt, float[] y, int yAt) {
        var width = Math.min(s.inner(), ACROSS);
        var blocks = Math.ceilDiv(s.inner(), width);
        var height = Math.max(FEWEST, PIECE / width);
        var parts = s.length() <= 2 * height ? 1 : Math.ceilDiv(s.length(), height);
        var most = parts == 1 ? s.length() : height;
        var partial = new double[parts == 1 ? 0 : s.outer() * parts * s.inner()];
        run(
                s.outer() * parts * blocks,
                most * width,
                (from, end) -> {
                    var sums = new double[width];
                    for (var piece = from; piece < end; piece++) {
                        var column = piece % blocks * width;
                        var part = piece / blocks % parts;
                        var outer = piece / blocks / parts;
                        var n = Math.min(width, s.inner() - column);
                        var rows = Math.min(most, s.length() - part * most);
                        var row = outer * s.length() + part * most;
                        var at = xAt + row * s.inner() + column;
                        FoldLoops.columns(f, x, at, s.inner(), rows, n, sums);
                        if (parts == 1) {
                            round(sums, 0, y, yAt + outer * s.inner() + column, n);
                        } else {
                            var to = (outer * parts + part) * s.inner() + column;
                            System.arraycopy(sums, 0, partial, to, n);
                        }
                    }
                });
        for (var i = 0; i < s.outer() && parts > 1; i++) {
            var first = i * parts * s.inner();
            for (var part = 1; part < parts; part++) {
                FoldLoops.add(f, partial, first + part * s.inner(), partial, first, s.inner());
            }
            round(partial, first, y, yAt + i * s.inner(), s.inner());
        }
    }

    private static void round(double[] sums, int from, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i] = (float) sums[from + i];
        }
    }

    private static double together(Fold f, double[] parts, int at, int step, int n) {
        var folded = parts[at];
        for (var i = 1; i < n; i++) {
            var value = parts[at + i * step];
            folded =
                    switch (f) {
                        case SUM -> folded + value;
                        case MAX -> Math.max(folded, value);
                        case MIN -> Math.min(folded, value);
                    };
        }
        return folded;
    }

    @Override
    public void share(
            Sizes s,
            float[] x,
            int xAt,
            float[] best,
            int bestAt,
            float[] g,
            int gAt,
            float[] y,
            int yAt) {
        if (s.inner() == 1) {
            run(
                    s.outer(),
                    s.length(),
                    (from, end) -> {
                        for (var i = from; i < end; i++) {
                            var at = i * s.length();
                            var most = best[bestAt + i];
                            var part = g[gAt + i] / FoldLoops.count(x, xAt + at, most, s.length());
                            FoldLoops.put(x, xAt + at, most, part, y, yAt + at, s.length());
                        }
                    });
            return;
        }
        run(
                s.outer(),
                s.length() * s.inner(),
                (from, end) -> {
                    var counts = new float[s.inner()];
                    for (var i = from; i < end; i++) {
                        var first = i * s.length() * s.inner();
                        var some = i * s.inner();
                        Arrays.fill(counts, 0);
                        for (var row = 0; row < s.length(); row++) {
                            var at = xAt + first + row * s.inner();
                            FoldLoops.count(x, at, best, bestAt + some, counts, s.inner());
                        }
                        for (var k = 0; k < s.inner(); k++) {
                            counts[k] = g[gAt + some + k] / counts[k];
                        }
                        for (var row = 0; row < s.length(); row++) {
                            var at = first + row * s.inner();
                            FoldLoops.put(
                                    x,
                                    xAt + at,
                                    best,
                                    bestAt + some,
                                    counts,
                                    y,
                                    yAt + at,
                                    s.inner());
                        }
                    }
                });
    }

    /// Some pieces, end excluded.
    @FunctionalInterface
    private interface Pieces {
        void run(int from, int end);
    }

    /// Shares pieces of so many numbers among the threads, small ones by the dozen.
    private void run(int pieces, int numbers, Pieces task) {
        if ((long) pieces * numbers < 2 * PIECE) {
            task.run(0, pieces);
            return;
        }
        var share = Math.max(1, PIECE / Math.max(1, numbers));
        workers.run(
                Math.ceilDiv(pieces, share),
                (some, _) -> task.run(some * share, Math.min(pieces, (some + 1) * share)));
    }
}
