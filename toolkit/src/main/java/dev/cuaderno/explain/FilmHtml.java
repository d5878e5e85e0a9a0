package dev.cuaderno.explain;

import java.util.Locale;

/// A trace as HTML: a filmstrip with a panel to start with and one per frame, every panel described
/// in words for those who cannot see it, and a [Player] that takes its place where scripts run.
final class FilmHtml {

    /// The width of a page's column in letters.
    private static final double COLUMN = 39;

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL = "max-width:100%;overflow-x:auto";
    private static final String CAPTION = "margin:0 0 .35em;font-size:.95em";

    private final Trace trace;
    private final Wording wording;
    private final FilmScene scenes;
    private final String letters;
    private final StringBuilder html = new StringBuilder();

    private FilmHtml(Trace trace) {
        this.trace = trace;
        this.wording = new Wording(trace);
        this.scenes = new FilmScene(trace, wording);
        this.letters = letters(SceneHtml.width(scenes.start()), trace.planes().size());
    }

    /// The size of letters with which a panel fits into a page's column; several channels, one
    /// below the other, are also to fit on a screen.
    private static String letters(double width, int channels) {
        var most = channels > 1 ? 0.85 : 1;
        return String.format(Locale.ROOT, "%.2fem", Math.clamp(COLUMN / width, 0.75, most));
    }

    static String of(Trace trace) {
        return new FilmHtml(trace).film();
    }

    private String film() {
        var shown = Excerpts.of(trace);
        var title = Html.escape(wording.title());
        html.append("<div class=\"cuaderno-trace\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"").append(CAPTION).append("\">").append(title);
        html.append("</div><div class=\"cuaderno-strip\" style=\"").append(STRIP).append("\">");
        panel(wording.title(), "<b>0</b>", scenes.start());
        shown.first().forEach(this::frame);
        if (shown.left() > 0) {
            html.append("<div style=\"align-self:center\">… (").append(shown.left());
            html.append(") …</div>");
        }
        shown.last().forEach(this::frame);
        html.append("</div>");
        var player = new Player(scenes.start(), "<b>0</b>", wording.title());
        for (var frame : trace.frames()) {
            player.frame(scenes.of(frame), caption(frame), wording.spoken(frame));
        }
        return html.append(player.script()).append("</div>").toString();
    }

    private void frame(Frame frame) {
        panel(wording.spoken(frame), caption(frame), scenes.of(frame));
    }

    private void panel(String description, String caption, Scene scene) {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(description));
        html.append("\" style=\"").append(PANEL);
        html.append(";font-size:").append(letters).append("\"><div style=\"").append(CAPTION);
        html.append("\">").append(caption).append("</div>");
        SceneHtml.write(scene, html);
        html.append("</div>");
    }

    private String caption(Frame frame) {
        var text = new StringBuilder("<b>").append(frame.step()).append("</b>&emsp;");
        text.append(Html.escape(wording.formula(frame)));
        if (wording.showsBounds()) {
            text.append("<br>");
            for (var bound : wording.bounds(frame)) {
                text.append("<i>").append(bound.letter()).append("</i><sub>");
                text.append(bound.index()).append("</sub> = ").append(bound.value());
                text.append("&ensp;");
            }
        }
        return text.toString();
    }
}
