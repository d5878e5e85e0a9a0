package dev.cuaderno.nn;

import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// What a network keeps without learning it by gradients: the running means of batch normalisation.
/// A forward pass in training changes it, and whoever takes a pass back puts it back.
public final class Statistics {

    private final List<Parameter> parameters;

    /// The statistics of a network.
    public Statistics(Layer net) {
        parameters =
                Components.parameters(net).values().stream()
                        .filter(one -> !one.isTrainable())
                        .toList();
    }

    /// The present values.
    public List<Tensor> values() {
        return parameters.stream().map(Parameter::value).toList();
    }

    /// Puts back what [#values] gave.
    public void restore(List<Tensor> values) {
        for (var i = 0; i < parameters.size(); i++) {
            parameters.get(i).set(values.get(i));
        }
    }
}
