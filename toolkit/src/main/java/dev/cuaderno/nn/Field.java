package dev.cuaderno.nn;

/// The receptive field: the part of the network's input on which one element depends. A layer with
/// extent k, stride s and padding p widens it by (k−1)·j, moves its beginning by −p·j and
/// multiplies the jump j by s.
///
/// @param rows its rows
/// @param columns its columns
/// @param top the first row of the field of element 0; negative inside the padding
/// @param left its first column
/// @param rowJump how many rows of the input lie between the fields of neighbouring elements
/// @param columnJump how many columns do
/// @param whole whether it is all of the input
/// @param depth how many layers with weights lie on the longest path to here
public record Field(
        int rows,
        int columns,
        int top,
        int left,
        int rowJump,
        int columnJump,
        boolean whole,
        int depth) {

    /// The input itself.
    static final Field INPUT = new Field(1, 1, 0, 0, 1, 1, false, 0);

    Field then(Reach reach, boolean weighted) {
        return new Field(
                rows + (reach.extent().rows() - 1) * rowJump,
                columns + (reach.extent().columns() - 1) * columnJump,
                top - reach.before().rows() * rowJump,
                left - reach.before().columns() * columnJump,
                rowJump * reach.stride().rows(),
                columnJump * reach.stride().columns(),
                whole || reach.whole(),
                depth + (weighted ? 1 : 0));
    }

    /// What both see together, where paths meet.
    Field with(Field other) {
        var first = Math.min(top, other.top);
        var leftmost = Math.min(left, other.left);
        return new Field(
                Math.max(top + rows, other.top + other.rows) - first,
                Math.max(left + columns, other.left + other.columns) - leftmost,
                first,
                leftmost,
                Math.max(rowJump, other.rowJump),
                Math.max(columnJump, other.columnJump),
                whole || other.whole,
                Math.max(depth, other.depth));
    }

    /// `19x19`, or `all`.
    @Override
    public String toString() {
        return whole ? "all" : rows + "x" + columns;
    }
}
