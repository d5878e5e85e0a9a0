package dev.cuaderno.display;

import java.util.Locale;

/// A table as HTML that sorts by a click on a column's head, with no script but its own. It paints
/// no ground of its own, so it is legible on light and on dark pages.
final class TableHtml {

    private static final int LONGEST_CELL = 120;

    private static final String STYLE =
            """
            <style>.cuaderno-table{border-collapse:collapse;font-size:90%;color:inherit}\
            .cuaderno-table th,.cuaderno-table td{padding:.2em .6em;text-align:left;\
            border:0;border-bottom:1px solid rgba(128,128,128,.35);white-space:pre-wrap;\
            vertical-align:top}\
            .cuaderno-table thead th{cursor:pointer;border-bottom:2px solid rgba(128,128,128,.7)}\
            .cuaderno-table th[aria-sort=ascending]::after{content:" \u25b2"}\
            .cuaderno-table th[aria-sort=descending]::after{content:" \u25bc"}\
            .cuaderno-table .number{text-align:right;font-variant-numeric:tabular-nums}\
            .cuaderno-table .null{opacity:.6;font-style:italic}</style>
            """;

    // An attribute and not a <script>: pages run attributes wherever they put the table. Numbers
    // come before other texts.
    private static final String SORT =
            """
            var h=event.target.closest('th'),b=this.parentNode.tBodies[0];\
            var d=h.getAttribute('aria-sort')=='ascending'?-1:1,i=h.cellIndex;\
            var n=function(s){return s.trim()?Number(s):NaN};\
            Array.from(h.parentNode.cells).forEach(function(c){c.removeAttribute('aria-sort')});\
            h.setAttribute('aria-sort',d==1?'ascending':'descending');\
            Array.from(b.rows).sort(function(p,q){var s=p.cells[i].textContent,\
            t=q.cells[i].textContent,x=n(s),y=n(t);\
            return d*(isNaN(x)?isNaN(y)?s.localeCompare(t):1:isNaN(y)?-1:x-y)})\
            .forEach(function(r){b.appendChild(r)})""";

    private TableHtml() {}

    static String of(Table table) {
        var html = new StringBuilder(STYLE);
        html.append("<table class=\"cuaderno-table\"><thead onclick=\"").append(SORT);
        html.append("\" onkeydown=\"if(event.key=='Enter')event.target.click()\"><tr>");
        for (var name : table.head()) {
            html.append("<th scope=\"col\" tabindex=\"0\" title=\"click to sort\">");
            html.append(Escape.html(name)).append("</th>");
        }
        html.append("</tr></thead><tbody>\n");
        for (var row : table.rows()) {
            html.append("<tr>");
            row.forEach(value -> cell(html, value));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>");
        return html.append(notice(table)).toString();
    }

    private static void cell(StringBuilder html, Object value) {
        switch (value) {
            case null -> html.append("<td class=\"null\">null</td>");
            case Number number ->
                    html.append("<td class=\"number\">")
                            .append(Escape.html(number.toString()))
                            .append("</td>");
            default ->
                    html.append("<td>")
                            .append(Escape.html(cut(Texts.of(value, LONGEST_CELL))))
                            .append("</td>");
        }
    }

    private static String cut(String text) {
        if (text.length() <= 2 * LONGEST_CELL) {
            return text;
        }
        var end = Character.isHighSurrogate(text.charAt(2 * LONGEST_CELL - 1)) ? 1 : 0;
        return text.substring(0, 2 * LONGEST_CELL - end) + "\u2026";
    }

    private static String notice(Table table) {
        var rows = table.allRows() > table.rows().size();
        var columns = table.allColumns() > table.head().size() - 1;
        if (!rows && !columns) {
            return "";
        }
        return "<p style=\"opacity:.75;font-size:90%%\">%s%s%s shown</p>"
                .formatted(
                        rows ? part(table.rows().size(), table.allRows(), "rows") : "",
                        rows && columns ? ", " : "",
                        columns
                                ? part(table.head().size() - 1, table.allColumns(), "columns")
                                : "");
    }

    private static String part(int shown, int all, String what) {
        return String.format(Locale.ROOT, "the first %d of %,d %s", shown, all, what);
    }
}
