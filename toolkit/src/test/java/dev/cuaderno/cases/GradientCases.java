package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.grad;
import static dev.cuaderno.Cuaderno.hinge;
import static dev.cuaderno.Cuaderno.jacobian;

import dev.cuaderno.loss.Losses;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Gradients of single operations and chains of them.
final class GradientCases {

    static final Map<String, CaseOp> OPS =
            Map.ofEntries(
                    Map.entry("conv2d_backward", GradientCases::convolution),
                    Map.entry(
                            "max_pool2d_backward",
                            in -> byX(in, x -> x.maxPool2d(in.integer("kernel", 0), in.window()))),
                    Map.entry(
                            "avg_pool2d_backward",
                            in -> byX(in, x -> x.avgPool2d(in.integer("kernel", 0), in.window()))),
                    Map.entry(
                            "adaptive_avg_pool2d_backward",
                            in -> {
                                var size = in.integers("output_size");
                                return byX(in, x -> x.adaptiveAvgPool2d(size[0], size[1]));
                            }),
                    Map.entry("dropout", GradientCases::dropout),
                    Map.entry("dropout_backward", GradientCases::dropoutBackward),
                    Map.entry("dropout_expectation", GradientCases::dropoutExpectation),
                    Map.entry("gradient_chain", GradientCases::chain),
                    Map.entry("gradient_underflow", GradientCases::underflow),
                    Map.entry("residual_gradient", GradientCases::residual),
                    Map.entry(
                            "bce_with_logits",
                            in ->
                                    Map.of(
                                            "loss",
                                            Losses.bceWithLogitsEach(
                                                    in.tensor("x"), in.tensor("t")))),
                    Map.entry("hinge", GradientCases::hingeLoss),
                    Map.entry("vec_gradient_identity", GradientCases::vectorized),
                    Map.entry("im2col", GradientCases::columns),
                    Map.entry("conv_as_matrix", GradientCases::matrix));

    private GradientCases() {}

    private static Map<String, ?> byX(CaseInput in, UnaryOperator<Tensor> f) {
        var x = in.tensor("x").requiresGrad();
        f.apply(x).backward(in.tensor("grad_y"));
        return Map.of("grad_x", x.grad());
    }

    private static Map<String, ?> convolution(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var w = in.tensor("w").requiresGrad();
        var b = Tensors.full(0, in.dtype(), Shape.of(w.size(0))).requiresGrad();
        x.conv2d(w, b, in.window()).backward(in.tensor("grad_y"));
        return Map.of("grad_x", x.grad(), "grad_w", w.grad(), "grad_b", b.grad());
    }

    /// The elements kept, at 1/(1−p) of their size, so that the mean stays.
    private static Tensor dropped(Tensor x, Tensor mask, double p) {
        return x.times(mask).div(1 - p);
    }

    private static Map<String, ?> dropout(CaseInput in) {
        var p = in.number("p", 0);
        var x = in.tensor("x");
        if (!in.flag("training", false)) {
            return Map.of("y", x);
        }
        var mask = in.has("mask") ? in.tensor("mask") : in.tensor("uniforms").ge(p);
        return Map.of("mask", mask, "y", dropped(x, mask, p));
    }

    private static Map<String, ?> dropoutBackward(CaseInput in) {
        var mask = in.tensor("mask");
        var x = mask.requiresGrad();
        dropped(x, mask, in.number("p", 0)).backward(in.tensor("grad_y"));
        return Map.of("grad_x", x.grad());
    }

    /// Means over draws at equal distances, of which a share p lies below p.
    private static Map<String, ?> dropoutExpectation(CaseInput in) {
        var draws = arange(20).to(in.dtype()).plus(0.5).div(20);
        var kept = new ArrayList<Tensor>();
        var wrong = new ArrayList<Tensor>();
        for (var p : in.numbers("p")) {
            var mask = draws.ge(p);
            var x = in.tensor("x").expand(draws.shape());
            kept.add(dropped(x, mask, p).mean());
            wrong.add(x.times(mask).div(p).mean());
        }
        return Map.of("mean_scaled_1_over_keep", kept, "mean_scaled_1_over_p", wrong);
    }

    private static Map<String, ?> chain(CaseInput in) {
        var weights = in.tensor("weights");
        var one = slopes(weights.getDouble(0), in);
        var eight = slopes(weights.getDouble(-1), in);
        return Map.of(
                "max_sigmoid_derivative", one.getFirst(),
                "bound_by_depth", one,
                "factor_weight_8", eight);
    }

