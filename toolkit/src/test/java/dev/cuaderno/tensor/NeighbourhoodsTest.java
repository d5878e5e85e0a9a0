package dev.cuaderno.tensor;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.ceil;
import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.stride;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.wrap;
import static dev.cuaderno.Cuaderno.zero;
import static dev.cuaderno.tensor.Loops.between;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NeighbourhoodsTest {

    private static void equal(Tensor expected, Tensor got) {
        assertTrue(got.sameAs(expected), () -> "expected " + expected + ", got " + got);
    }

    private static void close(Tensor expected, Tensor got) {
        assertTrue(got.closeTo(expected, 1e-4), () -> "expected " + expected + ", got " + got);
    }

    /// The layer convolution one index at a time, over an image padded beforehand.
    private static Tensor naive(Tensor x, Tensor w, Tensor b, Window window) {
        var wide = x.float64();
        var sides = (Margin.Fixed) window.margin();
        wide = wide.pad(sides.top(), sides.bottom(), sides.left(), sides.right(), window.border());
        var padded = wide;
        var step = window.strideOr(Size2d.square(1));
        var gap = window.dilation();
        var groups = window.groups();
        var rows = (padded.size(2) - gap.rows() * (w.size(2) - 1) - 1) / step.rows() + 1;
        var columns = (padded.size(3) - gap.columns() * (w.size(3) - 1) - 1) / step.columns() + 1;
        var shape = Shape.of(x.size(0), w.size(0), rows, columns);
        var y = DType.FLOAT64.allocate(shape.elements());
        var next = new int[1];
        Loops.indices(
                shape,
                at -> {
                    var group = at[1] / (w.size(0) / groups);
                    var sum = b.getDouble(at[1]);
                    for (var c = 0; c < w.size(1); c++) {
                        for (var p = 0; p < w.size(2); p++) {
                            for (var q = 0; q < w.size(3); q++) {
                                sum +=
                                        w.getDouble(at[1], c, p, q)
                                                * padded.getDouble(
                                                        at[0],
                                                        group * w.size(1) + c,
                                                        at[2] * step.rows() + p * gap.rows(),
                                                        at[3] * step.columns() + q * gap.columns());
                            }
                        }
                    }
                    y.set(next[0]++, sum);
                });
        return Tensor.of(y, shape);
    }

    @Test
    void layerConvolutionOnRandomShapes() {
        Loops.repeat(
                150,
                random -> {
                    var groups = between(random, 1, 3);
                    var kernelRows = between(random, 1, 4);
                    var kernelColumns = between(random, 1, 4);
                    var borders = new Padding[] {zero(), clamp(), wrap(), mirror()};
                    var window =
                            stride(between(random, 1, 3), between(random, 1, 3))
                                    .margin(
                                            new Margin.Fixed(
                                                    between(random, 0, 3),
                                                    between(random, 0, 3),
                                                    between(random, 0, 3),
                                                    between(random, 0, 3)),
                                            borders[between(random, 0, 3)])
                                    .dilation(between(random, 1, 2), between(random, 1, 2))
                                    .groups(groups);
                    var channels = between(random, 1, 3);
                    var x =
                            Loops.random(
                                    random,
                                    between(random, 1, 2),
                                    channels * groups,
                                    between(random, 7, 10),
                                    between(random, 7, 10));
                    var filters = groups * between(random, 1, 2);
                    var w = Loops.random(random, filters, channels, kernelRows, kernelColumns);
                    var b = Loops.random(random, filters);
                    var expected = naive(x, w, b, window);
                    close(expected, x.conv2d(w, b, window));
                    var precise = x.float64().conv2d(w, b, window);
                    assertTrue(precise.closeTo(expected, 1e-13), "double precision");
                });
    }

    @Test
    void aViewIsCorrelatedAsItsCopy() {
        var x = arange(60).reshape(3, 4, 5).permute(1, 2, 0).flip(0).unsqueeze(0);
        var w = arange(16).reshape(2, 2, 2, 2).transpose();
        var window = Window.DEFAULT.groups(1);
        var narrow = x.at(all(), range(1, 3));
        equal(narrow.float64().conv2d(w.float64(), window).float32(), narrow.conv2d(w, window));
    }

    @Test
    void anUnbatchedImageStaysUnbatched() {
        assertEquals(Shape.of(7, 4, 4), ones(3, 4, 4).conv2d(ones(7, 3, 3, 3), same()).shape());
    }

    @Test
    void eachPlaneOfAPhotoIsCorrelatedByItself() {
        var photo = arange(2 * 3 * 5 * 5).reshape(2, 3, 5, 5);
        var filter = tensor("1 0 \n 2 1");
        var y = photo.correlate(filter, stride(2).padding(1, mirror()));
        assertEquals(Shape.of(2, 3, 3, 3), y.shape());
        equal(photo.at(1, 2).correlate(filter, stride(2).padding(1, mirror())), y.at(1, 2));
    }

    @Test
    void signalsSlideAlongTheirLastAxis() {
        var rows = tensor("1 2 3 4 \n 0 1 0 0");
        equal(tensor("3 5 7 \n 1 1 0"), rows.correlate(tensor("1 1")));
        equal(tensor("1 5 4 \n 0 1 0"), rows.correlate(tensor("1 1"), stride(2).padding(1)));
    }

    @Test
    void evenFiltersKeepTheSize() {
        equal(tensor("3 5 7 4"), tensor("1 2 3 4").correlate(tensor("1 1"), same()));
        // Turned, the centre lies at the other element, as numpy.convolve has it.
        equal(tensor("1 3 5 7"), tensor("1 2 3 4").convolve(tensor("1 1"), same()));
        assertEquals(Shape.of(4, 6), ones(4, 6).correlate(ones(4, 2), same(clamp())).shape());
        assertEquals(Shape.of(7, 7), ones(4, 6).correlate(ones(4, 2), full()).shape());
    }

    @Test
    void maxPoolingOnRandomShapes() {
        Loops.repeat(
                80,
                random -> {
                    var kernel = between(random, 1, 4);
                    var step = between(random, 1, 4);
                    var pad = between(random, 0, kernel / 2);
                    var x = Loops.random(random, 2, between(random, 4, 8), between(random, 4, 8));
                    var window = stride(step).padding(pad);
                    var y = x.maxPool2d(kernel, window);
                    var where = x.maxPool2dIndices(kernel, window);
                    Loops.indices(
                            y.shape(),
                            i -> {
                                var best = Double.NEGATIVE_INFINITY;
                                for (var r = 0; r < kernel; r++) {
                                    for (var c = 0; c < kernel; c++) {
                                        var row = i[1] * step + r - pad;
                                        var column = i[2] * step + c - pad;
                                        if (row >= 0
                                                && row < x.size(1)
                                                && column >= 0
                                                && column < x.size(2)) {
                                            best = Math.max(best, x.get(i[0], row, column));
                                        }
                                    }
                                }
                                assertEquals((float) best, y.get(i));
                                var flat = (int) where.get(i);
                                var cell = x.get(i[0], flat / x.size(2), flat % x.size(2));
                                assertEquals((float) best, cell);
                            });
                });
    }

    @Test
    void ceilModeKeepsAWindowOnlyIfItStartsInsideTheImage() {
        assertEquals(Shape.of(3, 3), ones(5, 5).maxPool2d(2, ceil()).shape());
        // The third window would start in the padding at the end.
        assertEquals(Shape.of(2, 2), ones(2, 2).maxPool2d(2, padding(1).ceil()).shape());
        assertEquals(Shape.of(55, 55), ones(110, 110).maxPool2d(3, stride(2).ceil()).shape());
    }

    @Test
    void meansCountPaddingUnlessToldOtherwise() {
        var x = ones(2, 2);
        equal(tensor("0.25 0.25 \n 0.25 0.25"), x.avgPool2d(2, padding(1)));
        equal(tensor("1 1 \n 1 1"), x.avgPool2d(2, padding(1).ignorePadding()));
        // Cells past the padding do not count in either case.
        equal(tensor("1 1 \n 1 1"), ones(3, 3).avgPool2d(2, ceil()));
        equal(tensor("1 1 \n 1 1"), x.avgPool2d(2, padding(1, clamp())));
    }

    @Test
    void adaptivePoolingToOneIsTheWholePlane() {
        var x = arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5);
        close(x.keepDims().mean(2, 3), x.adaptiveAvgPool2d(1));
        close(x.keepDims().max(2, 3), x.adaptiveMaxPool2d(1, 1));
        equal(x, x.adaptiveAvgPool2d(4, 5));
    }

    @Test
    void productsOfMatricesOnRandomShapes() {
        Loops.repeat(
                40,
                random -> {
                    var m = between(random, 1, 5);
                    var k = between(random, 1, 5);
                    var n = between(random, 1, 5);
                    var a = Loops.random(random, between(random, 1, 2), k, m).transpose();
                    var b = Loops.random(random, 2, k, n);
                    var c = a.matmul(b);
                    Loops.indices(
                            c.shape(),
                            i -> {
                                var sum = 0.0;
                                for (var p = 0; p < k; p++) {
                                    sum +=
                                            a.getDouble(a.size(0) == 1 ? 0 : i[0], i[1], p)
                                                    * b.getDouble(i[0], p, i[2]);
                                }
                                assertEquals(sum, c.get(i), 1e-5);
                                var precise = a.float64().matmul(b).getDouble(i);
                                assertEquals(sum, precise, 1e-13);
                            });
                });
    }

    @Test
    void vectorsAreRowsAndColumns() {
        var a = tensor("1 2 \n 3 4");
        equal(tensor("5 11"), a.matmul(tensor(1, 2)));
        equal(tensor("7 10"), tensor(1, 2).matmul(a));
        assertEquals(5, tensor(1, 2).matmul(tensor(1, 2)).item());
    }
}
