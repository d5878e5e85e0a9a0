package dev.cuaderno.plan;

import dev.cuaderno.grad.Scopes;
import dev.cuaderno.grad.Step;
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
import java.util.function.DoubleUnaryOperator;

/// A function of every number whose derivative follows from its value.
///
/// @param value y of x
/// @param slope ∂y/∂x of y
record Curve(DoubleUnaryOperator value, DoubleUnaryOperator slope) {

    /// The curve that an operation draws, if it is one.
    static Optional<Curve> of(Op op) {
        return Optional.ofNullable(
                switch (op) {
                    case Pointwise(Unary f) when f == Unary.TANH ->
                            new Curve(f::apply, y -> 1 - y * y);
                    case Pointwise(Unary f) when f == Unary.SIGMOID ->
                            new Curve(f::apply, y -> y * (1 - y));
                    case LeakyRelu(double slope) when slope > 0 ->
                            new Curve(x -> x > 0 ? x : slope * x, y -> y > 0 ? 1 : slope);
                    case Elu(double alpha) when alpha > 0 ->
                            new Curve(
                                    x -> x > 0 ? x : alpha * Math.expm1(x),
                                    y -> y >= 0 ? 1 : y + alpha);
                    default -> null;
                });
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
