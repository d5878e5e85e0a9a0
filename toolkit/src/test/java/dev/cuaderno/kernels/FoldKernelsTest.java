package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cuaderno.kernels.FoldKernels.Fold;
import dev.cuaderno.kernels.FoldKernels.Sizes;
import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The loops of reductions with vectors and threads against the plain ones.
class FoldKernelsTest {

    private static final int OFFSET = 3;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "5, 7, 1",
        "300, 257, 1",
        "3, 70001, 1",
        "1, 300001, 1",
        "70000, 2, 1",
        "1, 2, 3",
        "7, 5, 33",
        "1, 2000, 100",
        "2, 17, 5000",
        "3000, 3, 16",
        "2, 40000, 3"
    })
    void agree(int outer, int length, int inner) {
        var s = new Sizes(outer, length, inner);
        // Whole numbers, of which several are the largest.
        var x = new Generator(1).randn(OFFSET + s.numbers()).times(3).round().toArray();
        x[OFFSET + s.numbers() / 3] = Float.NaN;
        var g = new Generator(2).randn(1 + outer * inner).toArray();
        for (var f : Fold.values()) {
            var plain = new Found(new ScalarFolds(), f, s, x, g);
            var one = new Found(new VectorFolds(new Workers(1)), f, s, x, g);
            assertArrayEquals(plain.folded, one.folded, f == Fold.SUM ? 1e-6f * length : 0);
            assertArrayEquals(plain.shared, one.shared);
            for (var threads = 2; threads < 5; threads++) {
                var more = new Found(new VectorFolds(new Workers(threads)), f, s, x, g);
                assertArrayEquals(one.folded, more.folded);
                assertArrayEquals(one.shared, more.shared);
            }
        }
    }

    private static final class Found {
        final float[] folded;
        final float[] shared;

        Found(FoldKernels kernels, Fold f, Sizes s, float[] x, float[] g) {
            folded = new float[2 + s.outer() * s.inner()];
            shared = new float[2 + s.numbers()];
            kernels.fold(f, s, x, OFFSET, folded, 2);
            if (f != Fold.SUM) {
                kernels.share(s, x, OFFSET, folded, 2, g, 1, shared, 2);
            }
        }
    }
}
