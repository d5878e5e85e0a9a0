package dev.cuaderno;

import static dev.cuaderno.Cuaderno.bce;
import static dev.cuaderno.Cuaderno.bceWithLogits;
import static dev.cuaderno.Cuaderno.einsum;
import static dev.cuaderno.Cuaderno.huber;
import static dev.cuaderno.Cuaderno.klDiv;
import static dev.cuaderno.Cuaderno.l1;
import static dev.cuaderno.Cuaderno.mse;
import static dev.cuaderno.Cuaderno.multiClassHinge;
import static dev.cuaderno.Cuaderno.nll;
import static dev.cuaderno.Cuaderno.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.loss.Losses;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.BatchNorm2d;
import dev.cuaderno.nn.Embedding;
import dev.cuaderno.nn.GroupNorm;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.LayerNorm;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.LocalResponseNorm;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Window;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Operations, layers and losses with their gradients against reference values of PyTorch 2.13,
/// which `torch/operations.py` computes in double precision from a fixed seed.
class TorchOperationsTest {

    /// One case in one precision.
    private record Case(JsonObject json, Map<String, Tensor> inputs, DType dtype) {

        static Case of(JsonObject json, DType dtype) {
            var inputs = new LinkedHashMap<String, Tensor>();
            json.getAsJsonObject("inputs")
                    .asMap()
                    .forEach(
                            (name, value) -> {
                                var x = tensor(value.getAsJsonObject()).to(dtype);
                                var moves = json.getAsJsonObject("grads").has(name);
                                inputs.put(name, moves ? x.requiresGrad() : x);
                            });
            return new Case(json, inputs, dtype);
        }

        String op() {
            return json.get("op").getAsString();
        }

        Tensor x() {
            return in("x");
        }

        Tensor in(String name) {
            return inputs.get(name);
        }

        int integer(String name) {
            return json.getAsJsonObject("params").get(name).getAsInt();
        }

        double number(String name) {
            return json.getAsJsonObject("params").get(name).getAsDouble();
        }

        String word(String name) {
            return json.getAsJsonObject("params").get(name).getAsString();
        }

        boolean flag(String name) {
            return json.getAsJsonObject("params").get(name).getAsBoolean();
        }

        Window window() {
            return Window.DEFAULT
                    .stride(integer("stride"))
                    .padding(integer("padding"))
                    .dilation(integer("dilation"))
                    .groups(integer("groups"));
        }

        /// A layer whose parameters are the inputs of these names.
        Tensor through(Layer layer, String... names) {
            layer.to(dtype);
            var state = new LinkedHashMap<>(layer.stateDict());
            for (var name : names) {
                state.put(name, in(name).detach());
            }
            layer.load(state);
            for (var name : names) {
                var own = layer.parameters().get(name);
                if (own != null) {
                    inputs.put(name, own.value());
                }
            }
            return layer.apply(x());
        }
    }

    private static Tensor tensor(JsonObject json) {
        var sizes = json.getAsJsonArray("shape").asList().stream().mapToInt(n -> n.getAsInt());
        var values =
                json.getAsJsonArray("values").asList().stream().mapToDouble(n -> n.getAsDouble());
        return Tensor.of(new Storage.Doubles(values.toArray()), Shape.of(sizes.toArray()));
    }

    @TestFactory
    Stream<DynamicTest> everyCase() throws IOException {
        try (var in = getClass().getResourceAsStream("/torch/operations.json");
                var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            var tests = new ArrayList<DynamicTest>();
            for (var element : JsonParser.parseReader(reader).getAsJsonArray()) {
                var json = element.getAsJsonObject();
                var name = json.get("op").getAsString() + " " + json.get("params");
                tests.add(dynamicTest(name, () -> compare(Case.of(json, DType.FLOAT64), 1e-7)));
                tests.add(
                        dynamicTest(
                                name + " f32", () -> compare(Case.of(json, DType.FLOAT32), 2e-4)));
            }
            return tests.stream();
        }
    }

    private static void compare(Case one, double tolerance) {
        var y = compute(one);
        assertClose(tensor(one.json.getAsJsonObject("y")), y, tolerance, "y");
        assertEquals(one.dtype, y.dtype());
        var grads = one.json.getAsJsonObject("grads");
        if (!grads.isEmpty()) {
            var names = List.copyOf(grads.keySet());
            var g = tensor(one.json.getAsJsonObject("g")).to(one.dtype);
            var found = Gradients.of(y.times(g).sum(), false, names.stream().map(one::in).toList());
            for (var i = 0; i < names.size(); i++) {
                var name = names.get(i);
                assertClose(tensor(grads.getAsJsonObject(name)), found.get(i), tolerance, name);
            }
        }
    }

    private static void assertClose(Tensor expected, Tensor got, double tolerance, String what) {
        assertTrue(
                got.closeTo(expected, tolerance),
                () -> "%s: expected %s, got %s".formatted(what, expected, got));
    }

