package dev.cuaderno.grad;

import dev.cuaderno.op.Op;
import dev.cuaderno.tensor.Tensor;

/// Runs operations and records those that gradients must flow through.
public final class Tape {

    private Tape() {}

    /// The result of an operation. It is tracked if one of the inputs is, the operation has a
    /// derivative and no `noGrad` scope surrounds the call; without tracked inputs nothing happens
    /// here but the computation itself.
    public static Tensor record(Op op, Tensor... inputs) {
        if (!anyTracked(inputs)) {
            return op.forward(inputs);
        }
        // What an operation calls inside sees plain values and so leaves no steps of its own.
        var plain = new Tensor[inputs.length];
        for (var i = 0; i < inputs.length; i++) {
            plain[i] = inputs[i].as(Plain.VALUE);
        }
        var result = op.forward(plain);
        return op.differentiable() && Scopes.recording()
                ? result.as(Step.of(op, result, inputs))
                : result;
    }

    private static boolean anyTracked(Tensor... inputs) {
        for (var input : inputs) {
            if (input.isTracked()) {
                return true;
            }
        }
        return false;
    }
}
