package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One step of learning of a network of neurons on one sample, number by number: the sums z and
/// answers a of every layer, the loss E, the errors δ = ∂E/∂z sent back, the gradients of the
/// weights with what differences say, and the weights after w ← w − η ∂E/∂w. In double precision.
///
/// @param input the sample, `[n]`
/// @param target what the last layer should answer
/// @param rate η
/// @param loss E
public record Backprop(
        List<Neurons> neurons,
        Tensor input,
        Tensor target,
        Objective objective,
        double rate,
        double loss,
        List<Result> layers)
        implements Displayable {

    private static final double STEP = 1e-5;

    public Backprop {
        neurons = List.copyOf(neurons);
        layers = List.copyOf(layers);
    }

    /// What became of one layer.
    ///
    /// @param input what it received
    /// @param z the sums, z = W·input + b
    /// @param a the answers
    /// @param slope σ′(z) of each neuron; for softmax, whose answers depend on all sums, only its
    ///   diagonal
    /// @param answerGradient ∂E/∂a
    /// @param delta ∂E/∂z
    /// @param weightGradient ∂E/∂W
    /// @param biasGradient ∂E/∂b
    /// @param differences ∂E/∂W by central differences
    public record Result(
            Neurons neurons,
            Tensor input,
            Tensor z,
            Tensor a,
            Tensor slope,
            Tensor answerGradient,
            Tensor delta,
            Tensor weightGradient,
            Tensor biasGradient,
            Tensor differences) {

        /// W − η ∂E/∂W.
        public Tensor nextWeight(double rate) {
            return neurons.weight().minus(weightGradient.times(rate));
        }

        /// b − η ∂E/∂b.
        public Tensor nextBias(double rate) {
            return neurons.bias().minus(biasGradient.times(rate));
        }
    }

    static Backprop of(
            List<Neurons> network, Tensor input, Tensor target, Objective objective, double rate) {
        var x = input.detach().float64();
        var t = target.detach().float64();
        check(network, x, t);
        var leaves =
                network.stream()
                        .map(layer -> layer.with(leaf(layer.weight()), leaf(layer.bias())))
                        .toList();
        var sums = new ArrayList<Tensor>();
        var answers = new ArrayList<Tensor>();
        var current = x;
        for (var layer : leaves) {
            var z = layer.weight().matmul(current).plus(layer.bias());
            current = layer.activation().forward(z);
            sums.add(z);
            answers.add(current);
        }
        var loss = objective.of(current, t);
        var wanted = new ArrayList<Tensor>(sums);
        wanted.addAll(answers);
        leaves.forEach(layer -> wanted.add(layer.weight()));
        leaves.forEach(layer -> wanted.add(layer.bias()));
        var gradients = Gradients.of(loss, false, wanted);
        var count = network.size();
        var results =
                IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        new Result(
                                                network.get(i),
                                                i == 0 ? x : answers.get(i - 1).detach(),
                                                sums.get(i).detach(),
                                                answers.get(i).detach(),
                                                network.get(i).slope(sums.get(i).detach()),
                                                gradients.get(count + i),
                                                gradients.get(i),
                                                gradients.get(2 * count + i),
                                                gradients.get(3 * count + i),
                                                differences(network, i, x, t, objective)))
                        .toList();
        return new Backprop(network, x, t, objective, rate, loss.itemDouble(), results);
    }

    private static Tensor leaf(Tensor value) {
        return value.detach().requiresGrad();
    }

    private static void check(List<Neurons> network, Tensor x, Tensor t) {
        var wanted = x.rank() == 1 ? x.size(0) : -1;
        for (var layer : network) {
            if (layer.inputs() != wanted) {
                throw ShapeException.in("backprop")
                        .rule("one sample [n], and every layer takes what comes before it")
                        .got(
                                "input %s before weights %s"
                                        .formatted(
                                                wanted < 0 ? x.shape() : "[" + wanted + "]",
                                                layer.weight().shape()))
                        .fix("weights [neurons, inputs]; of a batch, one row: x.at(0)")
                        .error();
            }
            wanted = layer.outputs();
        }
        if (t.rank() != 1 || t.size(0) != wanted) {
            throw ShapeException.in("backprop")
                    .rule("one target per neuron of the last layer")
                    .got("targets %s for %d neurons".formatted(t.shape(), wanted))
                    .fix("for a class, its one-hot vector")
                    .error();
        }
    }

    private static double loss(List<Neurons> network, Tensor x, Tensor t, Objective objective) {
        var current = x;
        for (var layer : network) {
            current = layer.activation().forward(layer.weight().matmul(current).plus(layer.bias()));
        }
        return objective.of(current, t).itemDouble();
    }

    /// (E(w + h) − E(w − h)) / 2h for each weight of one layer.
    private static Tensor differences(
            List<Neurons> network, int layer, Tensor x, Tensor t, Objective objective) {
        var weight = network.get(layer).weight();
        var result = new double[weight.elements()];
        var changed = new ArrayList<>(network);
        for (var i = 0; i < result.length; i++) {
            for (var side = -1; side <= 1; side += 2) {
                var values = weight.toDoubleArray();
                values[i] += side * STEP;
                var moved = Tensor.of(new Storage.Doubles(values), weight.shape());
                changed.set(layer, network.get(layer).with(moved, network.get(layer).bias()));
                result[i] += side * loss(changed, x, t, objective) / (2 * STEP);
            }
        }
        return Tensor.of(new Storage.Doubles(result), weight.shape());
    }

    /// The same sample with another step size.
    public Backprop rate(double eta) {
        return new Backprop(neurons, input, target, objective, eta, loss, layers);
    }

    /// The same sample with another loss.
    public Backprop objective(Objective other) {
        return of(neurons, input, target, other, rate);
    }

    /// What the network answers.
    public Tensor output() {
        return layers.getLast().a();
    }

    /// The step after this one: the same sample with the weights that this one leaves.
    public Backprop next() {
        var changed =
                layers.stream()
                        .map(
                                layer ->
                                        layer.neurons()
                                                .with(layer.nextWeight(rate), layer.nextBias(rate)))
                        .toList();
        return of(changed, input, target, objective, rate);
    }

    /// How far backpropagation and differences lie apart at most, for any weight.
    public double deviation() {
        return layers.stream()
                .mapToDouble(
                        layer ->
                                layer.weightGradient()
                                        .minus(layer.differences())
                                        .abs()
                                        .max()
                                        .itemDouble())
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return new BackpropLines(this).text();
    }

    @Override
    public MimeBundle mime() {
        return MimeBundle.html(BackpropHtml.of(this), toString());
    }
}
