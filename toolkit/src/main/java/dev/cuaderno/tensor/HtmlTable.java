package dev.cuaderno.tensor;

import java.util.List;

/// A tensor as HTML: one small table per plane. Takes its colours from the page, so that it reads
/// on light and dark ones alike.
final class HtmlTable {

    private static final String FRAME =
            "display:flex;flex-wrap:wrap;gap:.8em 1.2em;align-items:flex-start";
    private static final String TABLE =
            "border-collapse:collapse;width:auto;margin:0;color:inherit;background:transparent";
    private static final String CELL =
            "border:1px solid color-mix(in srgb,currentColor 30%,transparent);padding:.15em .5em;"
                    + "text-align:right;font-variant-numeric:tabular-nums;color:inherit;"
                    + "background:transparent";
    private static final String NOTE = "font-size:.85em;opacity:.75;margin:.1em 0 .3em";

    private HtmlTable() {}

    static String of(Tensor tensor) {
        var view = Planes.of(tensor);
        var html = new StringBuilder();
        html.append("<div class=\"cuaderno-tensor\"><div style=\"").append(NOTE).append("\">");
        html.append(view.heading()).append("</div><div style=\"").append(FRAME).append("\">");
        for (var plane : view.planes()) {
            html.append("<div>");
            if (!view.single()) {
                html.append("<div style=\"").append(NOTE).append("\">");
                html.append(plane.label()).append("</div>");
            }
            if (!plane.isGap()) {
                table(plane.cells(), html);
            }
            html.append("</div>");
        }
        return html.append("</div></div>").toString();
    }

    private static void table(List<List<String>> cells, StringBuilder html) {
        html.append("<table style=\"").append(TABLE).append("\"><tbody>");
        for (var row : cells) {
            html.append("<tr>");
            for (var cell : row) {
                html.append("<td style=\"").append(CELL).append("\">").append(cell).append("</td>");
            }
            html.append("</tr>");
        }
        html.append("</tbody></table>");
    }
}
