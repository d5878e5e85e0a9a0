package dev.cuaderno.onnx;

import static dev.cuaderno.Cuaderno.einsum;
import static dev.cuaderno.Cuaderno.training;

import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.LocalResponseNorm;
import dev.cuaderno.op.Rows;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// ONNX' operators told with the toolkit's. A case that asks for what the toolkit has no operation
/// for (three-dimensional images, windows that are not square in pooling) has no answer.
final class OnnxOperators {

    private OnnxOperators() {}

    /// The results, or `null` if there is no such operation.
    static List<Tensor> run(OnnxCase c) {
        var y = one(c);
        return y == null ? null : List.of(y);
    }

    private static Tensor one(OnnxCase c) {
        var x = c.in(0);
        return switch (c.op()) {
            case "Abs" -> x.abs();
            case "Neg" -> x.negate();
            case "Exp" -> x.exp();
            case "Log" -> x.log();
            case "Sqrt" -> x.sqrt();
            case "Reciprocal" -> x.reciprocal();
            case "Sin" -> x.sin();
            case "Cos" -> x.cos();
            case "Tanh" -> x.tanh();
            case "Erf" -> x.erf();
            case "Sign" -> x.sign();
            case "Floor" -> x.floor();
            case "Ceil" -> x.ceil();
            case "Round" -> x.round();
            case "Relu" -> x.relu();
            case "Sigmoid" -> x.sigmoid();
            case "Softplus" -> x.softplus();
            case "LeakyRelu" -> x.leakyRelu(c.number("alpha", 0.01));
            case "Elu" -> x.elu(c.number("alpha", 1));
            case "HardSwish" -> x.times(Activation.hardSigmoid().apply(x));
            case "Softmax" -> x.softmax(c.integer("axis", -1));
            case "LogSoftmax" -> x.logSoftmax(c.integer("axis", -1));
            case "Identity", "Dropout" -> c.inputs().size() == 1 ? x : null;
            default -> c.inputs().size() == 2 ? two(c) : other(c);
        };
    }

    private static Tensor two(OnnxCase c) {
        var a = c.in(0);
        var b = c.in(1);
        return switch (c.op()) {
            case "Add" -> a.plus(b);
            case "Sub" -> a.minus(b);
            case "Mul" -> a.times(b);
            case "Div" -> a.div(b);
            case "Pow" -> a.pow(b);
            case "Max" -> a.maximum(b);
            case "Min" -> a.minimum(b);
            case "Greater" -> a.gt(b);
            case "GreaterOrEqual" -> a.ge(b);
            case "Less" -> a.lt(b);
            case "LessOrEqual" -> a.le(b);
            case "Equal" -> a.eq(b);
            case "MatMul" -> a.matmul(b);
            case "Reshape" -> c.integer("allowzero", 0) == 1 ? null : reshaped(c);
            case "Expand" -> expanded(a, c.integers(b));
            case "CumSum" ->
                    c.integer("exclusive", 0) + c.integer("reverse", 0) > 0
                            ? null
                            : a.cumsum((int) b.item());
            case "Gather" ->
                    c.integer("axis", 0) == 0 && b.ge(0).all() ? new Rows().apply(a, b) : null;
            case "ReduceSum" -> b == null ? reduced(c) : reduced(c, c.integers(b));
            default -> other(c);
        };
    }

    private static Tensor reshaped(OnnxCase c) {
        var sizes = c.integers(c.in(1));
        for (var i = 0; i < sizes.length; i++) {
            sizes[i] = sizes[i] == 0 ? c.in(0).size(i) : sizes[i];
        }
        return c.in(0).reshape(sizes);
    }

    /// ONNX lets a size of 1 stand for whatever the tensor has there.
    private static Tensor expanded(Tensor x, int... sizes) {
        var rank = Math.max(x.rank(), sizes.length);
        var target = new int[rank];
        for (var back = 1; back <= rank; back++) {
            var asked = back <= sizes.length ? sizes[sizes.length - back] : 1;
            var own = back <= x.rank() ? x.size(-back) : 1;
            target[rank - back] = Math.max(asked, own);
        }
        return x.expand(target);
    }

