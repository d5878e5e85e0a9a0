package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.constant;
import static dev.cuaderno.Cuaderno.extension;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.symmetric;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.wrap;
import static dev.cuaderno.Cuaderno.zero;
import static dev.cuaderno.Cuaderno.zeros;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaddingTest {

    private static void padded(String expected, Padding mode, int cells, double... row) {
        var got = Tensors.of(row).pad(cells, mode);
        assertTrue(got.sameAs(tensor(expected)), () -> mode + ": " + got);
    }

    @Test
    void theTableOfTheDocumentation() {
        padded("0 0 1 2 4 8 0 0", zero(), 2, 1, 2, 4, 8);
        padded("9 9 1 2 4 8 9 9", constant(9), 2, 1, 2, 4, 8);
        padded("1 1 1 2 4 8 8 8", clamp(), 2, 1, 2, 4, 8);
        padded("4 8 1 2 4 8 1 2", wrap(), 2, 1, 2, 4, 8);
        padded("4 2 1 2 4 8 4 2", mirror(), 2, 1, 2, 4, 8);
        padded("2 1 1 2 4 8 8 4", symmetric(), 2, 1, 2, 4, 8);
        padded("-2 0 1 2 4 8 12 14", extension(), 2, 1, 2, 4, 8);
    }

    @Test
    void patternsRepeatWhenThePaddingIsWiderThanTheImage() {
        padded("1 2 1 2 1 2 1 2 1 2", wrap(), 4, 1, 2);
        padded("1 3 1 3 1 3 1 3 1 3", mirror(), 4, 1, 3);
        padded("1 2 2 1 1 2 2 1 1 2", symmetric(), 4, 1, 2);
        // A straight line goes on for ever in both directions.
        padded("-3 -2 -1 0 1 2 3 4 5 6", extension(), 4, 1, 2);
        padded("-4 -3 -2 -1 0 1 2 3 4 5 6 7 8 9 10 11 12", extension(), 7, 3, 4, 5);
    }

    @Test
    void aSingleCell() {
        for (var mode : new Padding[] {clamp(), wrap(), mirror(), symmetric(), extension()}) {
            padded("5 5 5 5 5", mode, 2, 5);
        }
    }

    @Test
    void eachSideByItself() {
        var x = tensor("1 2 \n 3 4");
        assertTrue(x.pad(1, 0, 0, 2, clamp()).sameAs(tensor("1 2 2 2 \n 1 2 2 2 \n 3 4 4 4")));
        assertEquals(Shape.of(5, 3, 4, 4), zeros(5, 3, 2, 2).pad(1).shape());
    }
}
