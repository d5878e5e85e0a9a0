package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

/// The cells of a matrix in some rows and some columns: where a window lies.
public record Region(Span rows, Span columns) {

    /// Whether the cell is one of these.
    public boolean contains(int row, int column) {
        return rows.contains(row) && columns.contains(column);
    }

    /// Those of the cells that lie in another region of neighbours.
    public Region within(Region limits) {
        return new Region(rows.within(limits.rows), columns.within(limits.columns));
    }

    /// The values of a matrix there.
    public Tensor of(Tensor matrix) {
        return matrix.at(rows.index(), columns.index());
    }
}
