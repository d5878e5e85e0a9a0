package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.ellipsis;
import static dev.cuaderno.Cuaderno.newAxis;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.tensor.Loops.between;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ViewsTest {

    private final Tensor x = arange(24).reshape(2, 3, 4);

    @Test
    void partsByIndex() {
        assertTrue(x.at(1, 2).sameAs(tensor("20 21 22 23")));
        assertTrue(x.at(0, all(), range(1, 3)).sameAs(tensor("1 2 \n 5 6 \n 9 10")));
        assertTrue(x.at(ellipsis(), -1).sameAs(tensor("3 7 11 \n 15 19 23")));
        assertTrue(x.at(0, 0, range(0, 4, 2)).sameAs(tensor("0 2")));
        assertTrue(x.at(0, 0, range(-2, 4)).sameAs(tensor("2 3")));
        assertEquals(Shape.of(1, 2, 3, 4), x.at(newAxis(), ellipsis()).shape());
        assertEquals(Shape.of(2, 3, 4, 1), x.at(ellipsis(), newAxis()).shape());
        assertEquals(23, x.at(-1, -1, -1).item());
    }

    @Test
    void viewsShareMemory() {
        assertSame(x.storage(), x.at(1).storage());
        assertSame(x.storage(), x.permute(2, 0, 1).storage());
        assertSame(x.storage(), x.flip(0, 2).storage());
        assertSame(x.storage(), x.reshape(6, 4).storage());
        assertSame(x.storage(), x.at(0, 0).expand(5, 4).storage());
    }

    @Test
    void permutedFlippedAndReshapedOnRandomShapes() {
        Loops.repeat(
                40,
                random -> {
                    var a = between(random, 1, 4);
                    var b = between(random, 1, 4);
                    var c = between(random, 1, 4);
                    var t = Loops.random(random, a, b, c);
                    var turned = t.permute(2, 0, 1).flip(1);
                    var dense = turned.reshape(-1);
                    Loops.indices(
                            turned.shape(),
                            i -> {
                                var expected = t.get(a - 1 - i[1], i[2], i[0]);
                                assertEquals(expected, turned.get(i));
                                assertEquals(expected, dense.get((i[0] * a + i[1]) * b + i[2]));
                            });
                });
    }

    @Test
    void axesComeAndGo() {
        assertEquals(Shape.of(2, 12), x.flatten(1).shape());
        assertEquals(Shape.of(24), x.flatten().shape());
        assertEquals(Shape.of(2, 3, 4, 1), x.unsqueeze(-1).shape());
        assertEquals(Shape.of(2, 3, 4), x.unsqueeze(1).squeeze(1).shape());
        assertEquals(Shape.of(2, 4, 3), x.transpose().shape());
    }

    @Test
    void turnedByHalf() {
        assertTrue(tensor("1 2 \n 3 4").rotate180().sameAs(tensor("4 3 \n 2 1")));
        assertTrue(tensor("1 2 3").rotate180().sameAs(tensor("3 2 1")));
    }
}
