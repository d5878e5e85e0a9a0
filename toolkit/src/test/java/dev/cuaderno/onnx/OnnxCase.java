package dev.cuaderno.onnx;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One of ONNX' operator cases: a model of a single node, its inputs, and what they must give. The
/// field numbers are those of `onnx.proto3`.
record OnnxCase(
        String op,
        Map<String, ProtoMessage> attributes,
        List<Tensor> inputs,
        List<Tensor> outputs) {

    private static final Shape ONE = Shape.of();

    /// The case in a folder, or `null` if it has several nodes. Inputs and outputs that are no
    /// tensors of numbers, or have too many axes, are `null`.
    static OnnxCase read(Path folder) throws IOException {
        var graph = ProtoMessage.of(Files.readAllBytes(folder.resolve("model.onnx"))).messages(7);
        var nodes = graph.getFirst().messages(1);
        if (nodes.size() != 1) {
            return null;
        }
        var node = nodes.getFirst();
        var attributes = new HashMap<String, ProtoMessage>();
        node.messages(5).forEach(one -> attributes.put(one.texts(1).getFirst(), one));
        var data = folder.resolve("test_data_set_0");
        var inputs = new ArrayList<Tensor>();
        var given = 0;
        for (var name : node.texts(1)) {
            // An input that is left out has an empty name and no file.
            inputs.add(name.isEmpty() ? null : tensor(data.resolve("input_" + given++ + ".pb")));
        }
        var outputs = new ArrayList<Tensor>();
        for (var i = 0; Files.exists(data.resolve("output_" + i + ".pb")); i++) {
            outputs.add(tensor(data.resolve("output_" + i + ".pb")));
        }
        return new OnnxCase(node.texts(4).getFirst(), attributes, inputs, outputs);
    }

    private static Tensor tensor(Path file) throws IOException {
        var proto = ProtoMessage.of(Files.readAllBytes(file));
        var sizes = proto.integers(1).stream().mapToInt(Long::intValue).toArray();
        var type = (int) proto.integer(2);
        var values = values(proto, type);
        if (values == null || values.length == 0 || sizes.length > Shape.MAX_RANK) {
            return null;
        }
        var shape = sizes.length == 0 ? ONE : Shape.of(sizes);
        var x = Tensor.of(new Storage.Doubles(values), shape);
        return type == 11 || type == 7 ? x : x.to(DType.FLOAT32);
    }

    private static double[] values(ProtoMessage proto, int type) {
        if (!proto.has(9)) {
            return switch (type) {
                case 1 -> proto.floats(4).stream().mapToDouble(v -> v).toArray();
                case 6, 9 -> proto.integers(5).stream().mapToDouble(v -> v).toArray();
                case 7 -> proto.integers(7).stream().mapToDouble(v -> v).toArray();
                default -> null;
            };
        }
        var raw = ByteBuffer.wrap(proto.bytes(9).getFirst()).order(ByteOrder.LITTLE_ENDIAN);
        var values = new ArrayList<Double>();
        while (raw.hasRemaining()) {
            switch (type) {
                case 1 -> values.add((double) raw.getFloat());
                case 6 -> values.add((double) raw.getInt());
                case 7 -> values.add((double) raw.getLong());
                case 9 -> values.add((double) raw.get());
                case 11 -> values.add(raw.getDouble());
                default -> {
                    return null;
                }
            }
        }
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /// Whether all that is needed could be read; optional inputs may be left out.
    boolean isReadable() {
        // Clip alone leaves out what lies between two inputs; there it means no bound.
        return !inputs.isEmpty()
                && inputs.getFirst() != null
                && (op.equals("Clip") || op.equals("ReduceSum") || !inputs.contains(null))
                && outputs.stream().allMatch(y -> y != null);
    }

    Tensor in(int index) {
        return index < inputs.size() ? inputs.get(index) : null;
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    int integer(String attribute, int otherwise) {
        return has(attribute) ? (int) attributes.get(attribute).integer(3) : otherwise;
    }

    double number(String attribute, double otherwise) {
        return has(attribute) ? attributes.get(attribute).floats(2).getFirst() : otherwise;
    }

    String word(String attribute, String otherwise) {
        return has(attribute)
                ? new String(attributes.get(attribute).bytes(4).getFirst(), StandardCharsets.UTF_8)
                : otherwise;
    }

    /// Whole numbers of an attribute, or as many of one value.
    int[] integers(String attribute, int count, int otherwise) {
        if (has(attribute)) {
            return attributes.get(attribute).integers(8).stream()
                    .mapToInt(Long::intValue)
                    .toArray();
        }
        var same = new int[count];
        java.util.Arrays.fill(same, otherwise);
        return same;
    }

    /// Whole numbers that came as an input.
    int[] integers(Tensor input) {
        var values = input.toDoubleArray();
        var integers = new int[values.length];
        for (var i = 0; i < values.length; i++) {
            integers[i] = (int) values[i];
        }
        return integers;
    }
}
