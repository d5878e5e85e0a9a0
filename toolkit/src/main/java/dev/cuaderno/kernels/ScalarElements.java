package dev.cuaderno.kernels;

/// [ElementKernels] by plain loops in double arithmetic, or such that the compiler of the JVM can
/// vectorise. The reference to which others are compared.
public final class ScalarElements implements ElementKernels {

    @Override
    public void unary(Curve f, float[] x, int xAt, float[] y, int yAt, int n) {
        switch (f) {
            case Unary.NEGATE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = -x[xAt + i];
                }
            }
            case Unary.ABS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = Math.abs(x[xAt + i]);
                }
            }
            case Unary.SQUARE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = x[xAt + i] * x[xAt + i];
                }
            }
            case Unary.RELU -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = Math.max(0f, x[xAt + i]);
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = (float) f.apply(x[xAt + i]);
                }
            }
        }
    }

    @Override
    public void slope(Curve f, float[] g, int gAt, float[] a, int aAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i] = (float) (g[gAt + i] * f.slope(a[aAt + i]));
        }
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
        switch (f) {
            case PLUS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] + b[bAt + i * bStep];
                }
            }
            case MINUS -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] - b[bAt + i * bStep];
                }
            }
            case TIMES -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] * b[bAt + i * bStep];
                }
            }
            case DIVIDE -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = a[aAt + i * aStep] / b[bAt + i * bStep];
                }
            }
            default -> {
                for (var i = 0; i < n; i++) {
                    y[yAt + i] = (float) f.apply(a[aAt + i * aStep], b[bAt + i * bStep]);
                }
            }
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
        for (var i = 0; i < n; i++) {
            var first = mask[maskAt + i * maskStep] != 0;
            y[yAt + i] = first ? a[aAt + i * aStep] : b[bAt + i * bStep];
        }
    }

    @Override
    public void gate(float[] g, int gAt, float[] x, int xAt, float[] y, int yAt, int n) {
        for (var i = 0; i < n; i++) {
            y[yAt + i] = x[xAt + i] > 0 ? g[gAt + i] : 0f;
        }
    }
}
