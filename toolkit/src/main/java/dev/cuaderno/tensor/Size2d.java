package dev.cuaderno.tensor;

/// A number of rows and a number of columns: of a kernel, a step, a picture.
public record Size2d(int rows, int columns) {

    /// The same number both ways.
    public static Size2d square(int size) {
        return new Size2d(size, size);
    }

    /// `2x3`.
    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
