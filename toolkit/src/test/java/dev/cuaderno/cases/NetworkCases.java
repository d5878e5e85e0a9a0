package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.avgPool2d;
import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.globalAvgPool;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.maxPool2d;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.zeros;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.model.BasicBlock;
import dev.cuaderno.model.Bottleneck;
import dev.cuaderno.model.Inception;
import dev.cuaderno.model.Models;
import dev.cuaderno.model.Shortcuts;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Summary;
import dev.cuaderno.tensor.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Networks: shapes, numbers of parameters and layers, receptive fields.
final class NetworkCases {

    static final Map<String, CaseOp> OPS =
            Map.of(
                    "network_summary", NetworkCases::summary,
                    "param_count", NetworkCases::parameters,
                    "shape_trace", NetworkCases::shapes,
                    "layer_count", NetworkCases::layers,
                    "receptive_field", NetworkCases::fields,
                    "inception_cost", NetworkCases::inception);

    /// What the cases call layers, by what summaries call them.
    private static final Map<String, String> TYPES =
            Map.of(
                    "conv2d", "conv",
                    "batchNorm2d", "batchnorm",
                    "maxPool2d", "maxpool",
                    "avgPool2d", "avgpool",
                    "globalAvgPool", "global_avgpool",
                    "flatten", "flatten",
                    "linear", "dense",
                    "Inception", "inception",
                    "BasicBlock", "basic_block",
                    "Bottleneck", "bottleneck");

    private NetworkCases() {}

    private static Map<String, ?> summary(CaseInput in) {
        var input = sizes(in.inputs().getAsJsonArray("input_shape"));
        var shape = Shape.of(1).concat(Shape.of(input));
        var layers = new LinkedHashMap<String, Layer>();
        for (var entry : in.inputs().getAsJsonArray("layers")) {
            var object = entry.getAsJsonObject();
            var layer = layer(object, shape);
            layers.put(object.get("name").getAsString(), layer);
            shape = layer.outputShape(shape);
        }
        var summary = sequential(layers).summary(input);
        var rows = new ArrayList<Map<String, ?>>();
        for (var name : layers.keySet()) {
            var row = summary.row(name);
            var values = new LinkedHashMap<String, Object>();
            values.put("name", name);
            values.put("type", TYPES.get(row.layer()));
            values.put("output_shape", withoutBatch(row.output()));
            values.put("params", summary.parameters(name));
            if (layers.get(name) instanceof Inception module) {
                values.put("branch_params", branchParameters(summary, name + "."));
                values.put("branch_channels", branchChannels(module, input(layers, name, input)));
            }
            rows.add(values);
        }
        return Map.of("rows", rows, "total_params", summary.parameters());
    }

    /// The shape that a layer of a chain is given.
    private static Shape input(Map<String, Layer> layers, String name, int... sizes) {
        var shape = Shape.of(1).concat(Shape.of(sizes));
        for (var layer : layers.entrySet()) {
            if (layer.getKey().equals(name)) {
                break;
            }
            shape = layer.getValue().outputShape(shape);
        }
        return shape;
    }

    private static Map<String, Long> branchParameters(Summary summary, String prefix) {
        return Map.of(
                "1x1", summary.parameters(prefix + "branch1"),
                "3x3", summary.parameters(prefix + "branch2"),
                "5x5", summary.parameters(prefix + "branch3"),
                "pool", summary.parameters(prefix + "branch4"));
    }

    private static List<Integer> branchChannels(Inception module, Shape input) {
        return Stream.of(module.branch1(), module.branch2(), module.branch3(), module.branch4())
                .map(branch -> branch.outputShape(input).size(1))
                .toList();
    }

    private static Layer layer(JsonObject json, Shape input) {
        var channels = input.size(1);
        return switch (json.get("type").getAsString()) {
            case "conv" -> {
                var conv =
                        conv2d(channels, number(json, "out"), number(json, "kernel"))
                                .stride(number(json, "stride"))
                                .padding(number(json, "padding"))
                                .groups(number(json, "groups"));
                yield json.get("bias").getAsBoolean() ? conv : conv.noBias();
            }
            case "batchnorm" -> batchNorm2d(channels);
            case "maxpool" -> {
                var pool =
                        maxPool2d(number(json, "kernel"))
                                .stride(number(json, "stride"))
                                .padding(number(json, "padding"));
                yield json.get("ceil").getAsBoolean() ? pool.ceil() : pool;
            }
            case "avgpool" -> avgPool2d(number(json, "kernel")).stride(number(json, "stride"));
            case "global_avgpool" -> globalAvgPool();
            case "flatten" -> flatten();
            case "dense" -> linear(number(json, "out"));
            case "inception" -> Inception.of(channels, widths(json.getAsJsonObject("branches")));
            case "basic_block" ->
                    BasicBlock.of(
                            channels,
                            number(json, "out"),
                            number(json, "stride"),
                            shortcut(json, channels));
            case "bottleneck" ->
                    Bottleneck.of(
                            channels,
                            number(json, "mid"),
                            number(json, "out"),
                            number(json, "stride"),
                            shortcut(json, channels));
            default -> throw new AssertionError("no layer " + json);
        };
    }

