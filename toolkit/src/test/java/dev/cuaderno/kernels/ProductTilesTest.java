package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gradient of a fully connected layer's weights against its sum.
class ProductTilesTest {

    private static final int OFFSET = 5;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 10, 20", "128, 33, 64", "500, 13, 70", "192, 24, 31"})
    void everyWeightGetsTheSumOverTheImages(int images, int outputs, int inputs) {
        var gRow = outputs + 3;
        var xRow = inputs + 2;
        var g = new Generator(1).randn(OFFSET + images * gRow).toArray();
        var x = new Generator(2).randn(OFFSET + images * xRow).toArray();
        var reversed = new int[inputs];
        for (var input = 0; input < inputs; input++) {
            reversed[input] = inputs - 1 - input;
        }
        for (var places : new int[][] {null, reversed}) {
            var found = new float[outputs * inputs];
            var tiles = new ProductTiles(gRow, outputs, inputs);
            for (var piece = 0; piece < tiles.pieces(); piece++) {
                tiles.run(piece, images, g, OFFSET, gRow, x, OFFSET, xRow, places, found);
            }
            for (var output = 0; output < outputs; output++) {
                for (var input = 0; input < inputs; input++) {
                    var place = places == null ? input : places[input];
                    var sum = 0.0;
                    for (var image = 0; image < images; image++) {
                        sum +=
                                (double) g[OFFSET + image * gRow + output]
                                        * x[OFFSET + image * xRow + place];
                    }
                    assertEquals(sum, found[output * inputs + input], 2e-5 * (images + 10));
                }
            }
        }
    }
}
