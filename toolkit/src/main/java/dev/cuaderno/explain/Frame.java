package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.Optional;

/// One step of a computation with a window: how one cell of the result comes about.
///
/// @param step counted from 1
/// @param row the row of the result's cell
/// @param column its column
/// @param region where the window lies, in cells of the padded image
/// @param window the values in it that take part
/// @param products each value times the filter's element on it; none for pooling
/// @param value the result's cell
/// @param partialOutput the result so far, this cell included
public record Frame(
        int step,
        int row,
        int column,
        Region region,
        Tensor window,
        Optional<Tensor> products,
        double value,
        Partial partialOutput) {}
