package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

/// A result being filled, row by row: the first `filled` cells are known, the others are gaps.
///
/// @param result the whole result, a matrix
public record Partial(Tensor result, int filled) {

    /// Whether the cell is known yet.
    public boolean has(int row, int column) {
        return row * result.size(1) + column < filled;
    }

    /// The cell's value.
    ///
    /// @throws IllegalStateException if it is still a gap
    public double get(int row, int column) {
        if (!has(row, column)) {
            throw new IllegalStateException(
                    "O[%d,%d] is not computed yet at step %d".formatted(row, column, filled));
        }
        return result.getDouble(row, column);
    }

    /// Whether the cell is the last one that became known.
    boolean isNewest(int row, int column) {
        return row * result.size(1) + column == filled - 1;
    }
}
