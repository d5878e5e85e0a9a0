package dev.cuaderno.tensor;

import static dev.cuaderno.tensor.Loops.between;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.Cuaderno;
import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.op.Pairwise;
import dev.cuaderno.op.Pointwise;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Element by element on random shapes and views, against one index at a time.
class BroadcastingTest {

    /// A tensor of a shape that stretches to `sizes`, often a view whose elements are not dense.
    private static Tensor stretchable(Random random, int... sizes) {
        var missing = between(random, 0, sizes.length);
        var own = new int[sizes.length - missing];
        for (var i = 0; i < own.length; i++) {
            own[i] = random.nextInt(3) == 0 ? 1 : sizes[missing + i];
        }
        if (own.length < 2 || random.nextBoolean()) {
            return Loops.random(random, own);
        }
        var swapped = own.clone();
        swapped[0] = own[1];
        swapped[1] = own[0];
        return Loops.random(random, swapped).transpose(0, 1).flip(0);
    }

    /// The element of a stretched tensor at an index of the common shape.
    private static double element(Tensor x, int... index) {
        var own = new int[x.rank()];
        for (var axis = 0; axis < own.length; axis++) {
            own[axis] = x.size(axis) == 1 ? 0 : index[index.length - own.length + axis];
        }
        return x.getDouble(own);
    }

    @Test
    void everyPairwiseOperation() {
        Loops.repeat(
                60,
                random -> {
                    var sizes = new int[between(random, 0, 4)];
                    for (var i = 0; i < sizes.length; i++) {
                        sizes[i] = between(random, 1, 4);
                    }
                    var a = stretchable(random, sizes);
                    var b = stretchable(random, sizes);
                    for (var f : Binary.values()) {
                        var y = new Pairwise(f).apply(a, b);
                        Loops.indices(
                                y.shape(),
                                index ->
                                        assertClose(
                                                f.apply(element(a, index), element(b, index)),
                                                y.get(index),
                                                f + " of " + a.shape() + " and " + b.shape()));
                    }
                });
    }

    /// To the accuracy of float32.
    private static void assertClose(double expected, float found, String what) {
        var rounded = (float) expected;
        if (Float.compare(rounded, found) != 0) {
            assertEquals(rounded, found, 4e-7 * (1 + Math.abs(expected)), what);
        }
    }

    @Test
    void everyFunctionOfOneElement() {
        Loops.repeat(
                10,
                random -> {
                    var x = Loops.random(random, 3, 5).transpose();
                    for (var f : Unary.values()) {
                        var y = new Pointwise(f).apply(x);
                        Loops.indices(
                                y.shape(),
                                index ->
                                        assertClose(
                                                f.apply(x.getDouble(index)),
                                                y.get(index),
                                                f.toString()));
                    }
                });
    }

    @Test
    void choosesByMask() {
        var x = Cuaderno.tensor("-1 2 \n 3 -4");
        assertTrue(
                Cuaderno.where(x.gt(0), x, Cuaderno.zeros(2))
                        .sameAs(Cuaderno.tensor("0 2 \n 3 0")));
    }
}
