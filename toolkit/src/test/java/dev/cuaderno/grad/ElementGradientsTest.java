package dev.cuaderno.grad;

import static dev.cuaderno.Cuaderno.all;
import static dev.cuaderno.Cuaderno.concat;
import static dev.cuaderno.Cuaderno.einsum;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.newAxis;
import static dev.cuaderno.Cuaderno.range;
import static dev.cuaderno.Cuaderno.stack;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.where;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cuaderno.op.Rows;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The gradients of operations on elements, axes and matrices, against differences: of first and of
/// second order, for contiguous inputs and for views.
class ElementGradientsTest {

    private static Tensor randn(int seed, int... shape) {
        return generator(seed).randn(shape);
    }

    /// Numbers from 0.5 to 1.5, where everything is smooth.
    private static Tensor positive(int seed, int... shape) {
        return generator(seed).rand(shape).plus(0.5);
    }

    private static Map<String, UnaryOperator<Tensor>> ofOne() {
        var ops = new LinkedHashMap<String, UnaryOperator<Tensor>>();
        ops.put("negate", Tensor::negate);
        ops.put("abs", Tensor::abs);
        ops.put("square", Tensor::square);
        ops.put("sin", Tensor::sin);
        ops.put("cos", Tensor::cos);
        ops.put("exp", Tensor::exp);
        ops.put("tanh", Tensor::tanh);
        ops.put("sigmoid", Tensor::sigmoid);
        ops.put("softplus", Tensor::softplus);
        ops.put("relu", Tensor::relu);
        ops.put("leakyRelu", x -> x.leakyRelu(0.1));
        ops.put("elu", x -> x.elu(0.7));
        ops.put("clamp", x -> x.clamp(-0.5, 0.5));
        ops.put("sign", x -> x.sign().times(x));
        ops.put("floor", x -> x.floor().plus(x.ceil()).plus(x.round()).times(x));
        ops.put("plus number", x -> x.plus(2));
        ops.put("minus number", x -> x.minus(2));
        ops.put("times number", x -> x.times(-3));
        ops.put("div number", x -> x.div(3));
        ops.put("pow number", x -> x.pow(3));
        ops.put("pow 0", x -> x.pow(0).times(x));
        ops.put("times itself", x -> x.times(x));
        ops.put("softmax", Tensor::softmax);
        ops.put("softmax 0", x -> x.softmax(0));
        ops.put("logSoftmax", Tensor::logSoftmax);
        ops.put("logSoftmax 1", x -> x.logSoftmax(1));
        ops.put("sum", Tensor::sum);
        ops.put("sum 1", x -> x.sum(1));
        ops.put("sum 0 2", x -> x.sum(0, 2).square());
        ops.put("keep sum", x -> x.keepDims().sum(-1).times(x));
        ops.put("mean", Tensor::mean);
        ops.put("mean 1", x -> x.mean(1));
        ops.put("prod", x -> x.prod(0));
        ops.put("prod keep", x -> x.keepDims().prod(1, 2));
        ops.put("max", Tensor::max);
        ops.put("max 1", x -> x.max(1));
        ops.put("min 0 2", x -> x.min(0, 2));
        ops.put("keep max", x -> x.minus(x.keepDims().max(-1)));
        ops.put("var", x -> x.var(0));
        ops.put("std", x -> x.std(1));
        ops.put("keep var", x -> x.div(x.keepDims().var(0, 1)));
        ops.put("reshape", x -> x.reshape(-1, 2).square());
        ops.put("flatten", x -> x.flatten(1).square());
        ops.put("permute", x -> x.permute(2, 0, 1).square());
        ops.put("transpose", x -> x.transpose().flatten().square());
        ops.put("unsqueeze", x -> x.unsqueeze(1).square());
        ops.put("squeeze", x -> x.at(range(0, 1)).squeeze(0).square());
        ops.put("expand", x -> x.expand(4, 2, 3, 4).square());
        ops.put("expand size 1", x -> x.at(all(), range(1, 2)).expand(2, 5, 4).square());
        ops.put("at", x -> x.at(1, all(), range(0, 4, 2)).square());
        ops.put("at last", x -> x.at(-1, newAxis(), range(1, 3)).square());
        ops.put("at twice", x -> x.at(0).plus(x.at(1)).square());
        ops.put("erf", Tensor::erf);
        ops.put("sort", x -> x.sort(1).square());
        ops.put("topK", x -> x.topK(2).values().square());
        ops.put("cumsum", x -> x.cumsum(1).square());
        ops.put("tril", x -> x.tril(0).square());
        ops.put("triu", x -> x.triu(1).square());
        ops.put("split", x -> x.split(2, -1).get(1).square());
        ops.put("unfold", x -> x.unfold(2, 2, 1).square());
        ops.put("unfold twice", x -> x.unfold(1, 2, 1).unfold(2, 3, 1).square());
        ops.put("einsum", x -> einsum("ijk,ilk->jl", x, x.square()));
        ops.put("rows", x -> new Rows().apply(x, tensor(1, 0, 1)).square());
        ops.put("flip", x -> x.flip(0, 2).times(x));
        ops.put("contiguous", x -> x.transpose().contiguous().square());
        ops.put("concat", x -> concat(1, x, x.square(), x.at(all(), range(0, 1))));
        ops.put("stack", x -> stack(-1, x, x.square()));
        ops.put("comparisons", x -> x.gt(0).times(x).plus(x.le(0.3)));
        return ops;
    }

