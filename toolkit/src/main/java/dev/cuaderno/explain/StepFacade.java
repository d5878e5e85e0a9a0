package dev.cuaderno.explain;

import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.BatchNorm;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.optim.Optimizer;
import dev.cuaderno.optim.Sgd;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;
import dev.cuaderno.tensor.Window;

import java.util.List;
import java.util.function.UnaryOperator;

/// Learning, step by step in numbers, forward and backward; part of [Explain].
abstract class StepFacade extends PictureFacade {

    /// η where none is given.
    private static final double DEFAULT_RATE = 0.1;

    StepFacade() {}

    /// Gradient descent on a function of one variable: the curve, and where each step leads.
    ///
    /// ```java
    /// descend(w -> w.minus(1).square(), 5, 0.1, 5)
    /// ```
    ///
    /// @param f gives a single number for the vector of its variables
    /// @param rate η in w ← w − η ∂f/∂w
    public static DescentPath descend(
            UnaryOperator<Tensor> f, double from, double rate, int steps) {
        return descend(f, Tensors.scalar(from, DType.FLOAT64).reshape(1), new Sgd(rate), steps);
    }

    /// Gradient descent from a vector of variables; with two of them over contour lines.
    public static DescentPath descend(
            UnaryOperator<Tensor> f, Tensor from, double rate, int steps) {
        return descend(f, from, new Sgd(rate), steps);
    }

    /// The way of any optimizer: `descend(f, from, sgd(0.1).momentum(0.9), 30)`.
    public static DescentPath descend(
            UnaryOperator<Tensor> f, Tensor from, Optimizer rule, int steps) {
        return DescentPath.of(f, from, rule, steps);
    }

    /// A neuron with a threshold on inputs, one per row: sums, answers, and the line between them.
    public static Perceptron perceptron(Tensor weights, double bias, Tensor inputs) {
        return new Perceptron(weights, bias, inputs);
    }

    /// A perceptron that learns from zeros, sample by sample, until it makes no mistakes.
    ///
    /// @param targets 0 or 1 for each row of the inputs
    /// @param rate η
    /// @param epochs when to give up
    public static PerceptronLearning learnPerceptron(
            Tensor inputs, Tensor targets, double rate, int epochs) {
        return PerceptronLearning.of(inputs, targets, rate, epochs);
    }

    /// A layer of neurons for [#backprop(Tensor, Tensor, Neurons...)], in double precision.
    ///
    /// @param weight `[neurons, inputs]`
    /// @param bias `[neurons]`
    /// @param activation `sigmoid()`, `relu()`, `softmax()` ...
    public static Neurons neurons(Tensor weight, Tensor bias, Activation activation) {
        return new Neurons(weight, bias, activation);
    }

    /// One step of learning, number by number: `backprop(x, t, neurons(w1, b1, sigmoid()),
    /// neurons(w2, b2, sigmoid())).rate(0.5)`. The loss is half the squared error unless told
    /// otherwise.
    ///
    /// @param input one sample, `[n]`
    /// @param target what the last layer should answer
    public static Backprop backprop(Tensor input, Tensor target, Neurons... layers) {
        return Backprop.of(
                List.of(layers), input, target, Objective.HALF_SQUARED_ERROR, DEFAULT_RATE);
    }

    /// One step of learning of a network of linear layers and activations, whose weights stay as
    /// they are.
    ///
    /// @throws IllegalArgumentException if there are layers of other kinds
    public static Backprop backprop(Tensor input, Tensor target, Layer network) {
        return backprop(input, target, Neurons.of(network).toArray(Neurons[]::new));
    }

    // ---- gradients on their way back

    /// How a gradient goes back through the correlation of an image with a filter, cell by cell.
    ///
    /// @param upstream ∂L/∂O, of the result's shape
    public static ConvBackward backward(Tensor image, Tensor filter, Tensor upstream) {
        return backward(image, filter, Window.DEFAULT, upstream);
    }

    /// How a gradient goes back through a correlation with a step and zero padding:
    /// `backward(image, filter, stride(2).padding(1), upstream).byImage()`.
    public static ConvBackward backward(
            Tensor image, Tensor filter, Window window, Tensor upstream) {
        return ConvBackward.of(image, filter, window, upstream);
    }

    /// To which pixels a gradient goes back through a pooling: `backward(image, maxPool(2),
    /// upstream)`.
    ///
    /// @param upstream ∂L/∂O, of the result's shape
    public static PoolBackward backward(Tensor image, Pool pool, Tensor upstream) {
        return PoolBackward.of(image, pool, upstream);
    }

    // ---- layers that behave otherwise in training

    /// Dropout with given draws: what is below p is dropped.
    ///
    /// @param uniforms numbers from 0 to 1, of the input's shape
    public static DropoutMasks dropoutMasks(Tensor x, double p, Tensor uniforms) {
        if (!uniforms.shape().equals(x.shape())) {
            throw ShapeException.in("dropoutMasks")
                    .rule("one draw per element")
                    .got("input %s, draws %s".formatted(x.shape(), uniforms.shape()))
                    .fix("draws " + x.shape())
                    .error();
        }
        return DropoutMasks.of(x, p, List.of(uniforms), 0);
    }

    /// Some draws of dropout, their mean in the long run, and evaluation.
    ///
    /// @param count how many draws are shown
    public static DropoutMasks dropoutMasks(Tensor x, double p, int count, long seed) {
        return DropoutMasks.drawn(x, p, count, seed);
    }

    /// The values of every channel before batch normalisation, after it in training, and after it
    /// in evaluation. The layer's running statistics move by this batch.
    ///
    /// @param x `[N, C, ...]`
    public static Distributions distributions(BatchNorm layer, Tensor x) {
        return Distributions.of(layer, x);
    }
}
