package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.clamp;
import static dev.cuaderno.Cuaderno.constant;
import static dev.cuaderno.Cuaderno.extension;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.mirror;
import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.outputSize;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.same;
import static dev.cuaderno.Cuaderno.stack;
import static dev.cuaderno.Cuaderno.symmetric;
import static dev.cuaderno.Cuaderno.valid;
import static dev.cuaderno.Cuaderno.wrap;
import static dev.cuaderno.Cuaderno.zero;
import static dev.cuaderno.Cuaderno.zeros;

import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Windows over images: sizes, padding, correlation, convolution, pooling.
final class WindowCases {

    static final Map<String, Padding> BORDERS =
            Map.of(
                    "zero", zero(),
                    "constant_9", constant(9),
                    "clamp", clamp(),
                    "wrap", wrap(),
                    "mirror", mirror(),
                    "symmetric", symmetric(),
                    "extend", extension());

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry(
                            "conv_output_size",
                            in ->
                                    Map.of(
                                            "size",
                                            outputSize(
                                                    in.count("size"),
                                                    in.count("kernel"),
                                                    in.window()))),
                    Map.entry("correlate2d", WindowCases::correlate2d),
                    Map.entry(
                            "correlate2d_mode",
                            in ->
                                    Map.of(
                                            "output",
                                            in.tensor("image")
                                                    .correlate(in.tensor("kernel"), mode(in)))),
                    Map.entry(
                            "convolve2d",
                            in ->
                                    Map.of(
                                            "output",
                                            in.tensor("image")
                                                    .convolve(in.tensor("kernel"), mode(in)))),
                    Map.entry("correlate1d", in -> modes(in, false)),
                    Map.entry("convolve1d", in -> modes(in, true)),
                    Map.entry("conv2d", WindowCases::conv2d),
                    Map.entry(
                            "max_pool2d",
                            in ->
                                    Map.of(
                                            "y",
                                            in.tensor("x")
                                                    .maxPool2d(
                                                            in.integer("kernel", 0), in.window()),
                                            "argmax",
                                            in.tensor("x")
                                                    .maxPool2dIndices(
                                                            in.integer("kernel", 0), in.window()))),
                    Map.entry(
                            "min_pool2d",
                            in ->
                                    Map.of(
                                            "y",
                                            in.tensor("x")
                                                    .minPool2d(
                                                            in.integer("kernel", 0), in.window()))),
                    Map.entry(
                            "avg_pool2d",
                            in ->
                                    Map.of(
                                            "y",
                                            in.tensor("x")
                                                    .avgPool2d(
                                                            in.integer("kernel", 0), in.window()))),
                    Map.entry(
                            "adaptive_avg_pool2d",
                            in -> {
                                var size = in.integers("output_size");
                                return Map.of(
                                        "y", in.tensor("x").adaptiveAvgPool2d(size[0], size[1]));
                            }),
                    Map.entry(
                            "pad2d",
                            in -> {
                                var mode = BORDERS.get(in.word("mode"));
                                return Map.of("y", in.tensor("x").pad(in.integer("pad", 0), mode));
                            }),
                    Map.entry("pad1d", WindowCases::allBorders),
                    Map.entry("pad2d_modes", WindowCases::allBorders),
                    Map.entry("unfold", WindowCases::unfold),
                    Map.entry("window_coverage", WindowCases::coverage));

    private WindowCases() {}

    static Window mode(CaseInput in) {
        return switch (in.word("mode")) {
            case "same" -> same();
            case "full" -> full();
            default -> valid();
        };
    }

    private static Map<String, ?> correlate2d(CaseInput in) {
        var image = in.tensor("image");
        return Map.of(
                "output", image.correlate(in.tensor("kernel"), in.window()),
                "padded_image", image.pad(in.integer("padding", 0)));
    }

    private static Map<String, ?> modes(CaseInput in, boolean turned) {
        var f = in.tensor("f");
        var h = in.tensor("h");
        return Map.of(
                "valid", turned ? f.convolve(h) : f.correlate(h),
                "same", turned ? f.convolve(h, same()) : f.correlate(h, same()),
                "full", turned ? f.convolve(h, full()) : f.correlate(h, full()));
    }

    private static Map<String, ?> conv2d(CaseInput in) {
        var x = in.tensor("x");
        var w = in.tensor("w");
        var y = in.has("b") ? x.conv2d(w, in.tensor("b"), in.window()) : x.conv2d(w, in.window());
        return in.wants("per_channel")
                ? Map.of("y", y, "per_channel", perChannel(in, x, w))
                : Map.of("y", y);
    }

    /// What each channel of one image adds to each output.
    private static Tensor perChannel(CaseInput in, Tensor x, Tensor w) {
        var outputs = new Tensor[w.size(0)];
        for (var o = 0; o < outputs.length; o++) {
            var parts = new Tensor[x.size(1)];
            for (var c = 0; c < parts.length; c++) {
                parts[c] = x.at(0, c).correlate(w.at(o, c), in.window());
            }
            outputs[o] = stack(0, parts);
        }
        return stack(0, outputs);
    }

    private static Map<String, ?> allBorders(CaseInput in) {
        var results = new LinkedHashMap<String, Tensor>();
        BORDERS.forEach(
                (name, border) ->
                        results.put(name, in.tensor("x").pad(in.integer("pad", 0), border)));
        return results;
    }

    private static Map<String, ?> unfold(CaseInput in) {
        var kernel = in.integer("kernel", 0);
        var stride = in.integer("stride", 1);
        var x = in.tensor("x");
        return Map.of(
                "a", x.at(range(0, kernel), range(0, kernel)),
                "b", x.at(range(0, kernel), range(stride, stride + kernel)),
                "c", x.at(range(stride, stride + kernel), range(0, kernel)),
                "d", x.at(range(stride, stride + kernel), range(stride, stride + kernel)),
                "layout", List.of(List.of("a", "b"), List.of("c", "d")));
    }

    /// How often each cell lies in a window: the windows' count correlated back, one for one.
    private static Map<String, ?> coverage(CaseInput in) {
        var size = in.count("size");
        var kernel = in.count("kernel");
        var outputs = outputSize(size, kernel, in.window());
        var stride = in.integer("stride", 1);
        var counts = zeros(size, size);
        for (var i = 0; i < outputs; i++) {
            for (var j = 0; j < outputs; j++) {
                var top = i * stride - in.integer("padding", 0);
                var left = j * stride - in.integer("padding", 0);
                counts = counts.plus(block(size, kernel, top, left));
            }
        }
        return Map.of("counts", counts, "output_size", outputs);
    }

    /// Ones where a window lies, zeros elsewhere.
    private static Tensor block(int size, int kernel, int top, int left) {
        var room = kernel + size;
        var wide = ones(kernel, kernel).pad(room, room, room, room, zero());
        return wide.at(
                range(room - top, room - top + size), range(room - left, room - left + size));
    }
}
