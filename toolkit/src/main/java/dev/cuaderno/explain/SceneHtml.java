package dev.cuaderno.explain;

/// Writes a scene as HTML with its styles inline.
final class SceneHtml {

    private static final String ROW = "display:flex;align-items:center;gap:.5em";
    private static final String COLUMN = "display:flex;flex-direction:column;gap:.6em";
    private static final String NOTE = "font-size:.85em;text-align:center;margin-top:.2em";

    private SceneHtml() {}

    static void write(Scene scene, StringBuilder html) {
        switch (scene) {
            case Scene.Cells table -> table(table, html);
            case Scene.Sign(var text) ->
                    html.append("<span style=\"font-size:1.3em\">").append(text).append("</span>");
            case Scene.Beside(var parts) -> {
                html.append("<div style=\"").append(ROW).append("\">");
                parts.forEach(part -> write(part, html));
                html.append("</div>");
            }
            case Scene.Below(var parts) -> {
                html.append("<div style=\"").append(COLUMN).append("\">");
                parts.forEach(part -> write(part, html));
                html.append("</div>");
            }
        }
    }

    /// The room that a scene takes from left to right, in letters; about.
    static double width(Scene scene) {
        return switch (scene) {
            case Scene.Cells table ->
                    table.rows().getFirst().size()
                            * (Math.max(1.4, 0.58 * table.characters() + 0.5) + 0.5);
            case Scene.Sign _ -> 1.3;
            case Scene.Beside(var parts) ->
                    parts.stream().mapToDouble(SceneHtml::width).sum() + 0.5 * (parts.size() - 1);
            case Scene.Below(var parts) ->
                    parts.stream().mapToDouble(SceneHtml::width).max().orElse(0);
        };
    }

    private static void table(Scene.Cells table, StringBuilder html) {
        html.append("<div>");
        new Grid(table.rows().size(), table.rows().getFirst().size(), table.characters())
                .write(
                        html,
                        (row, column) -> {
                            var cell = table.rows().get(row).get(column);
                            return new Grid.Cell(cell.text(), cell.mark().css());
                        });
        if (!table.note().isEmpty()) {
            html.append("<div style=\"").append(NOTE).append("\">");
            html.append(Html.escape(table.note())).append("</div>");
        }
        html.append("</div>");
    }
}
