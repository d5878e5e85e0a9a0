package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

/// Small matrices side by side as an SVG document, dark on white.
final class ShadedSvg {

    private static final double GAP = 28;

    private ShadedSvg() {}

    static String of(Shaded shaded) {
        var titled = !shaded.titles().isEmpty();
        var svg = new SceneSvg();
        var x = 14.0;
        var rows = 0;
        for (var i = 0; i < shaded.matrices().size(); i++) {
            var matrix = shaded.matrices().get(i);
            if (titled) {
                svg.text(x, 24, "start", 13, false, shaded.titles().get(i));
            }
            var wide = matrix(svg, shaded, matrix, x, titled ? 34 : 14);
            var room = titled ? Math.max(wide, shaded.titles().get(i).length() * 7.4) : wide;
            x += room + GAP;
            rows = Math.max(rows, matrix.size(0));
        }
        return svg.document(x - GAP + 14, (titled ? 34 : 14) + rows * SceneSvg.ROW + 14);
    }

    private static double matrix(SceneSvg svg, Shaded shaded, Tensor matrix, double x, double y) {
        var numbers = Wording.numbers(matrix);
        var largest = matrix.abs().max().itemDouble();
        var best = shaded.maxima() ? (int) matrix.argmax().item() : -1;
        var characters = 1;
        for (var value : matrix.toDoubleArray()) {
            characters = Math.max(characters, Wording.shortest(numbers, value).length());
        }
        var width = SceneSvg.cellWidth(characters);
        for (var row = 0; row < matrix.size(0); row++) {
            for (var column = 0; column < matrix.size(1); column++) {
                var value = matrix.getDouble(row, column);
                var marked = row * matrix.size(1) + column == best;
                var shade = Shaded.shade(value, largest).replace("background:", "");
                svg.cell(
                        x + column * width,
                        y + row * SceneSvg.ROW,
                        width,
                        shade.isEmpty() ? "none" : shade,
                        marked ? Mark.WINDOW.border() : "",
                        marked,
                        Wording.shortest(numbers, value));
            }
        }
        return width * matrix.size(1);
    }
}
