package dev.cuaderno.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// Borders of tensors in single precision against the same in double, in both orders of memory.
class FloatBordersTest {

    static Stream<Padding> modes() {
        return Stream.of(
                new Padding.Zero(),
                new Padding.Constant(3),
                new Padding.Clamp(),
                new Padding.Wrap(),
                new Padding.Mirror(),
                new Padding.Symmetric(),
                new Padding.Extension());
    }

    @ParameterizedTest
    @MethodSource("modes")
    void agreeWithDoubles(Padding mode) {
        var x = new Generator(1).randn(3, 16, 7, 9);
        var turned = MemoryOrder.images(MemoryOrder.pixels(x).contiguous());
        for (var axis : new int[] {-1, -2, 1, 0}) {
            for (var image : List.of(x, turned)) {
                // More cells than there are, so that the pattern repeats.
                for (var wide : new int[] {0, 2, 19}) {
                    check(new Pad(axis, wide, 1, mode), image);
                }
            }
        }
    }

    private static void check(Pad pad, Tensor x) {
        var y = pad.apply(x);
        assertTrue(y.closeTo(pad.apply(x.float64()), 1e-5));
        var back = new Unpad(pad, x.size(pad.axis()));
        var found = back.apply(y);
        assertEquals(x.shape(), found.shape());
        assertTrue(found.float64().closeTo(back.apply(y.float64()), 1e-3));
    }
}
