package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.eye;
import static dev.cuaderno.Cuaderno.groups;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ShapeErrorsTest {

    private static ShapeException error(Executable wrong) {
        return assertThrows(ShapeException.class, wrong);
    }

    @Test
    void aFilterThatDoesNotFitShowsTheFormulaWithItsNumbers() {
        assertEquals(
                """
                in correlate
                  rule : the kernel must fit into the padded image
                  got  : image [4, 4], filter [5, 5]
                  why  : H' = (H-K+2P)/S+1 = (4-5+2*0)/1+1 = 0
                  fix  : padding(1), or a kernel that covers at most 4 cells\
                """,
                error(() -> zeros(4, 4).correlate(ones(5, 5))).getMessage());
    }

    @Test
    void theFixOfAFilterThatDoesNotFitFits() {
        assertEquals(Shape.of(2, 2), zeros(4, 4).correlate(ones(5, 5), padding(1)).shape());
    }

    @Test
    void broadcastingNamesTheAxis() {
        var error = error(() -> zeros(2, 3).plus(zeros(2)));
        assertEquals("plus", error.operation());
        assertEquals("[2, 3] and [2]: axis -1 has 3 against 2", error.got());
        assertEquals(
                "to stretch it along axis 0 of [2, 3] write reshape(2, 1) for the second",
                error.fix());
        assertEquals(Shape.of(2, 3), zeros(2, 3).plus(zeros(2).reshape(2, 1)).shape());
    }

    @Test
    void matrixProductsNameColumnsAndRows() {
        var error = error(() -> zeros(2, 3).matmul(zeros(4, 3)));
        assertEquals("3 columns against 4 rows", error.why());
        assertEquals("transpose() the right factor", error.fix());
    }

    @Test
    void channelsMustAgree() {
        var error = error(() -> zeros(1, 3, 8, 8).conv2d(zeros(16, 4, 3, 3)));
        assertEquals("weights of shape [16, 3, 3, 3]", error.fix());
        assertEquals(
                "a number of groups that divides both 3 and 16",
                error(() -> zeros(1, 3, 8, 8).conv2d(zeros(16, 3, 3, 3), groups(2))).fix());
    }

    @Test
    void reshapeCountsElements() {
        assertEquals("6 elements are not 8", error(() -> zeros(2, 3).reshape(2, 4)).why());
        assertEquals("6 / 4 is not a whole number", error(() -> zeros(2, 3).reshape(4, -1)).why());
    }

    @Test
    void anIndexOutsideNamesAxisAndBounds() {
        var error = assertThrows(IndexOutOfBoundsException.class, () -> zeros(2, 3).get(0, 3));
        assertEquals(
                "index 3 on axis 1 of [2, 3]: it has 3 elements, 0 to 2, or -3 to -1 from the end",
                error.getMessage());
        assertThrows(IndexOutOfBoundsException.class, () -> zeros(2, 3).at(0, -4));
        assertThrows(IndexOutOfBoundsException.class, () -> zeros(2, 3).at(range(0, 3)));
        assertThrows(IllegalArgumentException.class, () -> zeros(2, 3).at("x"));
        assertThrows(ShapeException.class, () -> zeros(2, 3).at(0, 0, 0));
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> Tensor.view(eye(2).storage(), 1, Shape.of(2, 2), 2, 1));
    }

    @Test
    void tablesMustBeComplete() {
        assertEquals(
                "line 2 has 1 numbers, the lines before it 2: 3",
                error(() -> tensor("1 2 \n 3")).got());
        assertEquals(
                "axis 1: 2 and 1 elements", error(() -> tensor(new int[][] {{1, 2}, {3}})).got());
        var comma = assertThrows(IllegalArgumentException.class, () -> tensor("0,5 1"));
        assertTrue(comma.getMessage().contains("line 1: '0,5'"), comma.getMessage());
    }

    @Test
    void impossibleWindowsAreRefusedWhereTheyAreWritten() {
        assertEquals("stride 0", error(() -> stride(0)).got());
        error(() -> padding(-1));
        error(() -> zeros(2, -1));
        error(() -> zeros(1, 1, 1, 1, 1, 1, 1));
        error(() -> zeros(1 << 16, 1 << 16));
        error(() -> ones(4, 4).maxPool2d(2, padding(2)));
    }

    @Test
    void aLayersPathIsPutInFront() {
        var error = error(() -> zeros(2).matmul(zeros(3))).at("net.3 (linear)");
        assertTrue(
                error.getMessage().startsWith("in net.3 (linear): matmul\n  rule"),
                error.getMessage());
    }
}
