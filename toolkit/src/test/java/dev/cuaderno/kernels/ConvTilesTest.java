package dev.cuaderno.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cuaderno.tensor.Generator;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import java.util.Arrays;
import java.util.Random;

/// The written loops against the sums they stand for, over random sizes.
class ConvTilesTest {

    private static final int V = Lanes.COUNT;

    private final Random random = new Random();
    private int channels;
    private int filters;
    private int kernelRows;
    private int kernelColumns;
    private int stride;
    private int dilation;
    private int rows;
    private int columns;
    private ConvLayout layout;

    @RepeatedTest(60)
    void forwardIsTheSumOverTheKernel(RepetitionInfo repetition) {
        draw(repetition.getCurrentRepetition());
        var x = numbers(paddedRows() * paddedColumns() * channels);
        var w = weights();
        var y = new float[rows * columns * layout.filters()];
        Arrays.fill(y, Float.NaN);
        var top = random.nextInt(paddedRows());
        var height = 1 + random.nextInt(paddedRows() - top);
        clearAround(x, top, height);
        new ConvTiles(tiles().sizes(), top, height).run(x, 0, w, 0, y, 0);
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                for (var filter = 0; filter < filters; filter++) {
                    var sum = 0.0;
                    for (var i = 0; i < kernelRows; i++) {
                        for (var j = 0; j < kernelColumns; j++) {
                            for (var c = 0; c < channels; c++) {
                                sum +=
                                        x[cell(row, column, i, j) + c]
                                                * w[layout.at(filter, c, i, j)];
                            }
                        }
                    }
                    assertEquals(
                            sum, y[(row * columns + column) * layout.filters() + filter], 2e-4);
                }
            }
        }
    }

    @RepeatedTest(60)
    void weightGradientIsTheSumOverThePixels(RepetitionInfo repetition) {
        draw(repetition.getCurrentRepetition());
        var x = numbers(paddedRows() * paddedColumns() * channels);
        var wide = columns + 2;
        var g = new float[rows * wide * layout.filters()];
        for (var row = 0; row < rows; row++) {
            for (var column = 1; column <= columns; column++) {
                for (var filter = 0; filter < filters; filter++) {
                    g[(row * wide + column) * layout.filters() + filter] =
                            random.nextFloat() - 0.5f;
                }
            }
        }
        var framed = layout.sliding() && random.nextBoolean();
        if (framed) {
            clearSides(x);
        }
        var top = random.nextInt(paddedRows());
        var height = 1 + random.nextInt(paddedRows() - top);
        clearAround(x, top, height);
        var dw = new float[layout.size()];
        var sizes = tiles().sizes();
        new ConvWeightTiles(sizes, top, height, wide * layout.filters(), framed)
                .run(
                        new Span[] {new Span(x, 0)},
                        new Span[] {new Span(g, layout.filters())},
                        1,
                        new Span(dw, 0));
        for (var filter = 0; filter < filters; filter++) {
            for (var i = 0; i < kernelRows; i++) {
                for (var j = 0; j < kernelColumns; j++) {
                    for (var c = 0; c < channels; c++) {
                        var sum = 0.0;
                        for (var row = 0; row < rows; row++) {
                            for (var column = 0; column < columns; column++) {
                                sum +=
                                        x[cell(row, column, i, j) + c]
                                                * g[
                                                        (row * wide + column + 1) * layout.filters()
                                                                + filter];
                            }
                        }
                        assertEquals(sum, dw[layout.at(filter, c, i, j)], 2e-4);
                    }
                }
            }
        }
    }

    @RepeatedTest(40)
    void spreadGradientsAreTheSumOverTheResultsACellWentInto(RepetitionInfo repetition) {
        draw(repetition.getCurrentRepetition());
        stride = 1;
        var turned =
                new ConvLayout(
                        kernelColumns, kernelRows, layout.filters(), rounded(channels), false);
        var cells = rounded(channels);
        var top = random.nextInt(paddedRows());
        var height = 1 + random.nextInt(paddedRows() - top);
        var g = numbers(rows * columns * layout.filters());
        var w = new float[turned.size()];
        for (var i = 0; i < w.length; i++) {
            w[i] = random.nextFloat() - 0.5f;
        }
        var x = new float[height * paddedColumns() * cells];
        new ConvSpreadTiles(
                        new ConvSpreadTiles.Sizes(
                                turned,
                                columns * layout.filters(),
                                rows,
                                columns,
                                dilation,
                                dilation,
                                paddedColumns() * cells,
                                height,
                                top))
                .run(g, 0, w, 0, x, 0);
        var expected = new double[x.length];
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                for (var i = 0; i < kernelRows; i++) {
                    for (var j = 0; j < kernelColumns; j++) {
                        var to = row + i * dilation - top;
                        if (to < 0 || to >= height) {
                            continue;
                        }
                        var at = (to * paddedColumns() + column + j * dilation) * cells;
                        for (var c = 0; c < channels; c++) {
                            for (var f = 0; f < layout.filters(); f++) {
                                expected[at + c] +=
                                        g[(row * columns + column) * layout.filters() + f]
                                                * w[turned.at(c, f, j, i)];
                            }
                        }
                    }
                }
            }
        }
        for (var at = 0; at < x.length; at += cells) {
            for (var c = 0; c < channels; c++) {
                assertEquals(expected[at + c], x[at + c], 1e-3);
            }
        }
    }

    private static int rounded(int count) {
        return ConvLayout.rounded(count);
    }

    private void draw(int seed) {
        random.setSeed(seed);
        channels = 1 + random.nextInt(40);
        filters = 1 + random.nextInt(70);
        kernelRows = 1 + random.nextInt(5);
        kernelColumns = random.nextInt(3) == 0 ? 3 : 1 + random.nextInt(5);
        stride = 1 + random.nextInt(2);
        dilation = 1 + random.nextInt(2);
        rows = 1 + random.nextInt(9);
        columns = 1 + random.nextInt(20);
        layout =
                new ConvLayout(
                        kernelRows,
                        kernelColumns,
                        channels,
                        ConvLayout.rounded(filters),
                        ConvTiles.slides(kernelColumns, channels, stride, dilation));
        assertEquals(0, layout.filters() % V);
    }

    private ConvTiles tiles() {
        return new ConvTiles(
                new ConvTiles.Sizes(
                        layout,
                        paddedColumns() * channels,
                        stride,
                        stride,
                        dilation,
                        dilation,
                        rows,
                        columns,
                        columns * layout.filters(),
                        layout.filters()));
    }

    private int paddedRows() {
        return (rows - 1) * stride + dilation * (kernelRows - 1) + 1;
    }

    private int paddedColumns() {
        return (columns - 1) * stride + dilation * (kernelColumns - 1) + 1;
    }

    private int cell(int row, int column, int i, int j) {
        return ((row * stride + i * dilation) * paddedColumns() + column * stride + j * dilation)
                * channels;
    }

    private void clearAround(float[] x, int top, int height) {
        var oneRow = paddedColumns() * channels;
        Arrays.fill(x, 0, top * oneRow, 0f);
        Arrays.fill(x, (top + height) * oneRow, paddedRows() * oneRow, 0f);
    }

    private void clearSides(float[] x) {
        for (var row = 0; row < paddedRows(); row++) {
            for (var c = 0; c < channels; c++) {
                x[row * paddedColumns() * channels + c] = 0;
                x[((row + 1) * paddedColumns() - 1) * channels + c] = 0;
            }
        }
    }

    private float[] numbers(int count) {
        return new Generator(random.nextInt()).randn(count).toArray();
    }

    private float[] weights() {
        var w = new float[layout.size()];
        for (var filter = 0; filter < filters; filter++) {
            for (var c = 0; c < channels; c++) {
                for (var i = 0; i < kernelRows; i++) {
                    for (var j = 0; j < kernelColumns; j++) {
                        w[layout.at(filter, c, i, j)] = random.nextFloat() - 0.5f;
                    }
                }
            }
        }
        return w;
    }
}
