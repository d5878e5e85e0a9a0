package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.einsum;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Elements in order, sums so far, triangles, windows, and sums told by letters.
class OrderingTest {

    private static void same(String expected, Tensor got) {
        assertTrue(got.sameAs(tensor(expected.replace(" | ", "\n"))), () -> expected + " " + got);
    }

    @Test
    void equalElementsKeepTheirOrderAndNaNComesLast() {
        var x = tensor(2, 0.5, 2, Double.NaN, -1);
        same("4 1 0 2 3", x.argsort());
        assertTrue(x.sort().sameAs(tensor(-1, 0.5, 2, 2, Double.NaN)));
        same("0 1", tensor(3, 3, 1).topK(2).indices());
        same("3 3", tensor(3, 3, 1).topK(2).values());
        same("1 0 | 2 5", tensor("2 5\n1 0").sort(0));
        assertThrows(ShapeException.class, () -> x.topK(6));
        assertThrows(ShapeException.class, () -> x.topK(0));
    }

    @Test
    void sumsTrianglesPartsAndWindows() {
        var x = tensor("1 2 3\n4 5 6\n7 8 9");
        same("1 3 6 | 4 9 15 | 7 15 24", x.cumsum(1));
        same("1 2 3 | 5 7 9 | 12 15 18", x.cumsum(0));
        same("1 0 0 | 4 5 0 | 7 8 9", x.tril(0));
        same("0 2 3 | 0 0 6 | 0 0 0", x.triu(1));
        same("0 0 0 | 4 0 0 | 7 8 0", x.tril(-1));
        var parts = x.split(2, 0);
        assertEquals(2, parts.size());
        same("7 8 9", parts.getLast().squeeze(0));
        assertTrue(Tensors.concat(0, parts.toArray(Tensor[]::new)).sameAs(x));
        same("1 2 | 3 4", tensor(1, 2, 3, 4).unfold(0, 2, 2));
        same("3 1", tensor(1, 2, 3).gather(tensor(2, 0)));
        assertThrows(ShapeException.class, () -> x.unfold(0, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> x.split(0, 0));
        assertThrows(ShapeException.class, () -> tensor(1, 2).tril(0));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.5, 0.5204998778130465",
        "-1, -0.8427007929497149",
        "2.9, 0.9999589021219005",
        "3.1, 0.9999883513426328",
        "-7, -1"
    })
    void theErrorFunctionToTheLastDigits(double x, double expected) {
        assertEquals(expected, tensor(1).float64().times(x).erf().getDouble(0), 2e-15);
    }

    @Test
    void lettersNameAxes() {
        var a = generator(1).randn(2, 3);
        var b = generator(2).randn(3, 4);
        assertTrue(einsum("ij, jk -> ik", a, b).closeTo(a.matmul(b), 1e-6));
        assertTrue(einsum("ij->ji", a).sameAs(a.transpose()));
        assertTrue(einsum("ji", a).sameAs(a.transpose()), "letters in order");
        assertTrue(einsum("ij,jk", a, b).closeTo(a.matmul(b), 1e-6));
        same("1 4", einsum("ii->i", tensor("1 2\n3 4")));
        same("5", einsum("ii->", tensor("1 2\n3 4")).reshape(1));
        same("3 4 | 6 8", einsum("i,j->ij", tensor(1, 2), tensor(3, 4)));
    }

    @Test
    void lettersThatDoNotFitAreToldApart() {
        var a = ones(2, 3);
        assertTrue(
                assertThrows(ShapeException.class, () -> einsum("ij,jk->ik", a, a))
                        .rule()
                        .contains("letter j"));
        assertThrows(ShapeException.class, () -> einsum("ijk->i", a));
        assertThrows(ShapeException.class, () -> einsum("ij->k", a));
        assertThrows(ShapeException.class, () -> einsum("ij->ii", a));
        assertThrows(ShapeException.class, () -> einsum("ii->i", a));
        assertThrows(ShapeException.class, () -> einsum("ij,jk->ik", a));
        assertThrows(IllegalArgumentException.class, () -> einsum("i-j", a));
    }
}
