package dev.cuaderno.plan;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.op.Elu;
import dev.cuaderno.op.LeakyRelu;
import dev.cuaderno.op.Op;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensors;

import java.util.List;
import java.util.Optional;

/// Which functions plans have loops for: those whose derivative follows from their value, which is
/// all that a plan keeps.
final class Curves {

    private Curves() {}

    /// The curve that an operation draws, if it is one.
    static Optional<Curve> of(Op op) {
        return Optional.<Curve>ofNullable(
                        switch (op) {
                            case Pointwise(Unary f) when f == Unary.TANH || f == Unary.SIGMOID -> f;
                            case LeakyRelu leaky -> leaky.curve();
                            case Elu elu -> elu.curve();
                            default -> null;
                        })
                .filter(Curve::slopeOfValue);
    }

    /// The curve of an activation that is a single operation.
    ///
    /// @throws PlanException if it is none
    static Curve of(Activation layer) {
        var x = Tensors.full(0, DType.FLOAT32, Shape.of(1, 1)).requiresGrad();
        var y = Scopes.grad(() -> layer.forward(x));
        if (y.origin() instanceof Step step && step.inputs().equals(List.of(x))) {
            var curve = of(step.op());
            if (curve.isPresent()) {
                return curve.get();
            }
        }
        throw new PlanException("the layer " + layer);
    }
}
