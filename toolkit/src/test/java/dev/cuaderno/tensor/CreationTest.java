package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.concat;
import static dev.cuaderno.Cuaderno.eye;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.linspace;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.stack;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CreationTest {

    private static void same(Tensor expected, Tensor got) {
        assertTrue(got.sameAs(expected), () -> "expected " + expected + ", got " + got);
    }

    @Test
    void tablesOfOneTwoAndThreeAxes() {
        assertEquals(Shape.of(3), tensor(" 1 2 3 ").shape());
        assertEquals(Shape.of(2, 1), tensor("1\n2").shape());
        var planes =
                tensor(
                        """

                        1 2
                        3 4

                        5 6
                        7 8
                        """);
        same(arange(1, 9).reshape(2, 2, 2), planes);
        same(tensor(0.5, -2, 1000), tensor("1/2 -2 1e3"));
    }

    @Test
    void everyWayOfWritingAMatrix() {
        var expected = tensor("1 2 \n 3 4");
        same(expected, tensor(new int[][] {{1, 2}, {3, 4}}));
        same(expected, tensor(new float[][] {{1, 2}, {3, 4}}));
        same(expected, tensor(new double[][] {{1, 2}, {3, 4}}));
        same(expected.reshape(1, 2, 2), tensor(new int[][][] {{{1, 2}, {3, 4}}}));
        same(expected.reshape(1, 2, 1, 2), tensor(new double[][][][] {{{{1, 2}}, {{3, 4}}}}));
    }

    @Test
    void vectorsOfEveryKindOfNumber() {
        same(tensor("1 2"), tensor(1, 2));
        same(tensor("1 2"), tensor(1f, 2f));
        same(tensor("1 2"), tensor(1, 2.0));
        assertThrows(IllegalArgumentException.class, () -> tensor(16777217));
    }

    @Test
    void sequences() {
        same(tensor("0 1 2"), arange(3));
        same(tensor("1 1.5 2 2.5"), arange(1, 3, 0.5));
        same(tensor("3 2 1"), arange(3, 0, -1));
        same(tensor("0 0.25 0.5 0.75 1"), linspace(0, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> arange(0, 3, -1));
    }

    @Test
    void shapesFilled() {
        same(tensor("0 0 \n 0 0"), zeros(2, 2));
        same(tensor("1 0 0 \n 0 1 0 \n 0 0 1"), eye(3));
        same(tensor("7 7"), full(7, 2));
        assertEquals(1, ones().item());
    }

    @Test
    void aTensorDoesNotSeeLaterChangesOfItsArray() {
        var array = new float[] {1, 2};
        var x = tensor(array);
        array[0] = 9;
        assertArrayEquals(new float[] {1, 2}, x.toArray());
        x.toArray()[0] = 9;
        assertArrayEquals(new float[] {1, 2}, x.toArray());
    }

    @Test
    void joined() {
        var a = tensor("1 2 \n 3 4");
        var b = tensor("5 6");
        same(tensor("1 2 \n 3 4 \n 5 6"), concat(0, a, b.unsqueeze(0)));
        same(tensor("1 2 1 2 \n 3 4 3 4"), concat(-1, a, a));
        same(tensor("1 5 \n 2 6"), stack(1, a.at(0), b));
        assertThrows(ShapeException.class, () -> concat(0, a, zeros(1, 3)));
    }

    @Test
    void doublePrecisionIsKept() {
        var x = Tensor.of(new Storage.Doubles(new double[] {0.1, 0.2}), Shape.of(2));
        assertEquals(DType.FLOAT64, x.times(2).plus(tensor(1, 1)).dtype());
        assertEquals(0.1 * 2 + 1, x.times(2).plus(1).getDouble(0));
        assertEquals(DType.FLOAT32, x.float32().dtype());
        assertEquals(0.1f, x.float32().get(0));
    }
}
