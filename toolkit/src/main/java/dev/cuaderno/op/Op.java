package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.grad.Tape;
import dev.cuaderno.tensor.Tensor;

/// An operation on tensors. Implementations are records: their components are the operation's
/// parameters.
public interface Op {

    /// The name in errors and drawings, that of the tensor's method.
    String name();

    /// Checks the inputs and computes the result in new memory, or as a view.
    ///
    /// @param inputs plain values, so that operations used inside leave nothing on a tape
    /// @throws dev.cuaderno.tensor.ShapeException if the inputs do not fit
    Tensor forward(Tensor... inputs);

    /// ∂L/∂(input `index`), given ∂L/∂y. Written with operations that can themselves be
    /// differentiated, which makes derivatives of higher order work.
    ///
    /// @return a tensor of the input's shape
    /// @throws UnsupportedOperationException if the operation has no derivative
    default Tensor backward(int index, Flow at) {
        throw new UnsupportedOperationException(
                name()
                        + " has no derivative; compute it inside noGrad(...), or on detach()ed"
                        + " tensors");
    }

    /// Whether gradients can flow through this operation. The results of others, such as
    /// comparisons and positions, are plain values.
    default boolean differentiable() {
        return true;
    }

    /// Whether [#backward] reads the numbers of an input, and not only its shape. The numbers of
    /// large inputs that no step needs are not kept for the way back.
    default boolean needsInput(int index) {
        return true;
    }

    /// Whether [#backward] reads the numbers of the result, likewise.
    default boolean needsResult() {
        return true;
    }

    /// The result for these inputs, recorded if gradients are asked for: what everybody calls.
    default Tensor apply(Tensor... inputs) {
        return Tape.record(this, inputs);
    }
}
