package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CodePointsTest {

    private static final String TEXT = "a\ud83d\ude00b\ud83d\ude00";

    @Test
    void positionsGoBothWays() {
        int[] units = {0, 1, 3, 4, 6};
        for (var points = 0; points < units.length; points++) {
            assertEquals(units[points], CodePoints.toUnits(TEXT, points));
            assertEquals(points, CodePoints.fromUnits(TEXT, units[points]));
        }
    }

    @Test
    void positionsOutsideAreMovedIn() {
        assertEquals(6, CodePoints.toUnits(TEXT, 99));
        assertEquals(6, CodePoints.toUnits(TEXT, 5));
        assertEquals(6, CodePoints.toUnits(TEXT, null));
        assertEquals(0, CodePoints.toUnits(TEXT, -3));
        assertEquals(0, CodePoints.toUnits("", 1));
        assertEquals(4, CodePoints.fromUnits(TEXT, 99));
        assertEquals(0, CodePoints.fromUnits(TEXT, -1));
        // Inside a pair.
        assertEquals(2, CodePoints.fromUnits(TEXT, 2));
    }
}
