package dev.cuaderno.grad;

import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Compares the gradients of a function with central differences, `(f(x+h) − f(x−h)) / 2h`, element
/// by element and in double precision. Results of more than one number are first summed with fixed
/// random weights, so that every one of them takes part.
public final class GradCheck {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-6;

    private final Function<List<Tensor>, Tensor> f;
    private final List<Tensor> inputs;

    private GradCheck(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        this.f = f;
        this.inputs = inputs;
    }

    /// Checks the gradient by every element of every input.
    ///
    /// @return the largest deviation, relative to max(1, |gradient|)
    /// @throws GradientException if one is larger than 1e-6; it names the element, the gradient
    ///   found backwards and that of the differences
    public static double check(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        var leaves = Arrays.stream(inputs).map(x -> x.detach().float64().requiresGrad()).toList();
        return new GradCheck(f, leaves).run();
    }

    /// Checks the derivatives of second order: those of Σ weight·gradient.
    public static double checkSecondOrder(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
        return check(
                given -> {
                    var loss = weighted(f.apply(given), 1);
                    var total = given.getFirst().sum().times(0);
                    for (var gradient : Gradients.of(loss, true, given)) {
                        total = total.plus(weighted(gradient, 2));
                    }
                    return total;
                },
                inputs);
    }

    private static Tensor weighted(Tensor y, long seed) {
        var weights = new Generator(seed).randn(y.shape().sizes()).float64();
        return y.times(weights).sum();
    }

    private double run() {
        var gradients = Gradients.of(weighted(f.apply(inputs), 3), false, inputs);
        var worst = 0.0;
        for (var i = 0; i < inputs.size(); i++) {
            for (var element = 0; element < inputs.get(i).elements(); element++) {
                var analytic = gradients.get(i).flatten().getDouble(element);
                worst = Math.max(worst, compare(i, element, analytic));
            }
        }
        return worst;
    }

    private double compare(int input, int element, double analytic) {
        var numeric = (shifted(input, element, STEP) - shifted(input, element, -STEP)) / (2 * STEP);
        var size = Math.max(1, Math.max(Math.abs(analytic), Math.abs(numeric)));
        var deviation = Math.abs(analytic - numeric) / size;
        if (!(deviation <= TOLERANCE)) {
            throw new GradientException(
                    String.format(
                            Locale.ROOT,
                            "gradCheck: input %d, element %s of %s: backward gives %.10g,"
                                    + " differences give %.10g",
                            input,
                            Arrays.toString(position(element, inputs.get(input))),
                            inputs.get(input).shape(),
                            analytic,
                            numeric));
        }
        return deviation;
    }

    /// The value with one element moved, all inputs being plain.
    private double shifted(int input, int element, double by) {
        var moved = new ArrayList<Tensor>();
        for (var i = 0; i < inputs.size(); i++) {
            var values = inputs.get(i).toDoubleArray();
            if (i == input) {
                values[element] += by;
            }
            // A function that differentiates inside, as for second order, needs leaves here too.
            moved.add(
                    Tensor.of(new Storage.Doubles(values), inputs.get(i).shape())
                            .to(DType.FLOAT64)
                            .requiresGrad());
        }
        return weighted(f.apply(moved), 3).itemDouble();
    }

    private static int[] position(int element, Tensor x) {
        var strides = x.shape().strides();
        var position = new int[x.rank()];
        var rest = element;
        for (var axis = 0; axis < position.length; axis++) {
            position[axis] = rest / strides[axis];
            rest %= strides[axis];
        }
        return position;
    }
}
