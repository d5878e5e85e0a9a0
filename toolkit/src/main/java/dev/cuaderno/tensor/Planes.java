package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tensor as the list of matrices one sees of it: what both the text and the HTML show.
///
/// @param heading the shape, and the type unless it is the usual one
/// @param planes the matrices shown, in order
/// @param single whether there is no axis besides rows and columns
record Planes(String heading, List<Plane> planes, boolean single) {

    /// One matrix of cells as text.
    ///
    /// @param label where it stands, for instance `[0, 2, :, :]`, or `…` for matrices left out
    record Plane(String label, List<List<String>> cells) {
        boolean isGap() {
            return cells.isEmpty();
        }
    }

    static Planes of(Tensor tensor) {
        var type = tensor.dtype() == DType.FLOAT32 ? "" : " " + tensor.dtype();
        var heading = "Tensor" + tensor.shape() + type;
        var excerpt = Excerpt.of(tensor.shape());
        // One way of writing for the whole tensor, so that planes can be compared.
        var numbers = Numbers.fitting(shown(tensor, excerpt));
        var table =
                switch (tensor.rank()) {
                    case 0 -> tensor.reshape(1, 1);
                    case 1 -> tensor.reshape(1, -1);
                    default -> tensor;
                };
        var planes = new ArrayList<Plane>();
        collect(table, "", excerpt, numbers, planes);
        return new Planes(heading, planes, tensor.rank() <= 2);
    }

    private static void collect(
            Tensor part, String label, Excerpt excerpt, Numbers numbers, List<Plane> planes) {
        if (part.rank() == 2) {
            planes.add(new Plane("[" + label + ":, :]", excerpt.cells(part, numbers)));
            return;
        }
        for (var index : excerpt.indices(part.shape(), 0)) {
            if (index == Excerpt.GAP) {
                planes.add(new Plane("…", List.of()));
            } else {
                collect(part.at(index), label + index + ", ", excerpt, numbers, planes);
            }
        }
    }

    /// The numbers that are shown.
    private static double[] shown(Tensor tensor, Excerpt excerpt) {
        var part = tensor;
        for (var axis = 0; axis < tensor.rank(); axis++) {
            var indices = excerpt.indices(tensor.shape(), axis);
            if (indices.length < tensor.size(axis)) {
                var size = tensor.size(axis);
                var front = cut(part, axis, 0, indices.length / 2);
                var back = cut(part, axis, size - indices.length / 2, size);
                part = Tensors.concat(axis, front, back);
            }
        }
        return part.toDoubleArray();
    }

    private static Tensor cut(Tensor part, int axis, int from, int to) {
        var indices = new Object[axis + 1];
        Arrays.fill(indices, new Index.All());
        indices[axis] = new Index.Range(from, to, 1);
        return part.at(indices);
    }
}
