package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which indices of each axis are shown: all of a small tensor, three from either end of every long
/// axis of a large one.
final class Excerpt {

    /// Stands for the indices left out.
    static final int GAP = -1;

    private static final int MOST_ELEMENTS = 1000;
    private static final int MOST_COLUMNS = 32;
    private static final int EDGE = 3;

    private final boolean shortened;

    private Excerpt(boolean shortened) {
        this.shortened = shortened;
    }

    static Excerpt of(Shape shape) {
        return new Excerpt(shape.elements() > MOST_ELEMENTS);
    }

    /// The indices to show along an axis, with [#GAP] where some are left out.
    int[] indices(Shape shape, int axis) {
        var size = shape.size(axis);
        var last = shape.axis(axis) == shape.rank() - 1;
        if (size > 2 * EDGE && (shortened || (last && size > MOST_COLUMNS))) {
            return IntStream.concat(
                            IntStream.concat(IntStream.range(0, EDGE), IntStream.of(GAP)),
                            IntStream.range(size - EDGE, size))
                    .toArray();
        }
        return IntStream.range(0, size).toArray();
    }

    /// The cells of one plane that are shown, row by row, as text.
    List<List<String>> cells(Tensor plane, Numbers numbers) {
        var rows = new ArrayList<List<String>>();
        for (var row : indices(plane.shape(), 0)) {
            var cells = new ArrayList<String>();
            for (var column : indices(plane.shape(), 1)) {
                cells.add(cell(plane, row, column, numbers));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String cell(Tensor plane, int row, int column, Numbers numbers) {
        if (row == GAP) {
            return column == GAP ? "⋱" : "⋮";
        }
        return column == GAP ? "…" : numbers.write(plane.getDouble(row, column));
    }
}