    private static Map<String, UnaryOperator<Tensor>> ofPositive() {
        var ops = new LinkedHashMap<String, UnaryOperator<Tensor>>();
        ops.put("sqrt", Tensor::sqrt);
        ops.put("log", Tensor::log);
        ops.put("reciprocal", Tensor::reciprocal);
        ops.put("pow root", x -> x.pow(0.3));
        ops.put("pow negative", x -> x.pow(-2));
        ops.put("entropy", x -> x.timesLog(x));
        return ops;
    }

    private static Map<String, Function<List<Tensor>, Tensor>> ofTwo() {
        var ops = new LinkedHashMap<String, Function<List<Tensor>, Tensor>>();
        ops.put("plus", x -> x.get(0).plus(x.get(1)).square());
        ops.put("minus", x -> x.get(0).minus(x.get(1)).square());
        ops.put("times", x -> x.get(0).times(x.get(1)));
        ops.put("div", x -> x.get(0).div(x.get(1)));
        ops.put("pow", x -> x.get(0).pow(x.get(1)));
        ops.put("maximum", x -> x.get(0).maximum(x.get(1)));
        ops.put("minimum", x -> x.get(0).minimum(x.get(1)));
        ops.put("timesLog", x -> x.get(0).timesLog(x.get(1)));
        ops.put("where", x -> where(x.get(0).gt(x.get(1)), x.get(0), x.get(1).square()));
        return ops;
    }

    @TestFactory
    Stream<DynamicTest> functionsOfOneTensor() {
        return ofOne().entrySet().stream()
                .map(
                        op ->
                                dynamicTest(
                                        op.getKey(),
                                        () -> {
                                            both(op.getValue(), randn(1, 2, 3, 4));
                                            both(
                                                    x -> op.getValue().apply(x.permute(2, 0, 1)),
                                                    randn(2, 3, 4, 2));
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> functionsOfPositiveNumbers() {
        return ofPositive().entrySet().stream()
                .map(op -> dynamicTest(op.getKey(), () -> both(op.getValue(), positive(3, 2, 3))));
    }

    private static void both(UnaryOperator<Tensor> f, Tensor x) {
        GradCheck.check(inputs -> f.apply(inputs.getFirst()), x);
        GradCheck.checkSecondOrder(inputs -> f.apply(inputs.getFirst()), x);
    }

    @TestFactory
    Stream<DynamicTest> functionsOfTwoTensorsThatBroadcast() {
        return ofTwo().entrySet().stream()
                .map(
                        op ->
                                dynamicTest(
                                        op.getKey(),
                                        () -> {
                                            pair(op.getValue(), new int[] {2, 3}, new int[] {2, 3});
                                            pair(op.getValue(), new int[] {2, 3}, new int[] {3});
                                            pair(
                                                    op.getValue(),
                                                    new int[] {2, 1, 2},
                                                    new int[] {3, 1});
                                            pair(op.getValue(), new int[] {}, new int[] {1, 2});
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> products() {
        return Stream.of(
                        new int[][] {{2, 3}, {3, 4}},
                        new int[][] {{3}, {3, 2}},
                        new int[][] {{2, 3}, {3}},
                        new int[][] {{3}, {3}},
                        new int[][] {{2, 2, 3}, {3, 2}},
                        new int[][] {{2, 3}, {4, 3, 1}},
                        new int[][] {{2, 1, 2, 3}, {3, 3, 2}},
                        new int[][] {{3}, {2, 3, 2}},
                        new int[][] {{2, 2, 3}, {3}})
                .map(
                        shapes ->
                                dynamicTest(
                                        List.of(shapes[0].length, shapes[1].length).toString(),
                                        () ->
                                                pair(
                                                        x -> x.get(0).matmul(x.get(1)),
                                                        shapes[0],
                                                        shapes[1])));
    }

    private static void pair(Function<List<Tensor>, Tensor> f, int[] a, int[] b) {
        GradCheck.check(f, positive(4, a), positive(5, b));
        GradCheck.checkSecondOrder(f, positive(4, a), positive(5, b));
    }

    @TestFactory
    Stream<DynamicTest> productsWithZeros() {
        return Stream.of("1 2 3", "0 2 3", "0 2 0")
                .map(
                        numbers ->
                                dynamicTest(
                                        numbers,
                                        () ->
                                                GradCheck.check(
                                                        x -> x.getFirst().prod(),
                                                        tensor(numbers))));
    }

    @TestFactory
    Stream<DynamicTest> gradientsPassFromOneTypeToTheOther() {
        return Stream.of(DType.values())
                .map(
                        dtype ->
                                dynamicTest(
                                        dtype.toString(),
                                        () -> {
                                            var x = tensor(1, 2).to(dtype).requiresGrad();
                                            x.float64().times(x.float32()).sum().backward();
                                            assertEquals(dtype, x.grad().dtype());
                                            assertTrue(x.grad().closeTo(tensor(2, 4), 1e-6));
                                        }));
    }
}
