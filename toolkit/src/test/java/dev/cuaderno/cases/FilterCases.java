package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.ceil;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.zero;
import static dev.cuaderno.Cuaderno.zeros;

import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Filters of image processing at work.
final class FilterCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("filter2d", FilterCases::filter2d),
                    Map.entry("blur_borders", FilterCases::blurBorders),
                    Map.entry("corner_detection", FilterCases::corners),
                    Map.entry("line_detection", FilterCases::lines),
                    Map.entry("convolution_properties", FilterCases::properties),
                    Map.entry("shift_equivariance", FilterCases::shiftEquivariance),
                    Map.entry("impulse_panel", FilterCases::impulsePanel),
                    Map.entry("elementwise_sum", FilterCases::elementwiseSum),
                    Map.entry("template_match", FilterCases::templateMatch),
                    Map.entry("pipeline", FilterCases::pipeline));

    private FilterCases() {}

    private static Map<String, ?> filter2d(CaseInput in) {
        var kernel = in.tensor("kernel");
        var divisor = in.number("divisor", 1);
        var results = new LinkedHashMap<String, Object>();
        results.put("kernel_sum", kernel.sum());
        results.put("symmetric", kernel.sameAs(kernel.transpose()));
        results.put("matrix_rank", rank(kernel));
        in.tensors("images")
                .forEach(
                        (name, image) -> {
                            results.put(name, image.correlate(kernel, same()).div(divisor));
                            results.put(
                                    name + "_convolved",
                                    image.convolve(kernel, same()).div(divisor));
                        });
        return results;
    }

    /// How many rows are left when each has been cleared of those before it, the largest element of
    /// what remains being taken as the pivot. Kernels of rank 1 are separable.
    private static int rank(Tensor matrix) {
        var left = matrix.float64();
        for (var rank = 0; rank < matrix.size(0); rank++) {
            var at = position(left.abs().argmax(), left);
            var row = at.get(0);
            var column = at.get(1);
            if (Math.abs(left.getDouble(row, column)) < 1e-9) {
                return rank;
            }
            var pivot = left.at(range(row, row + 1));
            var share = left.at(all(), range(column, column + 1)).div(left.at(row, column));
            left = left.minus(share.matmul(pivot));
        }
        return matrix.size(0);
    }

    private static Map<String, ?> blurBorders(CaseInput in) {
        var x = in.tensor("x");
        var kernel = in.tensor("kernel").div(in.number("divisor", 1));
        var results = new LinkedHashMap<String, Object>();
        WindowCases.BORDERS.forEach(
                (name, border) -> results.put(name, x.correlate(kernel, same(border))));
        var coverage = x.map(_ -> 1).correlate(kernel, same());
        results.put("coverage", coverage);
        results.put("normalized_zero", x.correlate(kernel, same()).div(coverage));
        return results;
    }

    private static Map<String, ?> corners(CaseInput in) {
        var maps = new LinkedHashMap<String, Tensor>();
        var peaks = new LinkedHashMap<String, Object>();
        in.tensors("templates")
                .forEach(
                        (name, template) -> {
                            var window = padding(in.integer("padding", 0));
                            var map = in.tensor("image").correlate(template, window);
                            maps.put(name, map);
                            peaks.put(
                                    name,
                                    Map.of(
                                            "position",
                                            position(map.argmax(), map),
                                            "score",
                                            map.max()));
                        });
        return Map.of("maps", maps, "peaks", peaks);
    }

    /// Row and column of a position counted row by row.
    private static List<Integer> position(Tensor flat, Tensor map) {
        var index = (int) flat.item();
        return List.of(index / map.size(1), index % map.size(1));
    }

    private static Map<String, ?> lines(CaseInput in) {
        var sums = new LinkedHashMap<String, Tensor>();
        var maps = new LinkedHashMap<String, Map<String, Tensor>>();
        var centres = new LinkedHashMap<String, Map<String, Tensor>>();
        in.tensors("masks")
                .forEach(
                        (mask, kernel) -> {
                            sums.put(mask, kernel.sum());
                            Function<Tensor, Tensor> centre =
                                    map -> map.at(map.size(0) / 2, map.size(1) / 2);
                            in.tensors("lines")
                                    .forEach(
                                            (line, image) -> {
                                                var map = image.correlate(kernel);
                                                maps.computeIfAbsent(
                                                                mask, _ -> new LinkedHashMap<>())
                                                        .put(line, map);
                                                centres.computeIfAbsent(
                                                                mask, _ -> new LinkedHashMap<>())
                                                        .put(line, centre.apply(map));
                                            });
                        });
        return Map.of("kernel_sums", sums, "maps", maps, "centre_response", centres);
    }

    private static Map<String, ?> properties(CaseInput in) {
        var f = in.tensor("f");
        var g = in.tensor("g");
        var h = in.tensor("h");
        return Map.of(
                "f_conv_g", f.convolve(g, full()),
                "g_conv_f", g.convolve(f, full()),
                "f_corr_g", f.correlate(g, full()),
                "g_corr_f", g.correlate(f, full()),
                "fg_conv_h", f.convolve(g, full()).convolve(h, full()),
                "f_conv_gh", f.convolve(g.convolve(h, full()), full()));
    }

    private static Map<String, ?> shiftEquivariance(CaseInput in) {
        var image = in.tensor("image");
        var kernel = in.tensor("kernel");
        var shift = in.integers("shift");
        var shifted = shifted(image, shift[0], shift[1]);
        return Map.of(
                "conv", image.convolve(kernel, same()),
                "shifted_image", shifted,
                "conv_of_shifted", shifted.convolve(kernel, same()));
    }

    /// The image moved down and to the right, zeros where nothing is left.
    private static Tensor shifted(Tensor image, int down, int right) {
        var moved = image.pad(down, 0, right, 0, zero());
        return moved.at(range(0, image.size(0)), range(0, image.size(1)));
    }

    private static Map<String, ?> impulsePanel(CaseInput in) {
        var turned = in.tensor("kernel").rotate180();
        var padded = in.tensor("image").pad(in.integer("pad", 0));
        var below = padded.size(0) - turned.size(0);
        var right = padded.size(1) - turned.size(1);
        return Map.of(
                "rotated_kernel",
                turned,
                "panel",
                padded.plus(turned.pad(0, below, 0, right, zero())));
    }

    private static Map<String, ?> elementwiseSum(CaseInput in) {
        var turned = in.tensor("mask").rotate180();
        var products = in.tensor("crop").times(turned);
        return Map.of("rotated_mask", turned, "products", products, "sum", products.sum());
    }

    /// Correlation, correlation of what deviates from the mean divided by both sizes, and squared
    /// differences.
    private static Map<String, ?> templateMatch(CaseInput in) {
        var image = in.tensor("image");
        var template = in.tensor("template");
        var ones = template.map(_ -> 1);
        var n = template.elements();
        var raw = image.correlate(template);
        var windowSum = image.correlate(ones);
        var windowSquares = image.square().correlate(ones);
        var deviation = template.minus(template.mean());
        var windowSize = windowSquares.minus(windowSum.square().div(n));
        var size = windowSize.times(deviation.square().sum()).sqrt();
        var ncc = image.correlate(deviation).div(size).where(windowSize.gt(0), zeros());
        var ssd = windowSquares.minus(raw.times(2)).plus(template.square().sum());
        return Map.of(
                "raw",
                raw,
                "raw_argmax",
                position(raw.argmax(), raw),
                "ncc",
                ncc,
                "ncc_argmax",
                position(ncc.argmax(), ncc),
                "ssd",
                ssd,
                "ssd_argmin",
                position(ssd.argmin(), ssd));
    }

    private static Map<String, ?> pipeline(CaseInput in) {
        var image = in.tensor("image");
        var correlated = image.correlate(in.tensor("kernel"));
        var active = correlated.relu();
        var pooled = active.maxPool2d(2, ceil());
        var flat = pooled.flatten();
        return Map.of(
                "shapes",
                List.of(sizes(image), sizes(correlated), sizes(active), sizes(pooled), sizes(flat)),
                "output",
                flat);
    }

    private static List<Integer> sizes(Tensor tensor) {
        return Arrays.stream(tensor.shape().sizes()).boxed().toList();
    }
}
