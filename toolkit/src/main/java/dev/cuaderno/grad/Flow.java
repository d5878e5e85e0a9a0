package dev.cuaderno.grad;

import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// What an operation knows when it is asked for the gradient of an input.
///
/// @param gradient ∂L/∂y: how the loss changes with each element of the result
/// @param result y
/// @param inputs what the operation was given
public record Flow(Tensor gradient, Tensor result, List<Tensor> inputs) {

    /// One of the inputs.
    public Tensor input(int index) {
        return inputs.get(index);
    }
}