    private static Layer shortcut(JsonObject json, int channels) {
        var outputs = number(json, "out");
        var stride = number(json, "stride");
        if (json.get("projection").getAsBoolean()) {
            return Shortcuts.projection(channels, outputs, stride);
        }
        return json.has("shortcut") ? Shortcuts.zeroPadded(channels, outputs, stride) : null;
    }

    private static Inception.Widths widths(JsonObject json) {
        return new Inception.Widths(
                number(json, "1x1"),
                number(json, "3x3_reduce"),
                number(json, "3x3"),
                number(json, "5x5_reduce"),
                number(json, "5x5"),
                number(json, "pool_proj"));
    }

    private static int number(JsonObject json, String name) {
        return json.get(name).getAsInt();
    }

    private static int[] sizes(JsonArray json) {
        return json.asList().stream().mapToInt(one -> one.getAsInt()).toArray();
    }

    private static List<Integer> list(Shape shape) {
        return Arrays.stream(shape.sizes()).boxed().toList();
    }

    private static List<Integer> withoutBatch(Shape shape) {
        return list(shape.without(0));
    }

    private static Map<String, ?> parameters(CaseInput in) {
        var kernel = in.integers("kernel");
        var layer =
                conv2d(
                        in.integer("in_channels", 0),
                        in.integer("out_channels", 0),
                        kernel[0],
                        kernel[1]);
        return Map.of(
                "weights", layer.noBias().parameterCount(), "with_bias", layer.parameterCount());
    }

    private static Map<String, ?> shapes(CaseInput in) {
        var input = sizes(in.inputs().getAsJsonArray("input"));
        if (in.params().has("pool")) {
            var pool = maxPool2d(in.integer("pool", 0)).stride(in.integer("stride", 1));
            return Map.of("output", list(pool.outputShape(Shape.of(input))));
        }
        var kernel = in.integers("kernel");
        var layer =
                conv2d(input[0], in.integer("filters", 0), kernel[0], kernel[1])
                        .window(in.window());
        return Map.of(
                "padded", list(zeros(input).pad(in.integer("padding", 0)).shape()),
                "weights", list(layer.weight().shape()),
                "bias", list(layer.bias().shape()),
                "output", list(layer.outputShape(Shape.of(input))),
                "params", layer.parameterCount());
    }

    private static Map<String, ?> layers(CaseInput in) {
        if (!in.wants("resnet18")) {
            return googLeNet();
        }
        Map<String, IntFunction<Layer>> nets =
                Map.of(
                        "resnet18", Models::resNet18,
                        "resnet34", Models::resNet34,
                        "resnet50", Models::resNet50,
                        "resnet101", Models::resNet101,
                        "resnet152", Models::resNet152);
        var counts = new LinkedHashMap<String, Object>();
        nets.forEach((name, net) -> counts.put(name, net.apply(1000).summary(3, 224, 224).depth()));
        var deepest = Models.preActResNet(1001, 10).summary(3, 32, 32);
        counts.put("resnet1001", deepest.depth());
        counts.put("resnet1001_bottlenecks_per_stage", deepest.count("Block") / 3);
        return counts;
    }

    private static Map<String, ?> googLeNet() {
        var summary = Models.googLeNet(1000).summary(3, 224, 224);
        var pools =
                summary.rows().stream()
                        .filter(row -> row.layer().equals("maxPool2d"))
                        .filter(row -> !row.path().startsWith("inception"))
                        .count();
        return Map.of(
                "weighted_layers_on_main_path", summary.depth(),
                "max_pools", pools,
                "avg_pools", summary.count("globalAvgPool"),
                "with_pooling", summary.depth() + pools + summary.count("globalAvgPool"),
                "conv_layers", summary.count("conv2d"),
                "dense_layers", summary.count("linear"),
                "with_aux_params", Models.googLeNetWithHeads(1000).parameterCount());
    }

    private static Map<String, ?> fields(CaseInput in) {
        var fields = new ArrayList<Integer>();
        for (var stack : in.inputs().getAsJsonArray("layers")) {
            var layers = new ArrayList<Layer>();
            for (var entry : stack.getAsJsonArray()) {
                var pair = sizes(entry.getAsJsonArray());
                layers.add(conv2d(1, 1, pair[0]).stride(pair[1]));
            }
            var net = sequential(layers.toArray(Layer[]::new));
            fields.add(net.summary(1, 64, 64).field().rows());
        }
        return Map.of("field", fields);
    }

    private static Map<String, ?> inception(CaseInput in) {
        var input = sizes(in.inputs().getAsJsonArray("input"));
        var widths = new Inception.Widths(64, 96, 128, 16, 32, 32);
        var reduced = Inception.of(input[0], widths).summary(input);
        var naive = Inception.naive(input[0], widths).summary(input);
        return Map.of(
                "with_reduction", reduced.parameters(),
                "branch_params", branchParameters(reduced, ""),
                "naive", naive.parameters(),
                "naive_output_channels", naive.output().size(1),
                "reduced_output_channels", reduced.output().size(1));
    }
}
