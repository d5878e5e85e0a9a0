package dev.cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SlidingTest {

    private static Sliding sliding(int size, int kernel, int stride, int padding, boolean ceil) {
        return new Sliding(size, kernel, stride, padding, padding, 1, ceil);
    }

    @Test
    void theFormulaSaysWhetherItRounds() {
        assertEquals(
                "H' = (H-K+2P)/S+1 = (8-3+2*1)/1+1 = 8", sliding(8, 3, 1, 1, false).formula("H"));
        assertEquals(
                "W' = (W-K+2P)/S+1 = floor((5-2+2*0)/2)+1 = 2",
                sliding(5, 2, 2, 0, false).formula("W"));
        assertEquals(
                "W' = (W-K+2P)/S+1 = ceil((5-2+2*0)/2)+1 = 3",
                sliding(5, 2, 2, 0, true).formula("W"));
        assertEquals(
                "H' = (H-(D(K-1)+1)+P)/S+1 = (8-5+1+0)/1+1 = 5",
                new Sliding(8, 3, 1, 1, 0, 2, false).formula("H"));
    }

    @Test
    void countsWindowsAsSlidingThemDoes() {
        Loops.repeat(
                200,
                random -> {
                    var kernel = Loops.between(random, 1, 4);
                    var padding = Loops.between(random, 0, 3);
                    var s =
                            new Sliding(
                                    Loops.between(random, 1, 12),
                                    kernel,
                                    Loops.between(random, 1, 4),
                                    padding,
                                    Loops.between(random, 0, kernel - 1),
                                    Loops.between(random, 1, 3),
                                    random.nextBoolean());
                    var windows = 0;
                    while (belongs(s, s.start(windows))) {
                        windows++;
                    }
                    assertEquals(Math.max(0, windows), Math.max(0, s.count()), s.toString());
                });
    }

    /// A window lies inside the padded image, or, in ceil mode, starts in the image and covers what
    /// the window before it could not.
    private static boolean belongs(Sliding s, int start) {
        var overshoot = start + s.extent() - s.size() - s.after();
        return overshoot <= 0 || (s.ceilMode() && start < s.size() && overshoot < s.stride());
    }
}
