package dev.cuaderno.kernels;

/// [SoftmaxKernels] by vectors, some rows for each thread at a time.
final class VectorSoftmax implements SoftmaxKernels {

    /// Numbers that one thread treats at a time, at least.
    private static final int SHARE = 1 << 13;

    private final Workers workers;

    VectorSoftmax(Workers workers) {
        this.workers = workers;
    }

    @FunctionalInterface
    private interface Row {
        void treat(SoftmaxLoops loops, int row);
    }

    private void each(int rows, int classes, Row one) {
        var together = share(classes);
        workers.run(
                Math.ceilDiv(rows, together),
                (piece, _) -> {
                    var loops = new SoftmaxLoops(classes);
                    var end = Math.min(rows, (piece + 1) * together);
                    for (var row = piece * together; row < end; row++) {
                        one.treat(loops, row);
                    }
                });
    }

    @FunctionalInterface
    private interface Rows {
        void treat(SoftmaxColumns loops, int row, int rows);
    }

    /// The same for short rows, some at a time.
    private void together(int rows, int classes, Rows some) {
        var share = Math.max(1, SHARE / classes / SoftmaxColumns.ROWS) * SoftmaxColumns.ROWS;
        workers.run(
                Math.ceilDiv(rows, share),
                (piece, _) -> {
                    var loops = new SoftmaxColumns(classes);
                    var end = Math.min(rows, (piece + 1) * share);
                    for (var row = piece * share; row < end; row += SoftmaxColumns.ROWS) {
                        some.treat(loops, row, Math.min(SoftmaxColumns.ROWS, end - row));
                    }
                });
    }

    /// Rows of a piece.
    private static int share(int classes) {
        return Math.max(1, SHARE / Math.max(1, classes));
    }

    private static int at(Span span, int row, int classes) {
        return span.at() + row * classes;
    }

    @Override
    public void softmax(boolean logarithm, int rows, int classes, Span z, Span y) {
        if (SoftmaxColumns.suits(classes)) {
            together(
                    rows,
                    classes,
                    (loops, row, some) ->
                            loops.softmax(
                                    logarithm,
                                    some,
                                    z.array(),
                                    at(z, row, classes),
                                    y.array(),
                                    at(y, row, classes)));
            return;
        }
        each(
                rows,
                classes,
                (loops, row) -> {
                    var from = at(z, row, classes);
                    var to = at(y, row, classes);
                    if (logarithm) {
                        loops.logSoftmax(z.array(), from, y.array(), to);
                    } else {
                        loops.softmax(z.array(), from, y.array(), to);
                    }
                });
    }

    @Override
    public void softmaxSlope(boolean logarithm, int rows, int classes, Span g, Span p, Span y) {
        var share = share(classes);
        workers.run(
                Math.ceilDiv(rows, share),
                (piece, _) -> {
                    var loops = new SoftmaxSlopes(classes);
                    var end = Math.min(rows, (piece + 1) * share);
                    for (var row = piece * share; row < end; row++) {
                        var from = at(g, row, classes);
                        var by = at(p, row, classes);
                        var to = at(y, row, classes);
                        if (logarithm) {
                            loops.logSoftmax(g.array(), from, p.array(), by, y.array(), to);
                        } else {
                            loops.softmax(g.array(), from, p.array(), by, y.array(), to);
                        }
                    }
                });
    }

    @Override
    public void crossEntropy(int rows, int classes, Span z, Span t, double[] losses) {
        each(
                rows,
                classes,
                (loops, row) ->
                        losses[row] =
                                loops.crossEntropy(
                                        z.array(),
                                        at(z, row, classes),
                                        t.array(),
                                        at(t, row, classes)));
    }

    @Override
    public void crossEntropySlope(double factor, int rows, int classes, Span z, Span t, Span y) {
        each(
                rows,
                classes,
                (loops, row) ->
                        loops.crossEntropySlope(
                                factor,
                                z.array(),
                                at(z, row, classes),
                                t.array(),
                                at(t, row, classes),
                                y.array(),
                                at(y, row, classes)));
    }
}
