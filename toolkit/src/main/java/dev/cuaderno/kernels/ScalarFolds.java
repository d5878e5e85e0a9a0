package dev.cuaderno.kernels;

/// The loops of a reduction plainly.
final class ScalarFolds implements FoldKernels {

    @Override
    public void fold(Fold f, Sizes s, float[] x, int xAt, float[] y, int yAt) {
        for (var i = 0; i < s.outer() * s.inner(); i++) {
            var at = xAt + i / s.inner() * s.length() * s.inner() + i % s.inner();
            y[yAt + i] = (float) fold(f, x, at, s.inner(), s.length());
        }
    }

    /// Some numbers of an array, `step` apart.
    static double fold(Fold f, float[] x, int at, int step, int n) {
        double folded = f == Fold.SUM ? 0 : x[at];
        for (var i = 0; i < n; i++) {
            var value = x[at + i * step];
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
        for (var i = 0; i < s.outer() * s.inner(); i++) {
            var at = i / s.inner() * s.length() * s.inner() + i % s.inner();
            var count = 0f;
            for (var k = 0; k < s.length(); k++) {
                count += x[xAt + at + k * s.inner()] == best[bestAt + i] ? 1 : 0;
            }
            var part = g[gAt + i] / count;
            for (var k = 0; k < s.length(); k++) {
                var cell = at + k * s.inner();
                y[yAt + cell] = (x[xAt + cell] == best[bestAt + i] ? 1 : 0) * part;
            }
        }
    }
}