    private static Tensor other(OnnxCase c) {
        var x = c.in(0);
        return switch (c.op()) {
            case "Sum", "Mean", "Max", "Min" -> folded(c);
            case "Clip" -> clipped(c);
            case "Where" -> c.in(1).where(x, c.in(2));
            case "Transpose" ->
                    x.permute(c.integers("perm", 0, 0).length == 0 ? reversed(x) : perm(c));
            case "Flatten" -> flattened(c);
            case "Concat" ->
                    Tensors.concat(c.integer("axis", 0), c.inputs().toArray(Tensor[]::new));
            case "Trilu" -> triangle(c);
            case "Einsum" ->
                    // The toolkit writes every letter; dots for the rest are not its way.
                    c.word("equation", "").contains(".")
                            ? null
                            : einsum(c.word("equation", ""), c.inputs().toArray(Tensor[]::new));
            case "ArgMax" -> position(c, x.argmax(axis(c, x)));
            case "ArgMin" -> position(c, x.argmin(axis(c, x)));
            case "ReduceMax",
                    "ReduceMin",
                    "ReduceMean",
                    "ReduceProd",
                    "ReduceL1",
                    "ReduceL2",
                    "ReduceSumSquare",
                    "ReduceLogSum",
                    "ReduceLogSumExp",
                    "ReduceSum" ->
                    reduced(c, c.integers("axes", 0, 0));
            case "Gemm" -> gemm(c);
            case "TopK" -> null;
            case "Conv" -> convolution(c);
            case "ConvTranspose" -> transposed(c);
            case "MaxPool", "AveragePool" -> c.outputs().size() == 1 ? pooled(c) : null;
            case "GlobalAveragePool" -> x.adaptiveAvgPool2d(1);
            case "GlobalMaxPool" -> x.adaptiveMaxPool2d(1, 1);
            case "BatchNormalization" -> normalised(c);
            case "LRN" ->
                    LocalResponseNorm.of(c.integer("size", 0))
                            .alpha(c.number("alpha", 1e-4))
                            .beta(c.number("beta", 0.75))
                            .k(c.number("bias", 1))
                            .apply(x);
            case "Pad" -> padded(c);
            default -> null;
        };
    }

    private static Tensor folded(OnnxCase c) {
        var all = c.inputs().stream();
        return switch (c.op()) {
            case "Max" -> all.reduce(Tensor::maximum).orElseThrow();
            case "Min" -> all.reduce(Tensor::minimum).orElseThrow();
            case "Mean" -> all.reduce(Tensor::plus).orElseThrow().div(c.inputs().size());
            default -> all.reduce(Tensor::plus).orElseThrow();
        };
    }

    private static Tensor clipped(OnnxCase c) {
        var low = c.in(1) == null ? Double.NEGATIVE_INFINITY : c.in(1).itemDouble();
        var high = c.in(2) == null ? Double.POSITIVE_INFINITY : c.in(2).itemDouble();
        return c.in(0).clamp(low, high);
    }

    private static int[] perm(OnnxCase c) {
        return c.integers("perm", 0, 0);
    }

    private static int[] reversed(Tensor x) {
        return IntStream.range(0, x.rank()).map(axis -> x.rank() - 1 - axis).toArray();
    }

    private static Tensor flattened(OnnxCase c) {
        var x = c.in(0);
        var axis = c.integer("axis", 1);
        var first = x.shape().slice(0, axis < 0 ? axis + x.rank() : axis).elements();
        return x.reshape(first, x.elements() / first);
    }

    private static Tensor triangle(OnnxCase c) {
        var diagonal = c.in(1) == null ? 0 : (int) c.in(1).item();
        return c.integer("upper", 1) == 1 ? c.in(0).triu(diagonal) : c.in(0).tril(diagonal);
    }

    private static int axis(OnnxCase c, Tensor x) {
        return x.shape().axis(c.integer("axis", 0));
    }

    private static Tensor position(OnnxCase c, Tensor positions) {
        if (c.integer("select_last_index", 0) == 1) {
            return null;
        }
        return c.integer("keepdims", 1) == 1 ? positions.unsqueeze(axis(c, c.in(0))) : positions;
    }

    private static Tensor reduced(OnnxCase c, int... axes) {
        if (axes.length == 0 && c.integer("noop_with_empty_axes", 0) == 1) {
            return c.in(0);
        }
        var keep = c.integer("keepdims", 1) == 1;
        var x = c.in(0);
        return switch (c.op()) {
            case "ReduceMax" -> keep ? x.keepDims().max(axes) : x.max(axes);
            case "ReduceMin" -> keep ? x.keepDims().min(axes) : x.min(axes);
            case "ReduceMean" -> keep ? x.keepDims().mean(axes) : x.mean(axes);
            case "ReduceProd" -> keep ? x.keepDims().prod(axes) : x.prod(axes);
            case "ReduceL1" -> sum(x.abs(), keep, axes);
            case "ReduceL2" -> sum(x.square(), keep, axes).sqrt();
            case "ReduceSumSquare" -> sum(x.square(), keep, axes);
            case "ReduceLogSum" -> sum(x, keep, axes).log();
            case "ReduceLogSumExp" -> sum(x.float64().exp(), keep, axes).log();
            default -> sum(x, keep, axes);
        };
    }

