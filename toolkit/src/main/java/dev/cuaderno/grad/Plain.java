package dev.cuaderno.grad;

/// The origin of a plain value: no gradient flows to it or through it.
public enum Plain implements Origin {
    /// All plain values are alike.
    VALUE
}
