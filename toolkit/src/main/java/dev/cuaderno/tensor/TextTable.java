package dev.cuaderno.tensor;

import java.util.ArrayList;
import java.util.List;

/// Reads a tensor written as a table: columns divided by blanks, rows by line ends, planes by empty
/// lines. One line alone is a vector, several are a matrix, several planes have three axes. A
/// number is written as in Java, or as a fraction: `1/9`.
final class TextTable {

    private TextTable() {}

    static Tensor read(String text) {
        var numbers = new ArrayList<Double>();
        var rowsOfPlanes = new ArrayList<Integer>();
        var columns = 0;
        var rows = 0;
        var lines = text.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty()) {
                rows = endPlane(rows, rowsOfPlanes, i);
                continue;
            }
            var cells = line.split("\\s+", -1);
            if (columns != 0 && cells.length != columns) {
                throw ShapeException.in("tensor")
                        .rule("all rows of the table have the same number of columns")
                        .got(
                                "line %d has %d numbers, the lines before it %d: %s"
                                        .formatted(i + 1, cells.length, columns, line))
                        .fix("complete the row")
                        .error();
            }
            columns = cells.length;
            rows++;
            for (var cell : cells) {
                numbers.add(number(cell, i));
            }
        }
        endPlane(rows, rowsOfPlanes, lines.size());
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("tensor: the table holds no numbers");
        }
        return Tensors.of(numbers.stream().mapToDouble(Double::doubleValue).toArray())
                .reshape(shape(rowsOfPlanes, columns));
    }

    private static int endPlane(int rows, List<Integer> planes, int line) {
        if (rows > 0) {
            if (!planes.isEmpty() && planes.getFirst() != rows) {
                throw ShapeException.in("tensor")
                        .rule("all planes of the table have the same number of rows")
                        .got(
                                "the plane that ends at line %d has %d rows, the first one %d"
                                        .formatted(line, rows, planes.getFirst()))
                        .fix("complete the plane, or remove the empty line")
                        .error();
            }
            planes.add(rows);
        }
        return 0;
    }

    private static Shape shape(List<Integer> planes, int columns) {
        var rows = planes.getFirst();
        if (planes.size() > 1) {
            return Shape.of(planes.size(), rows, columns);
        }
        return rows > 1 ? Shape.of(rows, columns) : Shape.of(columns);
    }

    private static double number(String cell, int line) {
        try {
            var slash = cell.indexOf('/');
            return slash < 0
                    ? Double.parseDouble(cell)
                    : Double.parseDouble(cell.substring(0, slash))
                            / Double.parseDouble(cell.substring(slash + 1));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "tensor: line %d: '%s' is not a number; decimals take a point: 0.5, and fractions a stroke: 1/9"
                            .formatted(line + 1, cell),
                    notANumber);
        }
    }
}
