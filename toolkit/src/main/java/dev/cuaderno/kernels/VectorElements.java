package dev.cuaderno.kernels;

/// [ElementKernels] by vectors, large arrays on several threads.
final class VectorElements implements ElementKernels {

    /// Elements that one thread treats at a time.
    private static final int CHUNK = 1 << 15;

    private final ScalarElements plain = new ScalarElements();
    private final Workers workers;

    VectorElements(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void unary(Curve f, float[] x, int xAt, float[] y, int yAt, int n) {
        var known = CurveLoops.knows(f);
        inChunks(
                n,
                (from, length) -> {
                    if (known) {
                        CurveLoops.run(f, x, xAt + from, y, yAt + from, length);
                    } else {
                        plain.unary(f, x, xAt + from, y, yAt + from, length);
                    }
                });
    }

    @Override
    public void slope(Curve f, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        var known = SlopeLoops.knows(f);
        inChunks(
                n,
                (from, length) -> {
                    if (known) {
                        SlopeLoops.run(f, g, gAt + from, a, aAt + from, y, yAt + from, length);
                    } else {
                        plain.slope(f, g, gAt + from, a, aAt + from, y, yAt + from, length);
                    }
                });
    }

    @Override
    public void binary(
            Binary f,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n) {
        inChunks(
                n,
                (from, length) -> {
                    var left = aAt + from * aStep;
                    var right = bAt + from * bStep;
                    if (DenseLoops.knows(f)) {
                        DenseLoops.binary(
                                f, a, left, aStep, b, right, bStep, y, yAt + from, length);
                    } else if (ChoiceLoops.knows(f)) {
                        ChoiceLoops.binary(
                                f, a, left, aStep, b, right, bStep, y, yAt + from, length);
                    } else if (f == Binary.POWER && aStep == 1 && bStep == 0) {
                        power(a, left, b[bAt], y, yAt + from, length);
                    } else {
                        plain.binary(f, a, left, aStep, b, right, bStep, y, yAt + from, length);
                    }
                });
    }

    private void power(float[] a, int aAt, float b, float[] y, int yAt, int n) {
        if (b == 2) {
            CurveLoops.run(Unary.SQUARE, a, aAt, y, yAt, n);
        } else if (Float.isFinite(b)) {
            PowerLoops.run(a, aAt, b, y, yAt, n);
        } else {
            plain.binary(Binary.POWER, a, aAt, 1, new float[] {b}, 0, 0, y, yAt, n);
        }
    }

    @Override
    public void select(
            float[] mask,
            int maskAt,
            int maskStep,
            float[] a,
            int aAt,
            int aStep,
            float[] b,
            int bAt,
            int bStep,
            float[] y,
            int yAt,
            int n) {
        inChunks(
                n,
                (from, length) ->
                        ChoiceLoops.select(
                                mask,
                                maskAt + from * maskStep,
                                maskStep,
                                a,
                                aAt + from * aStep,
                                aStep,
                                b,
                                bAt + from * bStep,
                                bStep,
                                y,
                                yAt + from,
                                length));
    }

    @Override
    public void gate(float[] g, int gAt, float[] x, int xAt, float[] y, int yAt, int n) {
        inChunks(
                n,
                (from, length) ->
                        DenseLoops.gate(g, gAt + from, x, xAt + from, y, yAt + from, length));
    }

    @FunctionalInterface
    private interface Chunk {
        void run(int from, int length);
    }

    private void inChunks(int n, Chunk chunk) {
        if (n <= 2 * CHUNK) {
            chunk.run(0, n);
            return;
        }
        workers.run(
                Math.ceilDiv(n, CHUNK),
                (piece, _) -> chunk.run(piece * CHUNK, Math.min(CHUNK, n - piece * CHUNK)));
    }
}
