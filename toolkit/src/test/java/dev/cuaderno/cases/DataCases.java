package dev.cuaderno.cases;

import static dev.cuaderno.Cuaderno.full;

import com.google.gson.JsonElement;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Convolutions of functions of time, and the sizes of the classical sets of images.
final class DataCases {

    static final Map<String, CaseOp> OPS =
            Map.of(
                    "continuous_convolution",
                    DataCases::continuousConvolution,
                    "dataset_facts",
                    _ -> datasetFacts());

    /// The parts of a unit of time; the functions' jumps and the times asked for lie between them.
    private static final int CELLS = 16;

    private DataCases() {}

    /// (f∗g)(t) = ∫ f(u)·g(t−u) du by the midpoint rule, that is by the discrete convolution of
    /// samples: the element k of the result is the integral at t = k + 1 distances between them.
    /// The products of both cases are constant between samples, so the rule is exact.
    private static Map<String, ?> continuousConvolution(CaseInput in) {
        var times = in.inputs().getAsJsonArray("t");
        var last = 0.0;
        for (JsonElement time : times) {
            last = Math.max(last, time.getAsDouble());
        }
        var count = (int) Math.ceil(last * CELLS) + 1;
        var f = samples(function(in.inputs().get("f").getAsString()), count, in.dtype());
        var g = samples(function(in.inputs().get("g").getAsString()), count, in.dtype());
        var integrals = f.convolve(g, full()).div(CELLS);
        return Map.of(
                "values",
                times.asList().stream()
                        .map(time -> (int) Math.round(time.getAsDouble() * CELLS) - 1)
                        .map(k -> k < 0 ? 0.0 : integrals.getDouble(k))
                        .toList());
    }

    private static DoubleUnaryOperator function(String text) {
        return switch (text) {
            case "1 on [0,1], else 0" -> t -> t >= 0 && t <= 1 ? 1 : 0;
            case "exp(-t) for t>=0, else 0" -> t -> t >= 0 ? Math.exp(-t) : 0;
            default -> throw new AssertionError("no function " + text);
        };
    }

    private static Tensor samples(DoubleUnaryOperator f, int count, DType dtype) {
        var values = new double[count];
        for (var i = 0; i < count; i++) {
            values[i] = f.applyAsDouble((i + 0.5) / CELLS);
        }
        return Tensor.of(new Storage.Doubles(values), Shape.of(count)).to(dtype);
    }

    /// What the authors of a set publish; the rest follows from it.
    private record Images(int train, int test, Shape shape, int classes) {

        int all() {
            return train + test;
        }

        Map<String, Object> facts() {
            return Map.of(
                    "images",
                    all(),
                    "train",
                    train,
                    "test",
                    test,
                    "shape",
                    List.of(shape.size(0), shape.size(1), shape.size(2)),
                    "classes",
                    classes,
                    "per_class",
                    all() / classes);
        }

        long bytes() {
            return (long) all() * shape.elements();
        }
    }

    private static Map<String, ?> datasetFacts() {
        var mnist = new Images(60_000, 10_000, Shape.of(1, 28, 28), 10);
        var cifar10 = new Images(50_000, 10_000, Shape.of(3, 32, 32), 10);
        var cifar100 = new Images(50_000, 10_000, Shape.of(3, 32, 32), 100);
        return Map.of(
                "mnist", mnist.facts(),
                "cifar10", cifar10.facts(),
                "cifar100", cifar100.facts(),
                "bytes_uint8",
                        Map.of(
                                "mnist", mnist.bytes(),
                                "cifar10", cifar10.bytes(),
                                "cifar100", cifar100.bytes()));
    }
}
