package dev.cuaderno.op;

import dev.cuaderno.grad.Flow;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

/// y[...] = x[index[...]]: the rows of a table by their numbers. The gradient of every y is added
/// to the row it was taken from ([AddRows]); the numbers get none.
///
/// Shapes: x `[n, ...]`, index of any shape, y the index's shape with the row's behind it.
public record Rows() implements Op {

    @Override
    public String name() {
        return "rows";
    }

    /// @param inputs x and index
    @Override
    public Tensor forward(Tensor... inputs) {
        var x = inputs[0].contiguous();
        var index = inputs[1].contiguous();
        var row = x.shape().slice(1, x.rank());
        var y = x.dtype().allocate(index.elements() * row.elements());
        for (var i = 0; i < index.elements(); i++) {
            var from = x.offset() + Gather.position(index, i, x.size(0)) * row.elements();
            for (var k = 0; k < row.elements(); k++) {
                y.set(i * row.elements() + k, x.storage().get(from + k));
            }
        }
        return Tensor.of(y, index.shape().concat(row));
    }

    @Override
    public Tensor backward(int index, Flow at) {
        return index == 0
                ? new AddRows(at.input(0).shape()).apply(at.gradient(), at.input(1))
                : Gather.nothing(at.input(1));
    }

    /// The transpose of [Rows]: a table of zeros to whose rows others are added.
    ///
    /// @param table the shape of the table
    public record AddRows(Shape table) implements Op {

        @Override
        public String name() {
            return "addRows";
        }

        /// @param inputs the rows and their numbers
        @Override
        public Tensor forward(Tensor... inputs) {
            var rows = inputs[0].contiguous();
            var index = inputs[1].contiguous();
            var length = table.elements() / table.size(0);
            var x = rows.dtype().allocate(table.elements());
            for (var i = 0; i < rows.elements(); i++) {
                var to = Gather.position(index, i / length, table.size(0)) * length + i % length;
                x.set(to, x.get(to) + rows.storage().get(rows.offset() + i));
            }
            return Tensor.of(x, table);
        }

        @Override
        public Tensor backward(int index, Flow at) {
            return index == 0
                    ? new Rows().apply(at.gradient(), at.input(1))
                    : Gather.nothing(at.input(1));
        }
    }
}