    private static Tensor compute(Case c) {
        return switch (c.op()) {
            case "conv2d" -> c.x().conv2d(c.in("w"), c.in("b"), c.window());
            case "conv1d" -> c.x().conv1d(c.in("w"), c.window());
            case "conv2d_padded" -> c.x().conv2d(c.in("w"), padded(c));
            case "conv_transpose2d" ->
                    c.x().transposedConv2d(c.in("w"), c.window(), c.integer("output_padding"));
            case "max_pool2d" ->
                    c.x().maxPool2d(c.integer("kernel"), pool(c).dilation(c.integer("dilation")));
            case "avg_pool2d" ->
                    c.x().avgPool2d(
                                    c.integer("kernel"),
                                    c.flag("counted") ? pool(c) : pool(c).ignorePadding());
            case "adaptive_avg_pool2d" ->
                    c.x().adaptiveAvgPool2d(c.integer("rows"), c.integer("columns"));
            case "adaptive_max_pool2d" ->
                    c.x().adaptiveMaxPool2d(c.integer("rows"), c.integer("columns"));
            case "einsum" -> einsum(c.word("equation"), c.inputs.values().toArray(Tensor[]::new));
            case "mse",
                    "l1",
                    "huber",
                    "bce",
                    "bce_with_logits",
                    "cross_entropy",
                    "nll",
                    "kl_div",
                    "multi_margin" ->
                    loss(c);
            case "batch_norm",
                    "layer_norm",
                    "group_norm",
                    "local_response_norm",
                    "embedding",
                    "linear" ->
                    layer(c);
            default -> ofOne(c.op(), c.x());
        };
    }

    private static Window padded(Case c) {
        Padding mode =
                switch (c.word("mode")) {
                    case "circular" -> new Padding.Wrap();
                    case "reflect" -> new Padding.Mirror();
                    default -> new Padding.Clamp();
                };
        return Window.DEFAULT.padding(c.integer("padding"), mode);
    }

    private static Window pool(Case c) {
        var window = Window.DEFAULT.stride(c.integer("stride")).padding(c.integer("padding"));
        return c.flag("ceil") ? window.ceil() : window;
    }

    private static Tensor layer(Case c) {
        return switch (c.op()) {
            case "batch_norm" ->
                    c.flag("training")
                            ? training(() -> c.through(BatchNorm2d.of(3), "weight", "bias"))
                            : c.through(
                                    BatchNorm2d.of(3),
                                    "weight",
                                    "bias",
                                    "running_mean",
                                    "running_var");
            case "layer_norm" -> c.through(LayerNorm.of(3, 4), "weight", "bias");
            case "group_norm" -> c.through(GroupNorm.of(2, 6), "weight", "bias");
            case "linear" -> c.through(Linear.of(4, 5), "weight", "bias");
            case "embedding" -> c.through(Embedding.of(5, 3), "weight");
            default ->
                    c.through(
                            LocalResponseNorm.of(c.integer("size"))
                                    .alpha(c.number("alpha"))
                                    .beta(c.number("beta"))
                                    .k(c.number("k")));
        };
    }

    private static Tensor loss(Case c) {
        var x = c.x();
        var t = c.in("t");
        return switch (c.op()) {
            case "mse" -> mse(x, t);
            case "l1" -> l1(x, t);
            case "huber" -> huber(x, t, c.number("delta"));
            case "bce" -> bce(x, t);
            case "bce_with_logits" -> bceWithLogits(x, t);
            case "nll" -> nll(x.logSoftmax(), t, c.in("weights"));
            case "kl_div" -> klDiv(t, x.softmax());
            case "multi_margin" -> multiClassHinge(x, t);
            default ->
                    c.in("weights") == null
                            ? Losses.crossEntropy(x, t, c.number("smoothing"))
                            : Losses.crossEntropy(x, t, c.number("smoothing"), c.in("weights"));
        };
    }

    private static Tensor ofOne(String op, Tensor x) {
        return switch (op) {
            case "gelu" -> Activation.gelu().apply(x);
            case "gelu_tanh" -> Activation.geluTanh().apply(x);
            case "silu" -> Activation.silu().apply(x);
            case "softplus" -> x.softplus();
            case "hard_sigmoid" -> Activation.hardSigmoid().apply(x);
            case "elu" -> x.elu(0.7);
            case "leaky_relu" -> x.leakyRelu(0.2);
            case "sigmoid" -> x.sigmoid();
            case "tanh" -> x.tanh();
            case "relu" -> x.relu();
            case "erf" -> x.erf();
            case "softmax" -> x.softmax(0);
            case "log_softmax" -> x.logSoftmax(1);
            case "sort" -> x.sort(0);
            case "top_k" -> x.topK(2).values();
            case "argsort" -> x.argsort();
            case "cumsum" -> x.cumsum(0);
            case "tril" -> x.tril(1);
            case "triu" -> x.triu(-1);
            case "unfold" -> x.unfold(1, 2, 1);
            case "std" -> x.std(1);
            case "prod" -> x.prod(1);
            case "max" -> x.max(1);
            case "clamp" -> x.clamp(-1, 1);
            case "flip" -> x.flip(1);
            default -> throw new AssertionError("no operation " + op);
        };
    }
}