    /// The derivatives of chains of sigmoids by depth, each taken where it is steepest: at 0.
    private static List<Tensor> slopes(double weight, CaseInput in) {
        var slopes = new ArrayList<Tensor>();
        for (var depth : in.integers("depths")) {
            var x = Tensors.scalar(0, in.dtype()).requiresGrad();
            Tensor h = x;
            for (var layer = 0; layer < depth; layer++) {
                h = h.minus(h.detach()).times(weight).sigmoid();
            }
            slopes.add(grad(h, x));
        }
        return slopes;
    }

    private static Map<String, ?> underflow(CaseInput in) {
        var factor = in.tensor("factor").itemDouble();
        return Map.of(
                "first_zero_depth_float32", firstZero(factor, DType.FLOAT32),
                "first_zero_depth_float64", firstZero(factor, DType.FLOAT64));
    }

    /// How many layers a gradient passes, multiplied by the factor in each, until it is 0.
    private static int firstZero(double factor, DType dtype) {
        var h = Tensors.scalar(1, dtype).requiresGrad();
        var layers = new ArrayList<Tensor>(List.of(h));
        for (var i = 0; i < 600; i++) {
            layers.add(layers.getLast().times(factor));
        }
        var gradients = grad(layers.getLast(), layers).reversed();
        for (var depth = 0; depth < gradients.size(); depth++) {
            if (gradients.get(depth).itemDouble() == 0) {
                return depth;
            }
        }
        throw new AssertionError("no gradient is 0");
    }

    private static Map<String, ?> residual(CaseInput in) {
        var weight = in.tensor("weight").itemDouble();
        var scale = in.tensor("residual_scale").itemDouble();
        return Map.of(
                "plain", repeated(in, h -> h.times(weight).sigmoid()),
                "residual", repeated(in, h -> h.plus(h.times(weight).sigmoid().times(scale))));
    }

    private static List<Tensor> repeated(CaseInput in, UnaryOperator<Tensor> layer) {
        return Arrays.stream(in.integers("depths"))
                .mapToObj(
                        depth -> {
                            var x = in.tensor("x0").requiresGrad();
                            Tensor h = x;
                            for (var i = 0; i < depth; i++) {
                                h = layer.apply(h);
                            }
                            return grad(h, x);
                        })
                .toList();
    }

    private static Map<String, ?> hingeLoss(CaseInput in) {
        var a = in.tensor("a").requiresGrad();
        var y = in.tensor("y");
        var loss = Losses.hingeEach(a, y);
        return Map.of("loss", loss, "mean", hinge(a, y), "grad_a", grad(loss.sum(), a));
    }

    private static Map<String, ?> vectorized(CaseInput in) {
        var x = in.tensor("x").requiresGrad();
        var f = in.tensor("f").requiresGrad();
        var y = x.matmul(f);
        y.backward(in.tensor("grad_y"));
        // Column by column: the transposed matrices row by row.
        var kron =
                jacobian(
                        columns -> columns.transpose().matmul(f.detach()).transpose(),
                        x.detach().transpose());
        return Map.of(
                "y", y,
                "kron", kron,
                "grad_x", x.grad(),
                "grad_vec_x", x.grad().transpose().flatten(),
                "grad_f", f.grad());
    }

    /// What each weight is multiplied with, for each result: the derivatives by the weights.
    private static Map<String, ?> columns(CaseInput in) {
        var image = in.tensor("image");
        var kernel = in.tensor("kernel");
        var columns = jacobian(k -> image.correlate(k, in.window()), kernel);
        return Map.of("columns", columns, "product", columns.matmul(kernel.flatten()));
    }

    /// What each cell is multiplied with, for each result: the derivatives by the cells.
    private static Map<String, ?> matrix(CaseInput in) {
        var image = in.tensor("image");
        var kernel = in.tensor("kernel");
        var matrix = jacobian(x -> x.correlate(kernel, in.window()), image);
        var results = new LinkedHashMap<String, Object>();
        results.put("matrix", matrix);
        results.put("product", matrix.matmul(image.flatten()));
        results.put("nonzero_entries", matrix.ne(0).sum());
        results.put("distinct_weights", kernel.elements());
        results.put("dense_entries", matrix.elements());
        return results;
    }
}
