package dev.cuaderno.explain;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Linear;
import dev.cuaderno.nn.Sequential;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A layer of neurons with its activation: a = σ(W·x + b).
///
/// @param weight W, `[neurons, inputs]`, in double precision
/// @param bias b, `[neurons]`
public record Neurons(Tensor weight, Tensor bias, Activation activation) {

    public Neurons {
        if (weight.rank() != 2 || bias.rank() != 1 || bias.size(0) != weight.size(0)) {
            throw ShapeException.in("neurons")
                    .rule("weights [neurons, inputs] and biases [neurons]")
                    .got("weights %s, biases %s".formatted(weight.shape(), bias.shape()))
                    .fix("one row of weights and one bias per neuron")
                    .error();
        }
        weight = weight.float64();
        bias = bias.float64();
    }

    int inputs() {
        return weight.size(1);
    }

    int outputs() {
        return weight.size(0);
    }

    Neurons with(Tensor otherWeight, Tensor otherBias) {
        return new Neurons(otherWeight, otherBias, activation);
    }

    /// Whether every answer depends on its own sum alone.
    boolean isElementwise() {
        return !activation.kind().endsWith("oftmax");
    }

    /// The activation's name, or nothing for a = z.
    String name() {
        return activation.kind();
    }

    /// ∂aᵢ/∂zᵢ of each neuron.
    Tensor slope(Tensor z) {
        UnaryOperator<Tensor> function = activation::forward;
        var jacobian = Gradients.jacobian(function, z);
        var diagonal = new Tensor[z.elements()];
        for (var i = 0; i < diagonal.length; i++) {
            diagonal[i] = jacobian.at(i, i);
        }
        return Tensors.stack(0, diagonal);
    }

    /// The layers of a network made of linear layers, each with an activation behind it or none.
    ///
    /// @throws IllegalArgumentException if there are layers of other kinds
    static List<Neurons> of(Layer network) {
        var result = new ArrayList<Neurons>();
        Linear open = null;
        var layers = network instanceof Sequential several ? several.layers() : List.of(network);
        for (var layer : layers) {
            if (layer instanceof Linear linear) {
                if (open != null) {
                    result.add(layer(open, identity()));
                }
                open = linear;
            } else if (layer instanceof Activation activation && open != null) {
                result.add(layer(open, activation));
                open = null;
            } else {
                throw refused(layer);
            }
        }
        if (open != null) {
            result.add(layer(open, identity()));
        }
        return result;
    }

    private static IllegalArgumentException refused(Layer layer) {
        return new IllegalArgumentException(
                "backprop: a network of linear layers, each with one activation behind it, not "
                        + layer
                        + "; take the fully connected part of yours");
    }

    private static Activation identity() {
        return Activation.of("", x -> x);
    }

    private static Neurons layer(Linear linear, Activation activation) {
        var weight = linear.weight().value().detach();
        var bias =
                linear.bias() == null
                        ? Tensors.full(0, DType.FLOAT64, Shape.of(weight.size(0)))
                        : linear.bias().value().detach();
        return new Neurons(weight, bias, activation);
    }
}
