package dev.cuaderno.explain;

/// A trace as HTML: a panel to start with and one per frame, each with the image, the window marked
/// on it with the products inside, the filter, and the result so far. No script; every panel is
/// described in words for those who cannot see it.
final class FilmHtml {

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL = "display:flex;align-items:center;gap:.5em";
    private static final String CAPTION = "margin:0 0 .35em;font-size:.95em";
    private static final String NOTE = "font-size:.85em;text-align:center;margin-top:.2em";

    private static final String WINDOW =
            "border:2px solid #d9720b;background:rgba(245,158,11,.3);font-weight:600";
    private static final String LARGEST = WINDOW + ";background:rgba(245,158,11,.55)";
    private static final String PADDING = "background:rgba(128,128,128,.28)";
    private static final String FILTER = "background:rgba(245,158,11,.3)";
    private static final String NEWEST = "background:rgba(59,130,246,.38);font-weight:600";
    private static final String KNOWN = "background:rgba(59,130,246,.14)";

    private final Trace trace;
    private final Wording wording;
    private final int width;
    private final int filterWidth;
    private final int resultWidth;
    private final StringBuilder html = new StringBuilder();

    private FilmHtml(Trace trace) {
        this.trace = trace;
        this.wording = new Wording(trace);
        this.width = wording.widest();
        this.filterWidth = wording.widestWeight();
        this.resultWidth = wording.widestResult();
    }

    static String of(Trace trace) {
        return new FilmHtml(trace).strip();
    }

    private String strip() {
        var shown = Excerpts.of(trace);
        var title = Html.escape(wording.title());
        html.append("<div class=\"cuaderno-trace\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"").append(CAPTION).append("\">").append(title);
        html.append("</div><div style=\"").append(STRIP).append("\">");
        start();
        shown.first().forEach(this::frame);
        if (shown.left() > 0) {
            html.append("<div style=\"align-self:center\">… (").append(shown.left());
            html.append(") …</div>");
        }
        shown.last().forEach(this::frame);
        return html.append("</div></div>").toString();
    }

    /// The panel before the first step: nothing marked, nothing known.
    private void start() {
        panel(wording.title());
        html.append("<div style=\"").append(CAPTION).append("\"><b>0</b></div>");
        html.append("<div style=\"").append(PANEL).append("\">");
        image((row, column) -> background(row, column, wording.pixel(row, column)));
        filter();
        result(new Partial(trace.output(), 0));
        html.append("</div></div>");
    }

    private void frame(Frame frame) {
        panel(wording.spoken(frame));
        html.append("<div style=\"").append(CAPTION).append("\"><b>").append(frame.step());
        html.append("</b>&emsp;").append(Html.escape(wording.formula(frame)));
        if (wording.showsBounds()) {
            html.append("<br>");
            wording.bounds(frame).forEach(this::bound);
        }
        html.append("</div><div style=\"").append(PANEL).append("\">");
        var largest = largest(frame);
        image((row, column) -> cell(frame, largest, row, column));
        filter();
        result(frame.partialOutput());
        html.append("</div></div>");
    }

    private void bound(Wording.Bound bound) {
        html.append("<i>").append(bound.letter()).append("</i><sub>").append(bound.index());
        html.append("</sub> = ").append(bound.value()).append("&ensp;");
    }

    private void panel(String description) {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(description));
        html.append("\">");
    }

    private void image(Grid.Cells cells) {
        var whole = trace.picture().whole();
        new Grid(whole.rows().to(), whole.columns().to(), width).write(html, cells);
    }

    private Grid.Cell cell(Frame frame, int largest, int row, int column) {
        if (!frame.region().contains(row, column)) {
            return background(row, column, wording.pixel(row, column));
        }
        var index = row * trace.picture().cells().size(1) + column;
        return new Grid.Cell(
                wording.inWindow(frame, row, column), index == largest ? LARGEST : WINDOW);
    }

    private Grid.Cell background(int row, int column, String text) {
        return new Grid.Cell(text, trace.picture().image().contains(row, column) ? "" : PADDING);
    }

    /// Where in the padded image the largest of the window lies, for the pooling that looks for it;
    /// the first of several.
    private int largest(Frame frame) {
        if (trace.operation() != Operation.MAX_POOL) {
            return -1;
        }
        var counted = trace.picture().counted(frame.region());
        var place = (int) frame.window().argmax().item();
        var across = counted.columns().size();
        var row = counted.rows().from() + place / across * counted.rows().step();
        var column = counted.columns().from() + place % across * counted.columns().step();
        return row * trace.picture().cells().size(1) + column;
    }

    private void filter() {
        if (trace.filter().isEmpty()) {
            return;
        }
        var filter = trace.filter().get();
        html.append("<span style=\"font-size:1.3em\">").append(trace.operation().sign());
        html.append("</span><div>");
        new Grid(filter.size(0), filter.size(1), filterWidth)
                .write(html, (p, q) -> new Grid.Cell(wording.weight(p, q), FILTER));
        if (trace.operation() == Operation.CONVOLVE) {
            html.append("<div style=\"").append(NOTE).append("\">↻ 180°</div>");
        }
        html.append("</div>");
    }

    private void result(Partial partial) {
        html.append("<span style=\"font-size:1.3em\">→</span>");
        new Grid(partial.result().size(0), partial.result().size(1), resultWidth)
                .write(html, (row, column) -> result(partial, row, column));
    }

    private Grid.Cell result(Partial partial, int row, int column) {
        var text = wording.result(partial, row, column, "");
        if (!partial.has(row, column)) {
            return Grid.Cell.plain(text);
        }
        return new Grid.Cell(text, partial.isNewest(row, column) ? NEWEST : KNOWN);
    }
}
