package dev.cuaderno.grad;

/// How a tensor came about, as far as gradients are concerned.
public sealed interface Origin permits Plain, Leaf, Step {

    /// How many steps lie between here and the farthest leaf.
    default int depth() {
        return this instanceof Step step ? step.distance() : 0;
    }
}