    private static Tensor sum(Tensor x, boolean keep, int... axes) {
        return keep ? x.keepDims().sum(axes) : x.sum(axes);
    }

    private static Tensor gemm(OnnxCase c) {
        var a = c.integer("transA", 0) == 1 ? c.in(0).transpose() : c.in(0);
        var b = c.integer("transB", 0) == 1 ? c.in(1).transpose() : c.in(1);
        var y = a.matmul(b).times(c.number("alpha", 1));
        return c.in(2) == null ? y : y.plus(c.in(2).times(c.number("beta", 1)));
    }

    /// The window of a case over images, or `null` if it is none of the toolkit's.
    private static Window window(OnnxCase c, Size2d kernel) {
        var x = c.in(0);
        var strides = c.integers("strides", 2, 1);
        var dilations = c.integers("dilations", 2, 1);
        var pads = c.integers("pads", 4, 0);
        var window =
                Window.DEFAULT
                        .stride(strides[0], strides[1])
                        .dilation(dilations[0], dilations[1])
                        .groups(c.integer("group", 1))
                        .padding(pads[0], pads[2], pads[1], pads[3]);
        var auto = c.word("auto_pad", "NOTSET");
        if (auto.startsWith("SAME")) {
            var tall = missing(x.size(2), kernel.rows(), strides[0]);
            var wide = missing(x.size(3), kernel.columns(), strides[1]);
            var more = auto.equals("SAME_LOWER") ? 1 : 0;
            window =
                    window.padding(
                            (tall + more) / 2,
                            tall - (tall + more) / 2,
                            (wide + more) / 2,
                            wide - (wide + more) / 2);
        }
        return c.integer("ceil_mode", 0) == 1 ? window.ceil() : window;
    }

    /// How many cells are missing for ⌈size/step⌉ windows.
    private static int missing(int size, int kernel, int step) {
        return Math.max(0, (Math.ceilDiv(size, step) - 1) * step + kernel - size);
    }

    private static Tensor convolution(OnnxCase c) {
        if (c.in(0).rank() != 4) {
            return null;
        }
        var w = c.in(1);
        var window = window(c, new Size2d(w.size(2), w.size(3)));
        return c.in(2) == null ? c.in(0).conv2d(w, window) : c.in(0).conv2d(w, c.in(2), window);
    }

    private static Tensor transposed(OnnxCase c) {
        var extra = c.integers("output_padding", 2, 0);
        if (c.in(0).rank() != 4
                || c.has("auto_pad")
                || c.has("output_shape")
                || extra[0] != extra[1]) {
            return null;
        }
        var w = c.in(1);
        var window = window(c, new Size2d(w.size(2), w.size(3)));
        return c.in(0).transposedConv2d(w, window, extra[0]);
    }

    private static Tensor pooled(OnnxCase c) {
        var kernel = c.integers("kernel_shape", 0, 0);
        if (kernel.length != 2 || kernel[0] != kernel[1]) {
            return null;
        }
        var window = window(c, new Size2d(kernel[0], kernel[1]));
        if (c.op().equals("MaxPool")) {
            return c.in(0).maxPool2d(kernel[0], window);
        }
        var counted = c.integer("count_include_pad", 0) == 1;
        return c.in(0).avgPool2d(kernel[0], counted ? window : window.ignorePadding());
    }

    private static Tensor normalised(OnnxCase c) {
        if (c.integer("training_mode", 0) == 1) {
            // ONNX keeps the biased variance of a batch, the toolkit the unbiased one; what comes
            // out is the same.
            return training(() -> layer(c).apply(c.in(0)));
        }
        return layer(c).apply(c.in(0));
    }

    private static BatchNorm2d layer(OnnxCase c) {
        var layer = BatchNorm2d.of(c.in(1).size(0)).eps(c.number("epsilon", 1e-5));
        layer.load(
                Map.of(
                        "weight", c.in(1),
                        "bias", c.in(2),
                        "running_mean", c.in(3),
                        "running_var", c.in(4)));
        return layer;
    }

    private static Tensor padded(OnnxCase c) {
        var pads = c.integers(c.in(1));
        var x = c.in(0);
        var outer = Arrays.stream(pads, 0, x.rank() - 2).sum();
        if (x.rank() != 4 || outer + pads[4] + pads[5] != 0) {
            return null;
        }
        Padding mode =
                switch (c.word("mode", "constant")) {
                    case "reflect" -> new Padding.Mirror();
                    case "edge" -> new Padding.Clamp();
                    default -> new Padding.Constant(c.in(2) == null ? 0 : c.in(2).itemDouble());
                };
        return x.pad(pads[2], pads[6], pads[3], pads[7], mode);
    }
}
