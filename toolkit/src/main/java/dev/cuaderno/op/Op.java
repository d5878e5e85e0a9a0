package dev.cuaderno.op;

import dev.cuaderno.tensor.Tensor;

/// An operation on tensors. Implementations are records: their components are the operation's
/// parameters.
public interface Op {

    /// The name in errors and drawings, that of the tensor's method.
    String name();

    /// Checks the inputs and computes the result in new memory.
    ///
    /// @throws dev.cuaderno.tensor.ShapeException if the inputs do not fit
    Tensor forward(Tensor... inputs);

    /// The result for these inputs: what everybody calls.
    default Tensor apply(Tensor... inputs) {
        return forward(inputs);
    }
}
