package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A drawing made of tables of numbers and of signs between them, before it is HTML or SVG.
sealed interface Scene {

    /// What stands in a cell, and how it stands out.
    record Cell(String text, Mark mark) {}

    /// What stands where.
    @FunctionalInterface
    interface At {
        Cell at(int row, int column);
    }

    /// A table.
    ///
    /// @param characters the width of a column
    /// @param note a few words below it, or none
    record Cells(int characters, List<List<Cell>> rows, String note) implements Scene {

        static Cells of(int rows, int columns, int characters, String note, At at) {
            var table = new ArrayList<List<Cell>>();
            for (var row = 0; row < rows; row++) {
                var line = new ArrayList<Cell>();
                for (var column = 0; column < columns; column++) {
                    line.add(at.at(row, column));
                }
                table.add(List.copyOf(line));
            }
            return new Cells(characters, List.copyOf(table), note);
        }
    }

    /// A sign between tables: `⊗`, `→`.
    record Sign(String text) implements Scene {}

    /// From left to right, centred.
    record Beside(List<Scene> parts) implements Scene {}

    /// From top to bottom.
    record Below(List<Scene> parts) implements Scene {}

    /// All cells of all tables, in the order in which they are written.
    default Stream<Cell> cells() {
        return switch (this) {
            case Cells table -> table.rows().stream().flatMap(List::stream);
            case Sign _ -> Stream.of();
            case Beside(var parts) -> parts.stream().flatMap(Scene::cells);
            case Below(var parts) -> parts.stream().flatMap(Scene::cells);
        };
    }
}
