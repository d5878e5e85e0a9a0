package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.tensor.Loops.between;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

class ReductionsTest {

    @Test
    void alongEveryAxisOnRandomShapes() {
        Loops.repeat(
                40,
                random -> {
                    var x =
                            Loops.random(
                                            random,
                                            between(random, 1, 4),
                                            between(random, 1, 4),
                                            between(random, 1, 4))
                                    .float64()
                                    .permute(2, 0, 1);
                    var axis = between(random, -3, 2);
                    var position = x.shape().axis(axis);
                    var sum = x.sum(axis);
                    Loops.indices(
                            sum.shape(),
                            index -> {
                                var line = new ArrayList<Double>();
                                for (var i = 0; i < x.size(axis); i++) {
                                    line.add(x.getDouble(inserted(index, position, i)));
                                }
                                var n = line.size();
                                var total = line.stream().mapToDouble(v -> v).sum();
                                var mean = total / n;
                                var squares =
                                        line.stream()
                                                .mapToDouble(v -> (v - mean) * (v - mean))
                                                .sum();
                                var largest = line.stream().mapToDouble(v -> v).max().orElseThrow();
                                assertEquals(total, sum.getDouble(index), 1e-12);
                                assertEquals(mean, x.mean(axis).getDouble(index), 1e-12);
                                assertEquals(squares / n, x.var(axis).getDouble(index), 1e-12);
                                assertEquals(largest, x.max(axis).getDouble(index));
                                assertEquals(
                                        line.indexOf(largest), x.argmax(axis).getDouble(index));
                            });
                });
    }

    private static int[] inserted(int[] index, int position, int value) {
        var full = new int[index.length + 1];
        for (int from = 0, to = 0; to < full.length; to++) {
            full[to] = to == position ? value : index[from++];
        }
        return full;
    }

    @Test
    void severalAxesAndAll() {
        var x = tensor("1 2 \n 3 4 \n\n 5 6 \n 7 8");
        assertTrue(x.sum(0, 2).sameAs(tensor("14 22")));
        assertTrue(x.sum(2, 0).sameAs(tensor("14 22")));
        assertEquals(36, x.sum().item());
        assertEquals(40320, x.prod().item());
        assertEquals(7, x.argmax().item());
        assertEquals(0, x.argmin().item());
        assertEquals(1, x.min().item());
        assertThrows(ShapeException.class, () -> x.argmax(0, 1));
    }

    @Test
    void keptAxesCombineWithTheirTensor() {
        var x = tensor("1 3 \n 10 20");
        assertTrue(x.minus(x.keepDims().mean(1)).sameAs(tensor("-1 1 \n -5 5")));
        assertEquals(Shape.of(1, 1), x.keepDims().std().shape());
    }

    @Test
    void sumsDoNotLoseSmallNumbers() {
        var x = zeros(1 << 20).plus(0.1);
        assertEquals(0.1f * (1 << 20), x.sum().item(), 0.01f);
    }

    @Test
    void notANumberIsNotLost() {
        var x = tensor(1, Double.NaN, 3);
        assertTrue(Float.isNaN(x.max().item()));
        assertTrue(Float.isNaN(x.min().item()));
        assertEquals(1, x.argmax().item());
    }

    @Test
    void truthOfAll() {
        assertTrue(tensor(1, 2).all());
        assertFalse(tensor(1, 0).all());
        assertTrue(tensor(0, 3).any());
        assertFalse(tensor(0, 0).any());
    }
}
