package dev.cuaderno;

import dev.cuaderno.grad.GradCheck;
import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Scopes;
import dev.cuaderno.nn.Running;
import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Gradients and the scopes that belong to them, for [Cuaderno].
abstract class GradFacade extends LossFacade {

    GradFacade() {}

    /// The gradient of a single number by a tensor it was computed from.
    ///
    /// ```java
    /// var x = tensor(1, 2, 3).requiresGrad();
    /// grad(x.square().sum(), x)                  // 2 4 6
    /// ```
    ///
    /// @throws IllegalStateException if one of them is not tracked: `requiresGrad()` starts it
    /// @throws dev.cuaderno.tensor.ShapeException if `loss` has more than one element
    public static Tensor grad(Tensor loss, Tensor by) {
        return Gradients.of(loss, false, List.of(by)).getFirst();
    }

    /// The gradients of a single number by several tensors, in their order; zeros for those it does
    /// not depend on. See [#grad(Tensor, Tensor)].
    public static List<Tensor> grad(Tensor loss, List<Tensor> by) {
        return Gradients.of(loss, false, by);
    }

    /// The gradient of a single number, itself tracked so that it can be differentiated again.
    ///
    /// ```java
    /// var x = tensor(2f).requiresGrad();
    /// var slope = gradGraph(x.pow(3).sum(), x);  // 3x² = 12
    /// grad(slope.sum(), x)                       // 6x = 12
    /// ```
    public static Tensor gradGraph(Tensor loss, Tensor by) {
        return Gradients.of(loss, true, List.of(by)).getFirst();
    }

    /// The gradients of a single number by several tensors, themselves tracked.
    public static List<Tensor> gradGraph(Tensor loss, List<Tensor> by) {
        return Gradients.of(loss, true, by);
    }

    /// All derivatives of `f` at `x`: row i, column j is ∂yᵢ/∂xⱼ, both in row-major order.
    ///
    /// ```java
    /// jacobian(Tensor::square, tensor(1, 2))     // 2 0 | 0 4
    /// ```
    public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
        return Gradients.jacobian(f, x);
    }

    /// Compares the gradient of `f` at `x` with central differences in double precision.
    ///
    /// @return the largest deviation, relative to max(1, |gradient|)
    /// @throws dev.cuaderno.grad.GradientException if it is above 1e-6, with the element and both
    ///   numbers
    public static double gradCheck(UnaryOperator<Tensor> f, Tensor x) {
        return GradCheck.check(inputs -> f.apply(inputs.getFirst()), x);
    }

    /// Compares the gradients of a function of several tensors with central differences, see
    /// [#gradCheck(UnaryOperator, Tensor)].
    public static double gradCheck(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
        return GradCheck.check(f, inputs.toArray(Tensor[]::new));
    }

    /// Runs code whose results are plain values, whatever they are computed from.
    public static <T, X extends Throwable> T noGrad(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return Scopes.noGrad(body);
    }

    /// Runs code whose results are plain values, whatever they are computed from.
    public static void noGrad(Runnable body) {
        Scopes.noGrad(nothing(body));
    }

    /// Runs code in which layers behave as in training: dropout drops, batch normalisation uses the
    /// statistics of its batch.
    public static <T, X extends Throwable> T training(ScopedValue.CallableOp<? extends T, X> body)
            throws X {
        return Scopes.training(body);
    }

    /// Runs code in which layers behave as in training.
    public static void training(Runnable body) {
        Scopes.training(nothing(body));
    }

    /// Runs code in which networks run layer by layer, always with the same bits, see
    /// [dev.cuaderno.nn.Running].
    public static <T, X extends Throwable> T layerByLayer(
            ScopedValue.CallableOp<? extends T, X> body) throws X {
        return Running.layerByLayer(body);
    }

    /// Runs code in which networks run layer by layer.
    public static void layerByLayer(Runnable body) {
        Running.layerByLayer(nothing(body));
    }

    private static ScopedValue.CallableOp<Boolean, RuntimeException> nothing(Runnable body) {
        return () -> {
            body.run();
            return true;
        };
    }
}
