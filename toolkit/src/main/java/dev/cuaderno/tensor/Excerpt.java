package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Which indices of each axis are shown: all of a small tensor, three from either end of every long
/// axis of a large one. Of many planes only the first and the last along each axis are shown: a
/// batch of images is to fit on a screen.
final class Excerpt {

    /// Stands for the indices left out.
    static final int GAP = -1;

    private static final int MOST_ELEMENTS = 1000;
    private static final int MOST_COLUMNS = 32;
    private static final int MOST_PLANES = 6;
    private static final int EDGE = 3;

    private final boolean shortened;

    /// Indices from either end of an axis of planes.
    private final int planeEdge;

    private Excerpt(boolean shortened, int planeEdge) {
        this.shortened = shortened;
        this.planeEdge = planeEdge;
    }

    static Excerpt of(Shape shape) {
        var planes = 1;
        for (var axis = 0; axis < shape.rank() - 2; axis++) {
            planes *= Math.min(shape.size(axis), 2 * EDGE);
        }
        return new Excerpt(shape.elements() > MOST_ELEMENTS, planes > MOST_PLANES ? 1 : EDGE);
    }

    /// The indices to show along an axis, with [#GAP] where some are left out.
    int[] indices(Shape shape, int axis) {
        var size = shape.size(axis);
        var last = shape.axis(axis) == shape.rank() - 1;
        var edge = shape.axis(axis) < shape.rank() - 2 ? planeEdge : EDGE;
        if (size > 2 * edge && (shortened || (last && size > MOST_COLUMNS))) {
            return IntStream.concat(
                            IntStream.concat(IntStream.range(0, edge), IntStream.of(GAP)),
                            IntStream.range(size - edge, size))
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
