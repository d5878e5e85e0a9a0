package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

class TileLoopsTest {

    private static final int V = Lanes.COUNT;
    private static final int ROWS = 3;
    private static final int TERMS = 5;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idleRoundsChangeNothing(boolean adds) {
        var columns = new Tile.Columns(2, V);
        var tile =
                new Tile(
                        ROWS,
                        TERMS,
                        1,
                        columns,
                        Tile.Loop.ONCE,
                        Tile.Loop.ONCE,
                        new Tile.Loop(TERMS, 1, 2 * V),
                        2 * V,
                        columns,
                        adds);
        TileLoops.of(tile);
        TileLoops.warm();
        var x = new Generator(1).randn(ROWS * TERMS).toArray();
        var w = new Generator(2).randn(TERMS * 2 * V).toArray();
        var y = new float[ROWS * 2 * V];
        Arrays.fill(y, 1);
        var idle = y.clone();
        var loop = TileLoops.of(tile);
        loop.run(x, 0, w, 0, y, 0, TERMS);
        loop.run(x, 0, w, 0, idle, 0, TERMS, 1, 1_000);
        assertArrayEquals(y, idle);
        for (var row = 0; row < ROWS; row++) {
            for (var column = 0; column < 2 * V; column++) {
                var sum = adds ? 1.0 : 0.0;
                for (var term = 0; term < TERMS; term++) {
                    sum += (double) x[row * TERMS + term] * w[term * 2 * V + column];
                }
                assertEquals(sum, y[row * 2 * V + column], 1e-5);
            }
        }
    }
}
