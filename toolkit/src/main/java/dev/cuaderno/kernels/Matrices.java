package dev.cuaderno.kernels;

/// Matrices of one size that lie alike, each somewhere in an array.
///
/// @param starts where each of them begins
/// @param row from one row to the next
/// @param column from one column to the next
// The numbers are meant, nobody changes them.
@SuppressWarnings("ArrayRecordComponent")
public record Matrices(float[] array, int[] starts, int row, int column) {

    /// One of them.
    Matrix at(int index) {
        return new Matrix(array, starts[index], row, column);
    }

    /// Whether the numbers of a row lie side by side.
    boolean hasRows() {
        return column == 1;
    }
}
