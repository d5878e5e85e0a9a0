package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.range;

import dev.cuaderno.tensor.Tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Functions of single elements, and tensors rearranged.
final class ElementCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("activation", ElementCases::withSlope),
                    Map.entry("logit", ElementCases::logit),
                    Map.entry("flatten", in -> Map.of("y", in.tensor("x").flatten())),
                    Map.entry("image_to_tensor", ElementCases::imageToTensor),
                    Map.entry("augment", ElementCases::augment));

    private ElementCases() {}

    private static Map<String, ?> withSlope(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var y = activation(in, x);
        return Map.of("y", y, "dy", grad(y.sum(), x));
    }

    private static Tensor activation(CaseInput in, Tensor x) {
        return switch (in.word("name")) {
            case "sigmoid" -> x.sigmoid();
            case "tanh" -> x.tanh();
            case "relu" -> x.relu();
            case "leaky_relu" -> x.leakyRelu(in.number("slope", 0.01));
            case "elu", "elu_alpha_05" -> x.elu(in.number("alpha", 1));
            case "identity" -> x;
            default -> throw new AssertionError("no activation " + in.word("name"));
        };
    }

    private static Map<String, ?> logit(CaseInput in) {
        var p = in.tensor("p");
        var complement = p.negate().plus(1);
        return Map.of("logit", p.div(complement).log(), "complement", complement);
    }

    private static Map<String, ?> imageToTensor(CaseInput in) {
        var gray = in.tensor("gray");
        var color = in.tensor("color");
        var scale = in.number("scale", 255);
        return Map.of(
                "gray_shape", sizes(gray),
                "color_shape", sizes(color),
                "gray_scaled", gray.div(scale),
                "color_scaled", color.div(scale),
                "values_per_image", List.of(gray.elements(), color.elements()));
    }

    private static List<Integer> sizes(Tensor x) {
        return Arrays.stream(x.shape().sizes()).boxed().toList();
    }

    private static Map<String, ?> augment(CaseInput in) {
        var x = in.tensor("x");
        var shift = in.integers("shift");
        var crop =
                new CaseInput(
                        in.params().getAsJsonObject("crop"), in.params(), in.wanted(), in.dtype());
        return Map.ofEntries(
                Map.entry("flip_horizontal", x.flip(1)),
                Map.entry("flip_vertical", x.flip(0)),
                Map.entry("rotate_90_ccw", x.transpose().flip(0)),
                Map.entry("rotate_180", x.rotate180()),
                Map.entry("rotate_90_cw", x.transpose().flip(1)),
                Map.entry("shift_down1_left1", shifted(x, shift[0], shift[1])),
                Map.entry(
                        "crop_padded",
                        crop(
                                x.pad(crop.count("pad")),
                                crop.count("top"),
                                crop.count("left"),
                                crop.count("size"))),
                Map.entry("brightness_times_1_5", x.times(1.5)),
                Map.entry(
                        "contrast_times_2_around_mean", x.minus(x.mean()).times(2).plus(x.mean())),
                Map.entry("noisy", x.plus(in.tensor(in.params().get("noise")))));
    }

    private static Tensor crop(Tensor x, int top, int left, int size) {
        return x.at(range(top, top + size), range(left, left + size));
    }

    /// The image moved down and to the right (or, if negative, up and to the left), with zeros
    /// where nothing is left.
    private static Tensor shifted(Tensor x, int down, int right) {
        var room = Math.max(Math.abs(down), Math.abs(right));
        return x.pad(room)
                .at(
                        range(room - down, room - down + x.size(0)),
                        range(room - right, room - right + x.size(1)));
    }
}
