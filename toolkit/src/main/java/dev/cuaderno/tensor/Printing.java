package dev.cuaderno.tensor;

/// A tensor as text:
///
/// ```
/// Tensor[2, 3]
///  1.5  0.0  2.0
/// -0.5  1.0  1.0
/// ```
///
/// Read back by `tensor(...)` without its first line.
final class Printing {

    private Printing() {}

    static String text(Tensor tensor) {
        var view = Planes.of(tensor);
        if (tensor.rank() == 0) {
            return view.heading() + " " + view.planes().getFirst().cells().getFirst().getFirst();
        }
        var width = width(view);
        var text = new StringBuilder(view.heading());
        for (var plane : view.planes()) {
            if (!view.single()) {
                text.append('\n').append(plane.label());
            }
            for (var row : plane.cells()) {
                text.append('\n');
                var blank = "";
                for (var cell : row) {
                    text.append(blank).append(" ".repeat(width - cell.length())).append(cell);
                    blank = " ";
                }
            }
        }
        return text.toString();
    }

    private static int width(Planes view) {
        var width = 0;
        for (var plane : view.planes()) {
            for (var row : plane.cells()) {
                for (var cell : row) {
                    width = Math.max(width, cell.length());
                }
            }
        }
        return width;
    }
}
