package dev.cuaderno.plan;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
import dev.cuaderno.kernels.Curve;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.nn.Activation;
import dev.cuaderno.op.Clamp;
import dev.cuaderno.op.Elu;
import dev.cuaderno.op.LeakyRelu;
import dev.cuaderno.op.Op;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.tensor.DType;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensors;

import java.util.List;
import java.util.Optional;

/// Which functions plans have loops for: those that are finite at 0, as their derivatives are.
/// Results have channels too many that hold zeros, and must not become what no weight of 0 undoes.
final class Curves {

    private Curves() {}

    /// The curve that an operation draws, if it is one.
    static Optional<Curve> of(Op op) {
        return Optional.<Curve>ofNullable(
                        switch (op) {
                            case Pointwise(Unary f) -> f;
                            case LeakyRelu leaky -> leaky.curve();
                            case Elu elu -> elu.curve();
                            case Clamp clamp -> clamp.curve();
                            default -> null;
                        })
                .filter(Curves::isFinite);
    }

    private static boolean isFinite(Curve f) {
        var value = f.apply(0);
        return Double.isFinite(value) && Double.isFinite(f.slope(f.slopeOfValue() ? value : 0));
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
