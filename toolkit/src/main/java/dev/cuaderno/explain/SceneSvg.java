package dev.cuaderno.explain;

import java.util.List;
import java.util.Locale;

/// Writes a scene as SVG, dark on white as on a sheet of paper: for files that stand alone.
final class SceneSvg {

    /// The height of a cell.
    static final double ROW = 30;

    private static final double NOTE = 18;
    private static final double GAP = 9;
    private static final double CHARACTER = 8.4;
    private static final double SIGN = 22;
    private static final String GREY = "rgba(128,128,128,.6)";

    /// The room that something takes.
    record Size(double width, double height) {}

    private final StringBuilder svg = new StringBuilder();

    /// A scene with its caption.
    record Panel(List<String> lines, Scene scene) {

        Size size() {
            var inner = SceneSvg.size(scene);
            var wide = lines.stream().mapToInt(String::length).max().orElse(0) * 7.4;
            return new Size(Math.max(inner.width, wide), inner.height + lines.size() * 20 + 6);
        }
    }

    /// A document with panels in columns, all of the same size.
    static String sheet(List<Panel> panels, int columns) {
        return sheet(panels, columns, largest(panels));
    }

    /// A document for each panel, all of the same size.
    static List<String> slides(List<Panel> panels) {
        var size = largest(panels);
        return panels.stream().map(panel -> sheet(List.of(panel), 1, size)).toList();
    }

    private static Size largest(List<Panel> panels) {
        var width = panels.stream().mapToDouble(panel -> panel.size().width).max().orElse(0);
        var height = panels.stream().mapToDouble(panel -> panel.size().height).max().orElse(0);
        return new Size(width + 24, height + 18);
    }

    private static String sheet(List<Panel> panels, int columns, Size each) {
        var rows = Math.ceilDiv(panels.size(), columns);
        var out = new SceneSvg();
        for (var i = 0; i < panels.size(); i++) {
            var row = i / columns;
            var x = 16 + i % columns * each.width;
            var y = 14 + row * each.height;
            var panel = panels.get(i);
            for (var line : panel.lines) {
                out.text(x, y + 14, "start", 13, false, line);
                y += 20;
            }
            out.draw(panel.scene, x, y + 6);
        }
        return out.document(columns * each.width + 16, rows * each.height + 16);
    }

    /// What was drawn, on a white sheet of that size.
    String document(double width, double height) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\""
                                + " viewBox=\"0 0 %1$.0f %2$.0f\" font-family=\"sans-serif\">%n"
                                + "<rect width=\"%1$.0f\" height=\"%2$.0f\" fill=\"#fff\"/>%n",
                        width,
                        height)
                + svg
                + "</svg>\n";
    }

    private static Size size(Scene scene) {
        return switch (scene) {
            case Scene.Cells table ->
                    new Size(
                            cell(table) * table.rows().getFirst().size() + 2,
                            ROW * table.rows().size() + (table.note().isEmpty() ? 2 : NOTE));
            case Scene.Sign _ -> new Size(SIGN, ROW);
            case Scene.Beside(var parts) -> {
                var sizes = parts.stream().map(SceneSvg::size).toList();
                yield new Size(
                        sizes.stream().mapToDouble(Size::width).sum() + GAP * (parts.size() - 1),
                        sizes.stream().mapToDouble(Size::height).max().orElse(0));
            }
            case Scene.Below(var parts) -> {
                var sizes = parts.stream().map(SceneSvg::size).toList();
                yield new Size(
                        sizes.stream().mapToDouble(Size::width).max().orElse(0),
                        sizes.stream().mapToDouble(Size::height).sum() + GAP * (parts.size() - 1));
            }
        };
    }

    private static double cell(Scene.Cells table) {
        return cellWidth(table.characters());
    }

    /// The width of a cell with so many characters.
    static double cellWidth(int characters) {
        return Math.max(ROW, characters * CHARACTER + 8);
    }

    private void draw(Scene scene, double x, double y) {
        switch (scene) {
            case Scene.Cells table -> table(table, x, y);
            case Scene.Sign(var text) -> text(x + SIGN / 2, y + 21, "middle", 19, false, text);
            case Scene.Beside(var parts) -> {
                var height = size(scene).height;
                var at = x;
                for (var part : parts) {
                    var size = size(part);
                    draw(part, at, y + (height - size.height) / 2);
                    at += size.width + GAP;
                }
            }
            case Scene.Below(var parts) -> {
                var at = y;
                for (var part : parts) {
                    draw(part, x, at);
                    at += size(part).height + GAP;
                }
            }
        }
    }

    private void table(Scene.Cells table, double x, double y) {
        var width = cell(table);
        // The borders of marked cells lie on those of their neighbours.
        for (var marked : new boolean[] {false, true}) {
            for (var row = 0; row < table.rows().size(); row++) {
                for (var column = 0; column < table.rows().get(row).size(); column++) {
                    var one = table.rows().get(row).get(column);
                    if (one.mark().border().isEmpty() != marked) {
                        cell(one, x + column * width, y + row * ROW, width);
                    }
                }
            }
        }
        if (!table.note().isEmpty()) {
            var middle = x + width * table.rows().getFirst().size() / 2;
            text(middle, y + ROW * table.rows().size() + 14, "middle", 12, false, table.note());
        }
    }

    private void cell(Scene.Cell cell, double x, double y, double width) {
        var mark = cell.mark();
        var fill = mark.fill().isEmpty() ? "none" : "rgba(" + mark.fill() + ")";
        cell(x, y, width, fill, mark.border(), mark.bold(), cell.text());
    }

    /// @param border a colour, or empty for the usual thin line
    void cell(
            double x,
            double y,
            double width,
            String fill,
            String border,
            boolean bold,
            String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.0f\" fill=\"%s\""
                                + " stroke=\"%s\" stroke-width=\"%d\"/>%n",
                        x,
                        y,
                        width,
                        ROW,
                        fill,
                        border.isEmpty() ? GREY : border,
                        border.isEmpty() ? 1 : 2));
        if (!text.isEmpty()) {
            text(x + width / 2, y + ROW / 2 + 5, "middle", 14, bold, text);
        }
    }

    void text(double x, double y, String anchor, int size, boolean bold, String text) {
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"%s>%s</text>%n",
                        x,
                        y,
                        anchor,
                        size,
                        bold ? " font-weight=\"600\"" : "",
                        Html.escape(text)));
    }
}
