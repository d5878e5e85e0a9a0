package dev.cuaderno.tensor;

/// Parts of matrices chosen by row and column.
final class Triangles {

    private Triangles() {}

    /// Whether an element is kept.
    @FunctionalInterface
    interface Choice {
        boolean keeps(int row, int column);
    }

    /// The tensor with 0 for the elements that are not kept, in each of its matrices.
    static Tensor keep(Tensor x, String operation, Choice choice) {
        if (x.rank() < 2) {
            throw ShapeException.in(operation)
                    .rule("the last two axes are rows and columns")
                    .got(x.shape().toString())
                    .fix("reshape(...) makes a matrix of a vector")
                    .error();
        }
        var rows = x.size(-2);
        var columns = x.size(-1);
        var mask = x.dtype().allocate(rows * columns);
        for (var row = 0; row < rows; row++) {
            for (var column = 0; column < columns; column++) {
                mask.set(row * columns + column, choice.keeps(row, column) ? 1 : 0);
            }
        }
        return x.where(Tensor.of(mask, Shape.of(rows, columns)), Tensors.scalar(0, x.dtype()));
    }
}
