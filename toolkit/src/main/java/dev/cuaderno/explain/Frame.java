package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/// One step of a computation with a window: how one cell of the result comes about.
///
/// @param step counted from 1
/// @param row the row of the result's cell
/// @param column its column
/// @param parts what each channel gives to it
/// @param value the result's cell
/// @param partialOutput the result so far, this cell included
public record Frame(
        int step, int row, int column, List<Part> parts, double value, Partial partialOutput) {

    public Frame {
        parts = List.copyOf(parts);
    }

    /// Where the window lies, in cells of the padded image; in all channels the same.
    public Region region() {
        return parts.getFirst().region();
    }

    /// The values in the window that take part, of the first channel.
    public Tensor window() {
        return parts.getFirst().window();
    }

    /// Each value times the filter's element on it, of the first channel; none for pooling.
    public Optional<Tensor> products() {
        return parts.getFirst().products();
    }
}
