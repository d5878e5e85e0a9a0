package dev.cuaderno.tensor;

import dev.cuaderno.grad.Gradients;
import dev.cuaderno.grad.Leaf;
import dev.cuaderno.grad.Plain;
import dev.cuaderno.grad.Step;
import dev.cuaderno.op.Copy;

/// Gradients, see [dev.cuaderno.grad].
///
/// ```java
/// var w = tensor(1, 2, 3).requiresGrad();
/// var loss = w.square().sum();
/// loss.backward();
/// w.grad()                                   // 2 4 6
/// w.update(w.minus(w.grad().times(0.1)));    // a step downhill
/// w.zeroGrad();
/// ```
public sealed interface Differentiable permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    /// A parameter with these numbers: gradients are collected in it, and [#update] changes it. It
    /// has memory of its own, so that this tensor stays what it is. A parameter gives itself.
    ///
    /// @throws IllegalStateException if this tensor is itself computed from a parameter
    default Tensor requiresGrad() {
        return switch (self().origin()) {
            case Leaf leaf -> self();
            case Step step ->
                    throw new IllegalStateException(
                            "requiresGrad: the tensor is already tracked, as a result of "
                                    + step.op().name()
                                    + "; detach().requiresGrad() starts afresh from its numbers");
            case Plain plain -> {
                var own = new Copy(self().dtype()).forward(self());
                yield own.as(new Leaf(own.storage()));
            }
        };
    }

    /// Whether gradients flow here: a parameter, or computed from one outside of `noGrad`.
    default boolean isTracked() {
        return self().origin() != Plain.VALUE;
    }

    /// Whether this is a parameter, made by [#requiresGrad].
    default boolean isParameter() {
        return self().origin() instanceof Leaf;
    }

    /// These numbers as a plain value, through which no gradient flows. Those of a parameter are
    /// copied, since they will change.
    default Tensor detach() {
        return isParameter()
                ? new Copy(self().dtype()).forward(self().as(Plain.VALUE))
                : self().as(Plain.VALUE);
    }

    /// Adds the gradient of this single number to every parameter it was computed from.
    ///
    /// @throws ShapeException if this has more than one element
    /// @throws IllegalStateException if it was not computed from any parameter
    default void backward() {
        Gradients.backward(self(), Gradients.seed("backward", self()));
    }

    /// Adds to every parameter this was computed from the gradient of Σ y·gradient, y being this
    /// tensor.
    ///
    /// @param gradient of the shape of this tensor
    default void backward(Tensor gradient) {
        Gradients.backward(self(), gradient);
    }

    /// The sum of the gradients that came to this parameter since [#zeroGrad].
    ///
    /// @throws IllegalStateException if this is no parameter, or none came
    default Tensor grad() {
        return Leaf.of(self())
                .gradient()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "grad: no gradient has reached the parameter "
                                                + self().shape()
                                                + " yet; call backward() on a loss computed from"
                                                + " it"));
    }

    /// Whether a gradient came to this parameter since [#zeroGrad].
    default boolean hasGrad() {
        return self().origin() instanceof Leaf leaf && leaf.glance().isPresent();
    }

    /// Forgets the gradient of this parameter.
    default void zeroGrad() {
        Leaf.of(self()).clear();
    }

    /// Gives this parameter new numbers, in place; its views see them too. The only method that
    /// changes a tensor.
    ///
    /// @param values of the shape of this parameter; rounded to its type
    /// @throws IllegalStateException if this is no parameter
    default void update(Tensor values) {
        if (!values.shape().equals(self().shape())) {
            throw ShapeException.in("update")
                    .rule("the new numbers have the parameter's shape")
                    .got(values.shape() + " for a parameter " + self().shape())
                    .fix("reshape(...) them")
                    .error();
        }
        var dense = new Copy(self().dtype()).forward(values.as(Plain.VALUE));
        Leaf.of(self())
                .update(
                        memory -> {
                            for (var i = 0; i < memory.size(); i++) {
                                memory.set(i, dense.storage().get(i));
                            }
                        });
    }
}
