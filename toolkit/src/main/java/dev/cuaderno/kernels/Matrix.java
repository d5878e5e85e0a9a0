package dev.cuaderno.kernels;

/// Where the numbers of a matrix lie: row by row, column by column, or farther apart.
///
/// @param row from one row to the next
/// @param column from one column to the next
// The memory itself is meant, not its contents.
@SuppressWarnings("ArrayRecordComponent")
public record Matrix(float[] array, int at, int row, int column) {

    /// A matrix with rows of so many numbers, one row after the other.
    public static Matrix rows(float[] array, int at, int columns) {
        return new Matrix(array, at, columns, 1);
    }

    /// Where a number lies.
    int at(int i, int j) {
        return at + i * row + j * column;
    }

    /// The transposed matrix, in the same memory.
    Matrix turned() {
        return new Matrix(array, at, /* row= */ column, /* column= */ row);
    }

    /// Whether the numbers of a row lie side by side.
    boolean hasRows() {
        return column == 1;
    }
}
