package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.Optional;

/// What one channel gives to one cell of the result.
///
/// @param region where the window lies, in cells of the padded channel
/// @param window the values in it that take part
/// @param products each value times the filter's element on it; none for pooling
public record Part(Region region, Tensor window, Optional<Tensor> products) {

    /// The sum of the products; of the values, for pooling.
    public double sum() {
        return products.orElse(window).sum().itemDouble();
    }
}
