package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The three products of a fully connected layer against their sums, for rows of numbers that do
/// not follow one another at once.
class LinearTilesTest {

    private static final int OFFSET = 5;

    private static float[] numbers(long seed, int count) {
        return new Generator(seed).randn(OFFSET + count).toArray();
    }

    private static int rounded(int count) {
        return Math.ceilDiv(count, Lanes.COUNT) * Lanes.COUNT;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "7, 20, 10",
        "128, 64, 33",
        "500, 70, 13",
        "19, 300, 600",
        "65, 31, 24",
        "130, 257, 100"
    })
    void everyOutputGetsTheSumOverTheInputs(int images, int inputs, int outputs) {
        var xRow = inputs + 2;
        var yRow = rounded(outputs) + 3;
        var x = numbers(1, images * xRow);
        var w = new Generator(2).randn(outputs * inputs).toArray();
        var found = numbers(3, images * yRow);
        var tiles = new LinearTiles(images, inputs, outputs);
        var turned = new float[OFFSET + tiles.turned()];
        for (var piece = 0; piece < tiles.turns(); piece++) {
            tiles.turn(piece, x, OFFSET, xRow, turned, OFFSET);
        }
        for (var piece = 0; piece < tiles.pieces(); piece++) {
            tiles.run(piece, turned, OFFSET, w, found, OFFSET, yRow);
        }
        for (var image = 0; image < images; image++) {
            var from = OFFSET + image * xRow;
            expectResults(x, from, w, inputs, outputs, found, OFFSET + image * yRow);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "20, 10", "64, 33", "70, 130", "300, 64"})
    void soDoThoseOfASingleImage(int inputs, int outputs) {
        var x = numbers(1, inputs);
        var w = new Generator(2).randn(outputs * inputs).toArray();
        var found = numbers(3, rounded(outputs));
        for (var piece = 0; piece < LinearRows.pieces(outputs); piece++) {
            LinearRows.run(piece, x, OFFSET, inputs, w, outputs, found, OFFSET);
        }
        expectResults(x, OFFSET, w, inputs, outputs, found, OFFSET);
    }

    private static void expectResults(
            float[] x, int xAt, float[] w, int inputs, int outputs, float[] y, int yAt) {
        for (var output = 0; output < rounded(outputs); output++) {
            var sum = 0.0;
            for (var input = 0; input < inputs && output < outputs; input++) {
                sum += (double) w[output * inputs + input] * x[xAt + input];
            }
            assertEquals(sum, y[yAt + output], 1e-5 * (inputs + 10), "output " + output);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 20, 10", "128, 64, 33", "50, 70, 300", "19, 200, 600", "6, 31, 24"})
    void everyInputGetsTheSumOverTheOutputs(int images, int inputs, int outputs) {
        var gRow = outputs + 3;
        var xRow = rounded(inputs) + 1;
        var g = numbers(1, images * gRow);
        var w = new Generator(2).randn(outputs * inputs).toArray();
        var found = numbers(3, images * xRow);
        var tiles = new LinearInputTiles(images, inputs, outputs, gRow, xRow);
        for (var piece = 0; piece < tiles.pieces(); piece++) {
            tiles.run(piece, g, OFFSET, w, found, OFFSET);
        }
        for (var image = 0; image < images; image++) {
            for (var input = 0; input < rounded(inputs); input++) {
                var sum = 0.0;
                for (var output = 0; output < outputs && input < inputs; output++) {
                    sum += (double) w[output * inputs + input] * g[OFFSET + image * gRow + output];
                }
                assertEquals(sum, found[OFFSET + image * xRow + input], 1e-5 * (outputs + 10));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 10, 20", "128, 33, 64", "500, 13, 70", "192, 24, 31"})
    void everyWeightGetsTheSumOverTheImages(int images, int outputs, int inputs) {
        var gRow = outputs + 3;
        var xRow = inputs + 2;
        var g = numbers(1, images * gRow);
        var x = numbers(2, images * xRow);
        var found = new Generator(3).randn(outputs * inputs).toArray();
        var tiles = new LinearWeightTiles(images, gRow, outputs, inputs);
        for (var piece = 0; piece < tiles.pieces(); piece++) {
            tiles.run(piece, g, OFFSET, x, OFFSET, xRow, found);
        }
        for (var output = 0; output < outputs; output++) {
            for (var input = 0; input < inputs; input++) {
                var sum = 0.0;
                for (var image = 0; image < images; image++) {
                    sum +=
                            (double) g[OFFSET + image * gRow + output]
                                    * x[OFFSET + image * xRow + input];
                }
                assertEquals(sum, found[output * inputs + input], 2e-5 * (images + 10));
            }
        }
    }
}
