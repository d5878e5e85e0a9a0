package dev.cuaderno.explain;

import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A pooling's backward pass as a page shows it: per cell of the result the image with its window,
/// the pixels that receive, and the gradient so far; as a filmstrip, and as a [Player] where
/// scripts run.
final class PoolBackwardHtml {

    private static final String STRIP =
            "display:flex;flex-wrap:wrap;gap:1.1em 2em;align-items:flex-start;margin:.5em 0";
    private static final String PANEL = "max-width:100%;overflow-x:auto;font-size:.85em";
    private static final String WHOLE =
            "display:flex;flex-wrap:wrap;align-items:center;gap:.4em;font-size:.85em";
    private static final String CAPTION = "margin:0 0 .35em;font-size:.95em;max-width:23em";

    private final PoolBackward pass;
    private final StringBuilder html = new StringBuilder();

    private PoolBackwardHtml(PoolBackward pass) {
        this.pass = pass;
    }

    static String of(PoolBackward pass) {
        return new PoolBackwardHtml(pass).film();
    }

    /// The start and all steps, for files.
    static List<SceneSvg.Panel> panels(PoolBackward pass) {
        var page = new PoolBackwardHtml(pass);
        var panels = new ArrayList<SceneSvg.Panel>();
        panels.add(new SceneSvg.Panel(List.of(pass.title()), page.scene(Optional.empty())));
        for (var step : pass.steps()) {
            var text = step.frame().step() + "   " + pass.line(step);
            panels.add(new SceneSvg.Panel(List.of(text), page.scene(Optional.of(step))));
        }
        return panels;
    }

    private String film() {
        var title = Html.escape(pass.title());
        html.append("<div class=\"cuaderno-trace\" role=\"group\" aria-label=\"").append(title);
        html.append("\"><div style=\"margin:0 0 .35em;font-size:.95em\">").append(title);
        html.append("</div><div class=\"cuaderno-strip\" style=\"").append(STRIP).append("\">");
        var start = scene(Optional.empty());
        panel(pass.title(), "<b>0</b>", start);
        var player = new Player(start, "<b>0</b>", pass.title());
        for (var step : pass.steps()) {
            var scene = scene(Optional.of(step));
            var line = pass.line(step);
            var caption = "<b>" + step.frame().step() + "</b>&#8195;" + Html.escape(line);
            panel(line, caption, scene);
            player.frame(scene, caption, line);
        }
        html.append("</div>").append(player.script()).append("</div>");
        html.append("<div style=\"").append(WHOLE).append("\"><span>∂L/∂I =</span>");
        SceneHtml.write(whole(pass.gradient()), html);
        html.append("<span>(L(x + h) − L(x − h))/2h =</span>");
        SceneHtml.write(whole(BackwardFilm.rounded(pass.differences())), html);
        html.append("<span>max |Δ| = ").append(Figures.of(pass.deviation()));
        return html.append("</span></div>").toString();
    }

    private void panel(String description, String caption, Scene scene) {
        html.append("<div role=\"img\" aria-label=\"").append(Html.escape(description));
        html.append("\" style=\"").append(PANEL).append("\"><div style=\"").append(CAPTION);
        html.append("\">").append(caption).append("</div>");
        SceneHtml.write(scene, html);
        html.append("</div>");
    }

    private Scene scene(Optional<PoolBackward.Step> step) {
        return new Scene.Beside(
                List.of(
                        arriving(step),
                        new Scene.Sign("→"),
                        image(step),
                        new Scene.Sign("→"),
                        sum(step)));
    }

    private Scene arriving(Optional<PoolBackward.Step> step) {
        return table(
                pass.upstream(),
                pass.upstream(),
                (row, column, text) -> {
                    var now =
                            step.map(PoolBackward.Step::frame)
                                    .filter(one -> one.row() == row && one.column() == column);
                    return new Scene.Cell(text, now.isPresent() ? Mark.CHOSEN : Mark.PLAIN);
                });
    }

    private Scene image(Optional<PoolBackward.Step> step) {
        var inside = pass.trace().picture().image();
        var pixels = inside.of(pass.trace().picture().cells());
        return table(
                pixels,
                pixels,
                (row, column, text) -> {
                    if (step.isEmpty()) {
                        return new Scene.Cell(text, Mark.PLAIN);
                    }
                    var y = row + inside.rows().from();
                    var x = column + inside.columns().from();
                    var mark =
                            pass.receives(step.get(), row, column)
                                    ? Mark.CHOSEN
                                    : step.get().frame().region().contains(y, x)
                                            ? Mark.WINDOW
                                            : Mark.PLAIN;
                    return new Scene.Cell(text, mark);
                });
    }

    private Scene sum(Optional<PoolBackward.Step> step) {
        return table(
                step.map(PoolBackward.Step::sum).orElse(pass.gradient()),
                pass.gradient(),
                (row, column, text) -> {
                    if (step.isEmpty()) {
                        return new Scene.Cell("", Mark.PLAIN);
                    }
                    var now = pass.receives(step.get(), row, column);
                    var known = step.get().sum().getDouble(row, column) != 0;
                    return new Scene.Cell(
                            now || known ? text : "",
                            now ? Mark.NEWEST : known ? Mark.KNOWN : Mark.PLAIN);
                });
    }

    private static Scene whole(Tensor matrix) {
        return table(matrix, matrix, (_, _, text) -> new Scene.Cell(text, Mark.KNOWN));
    }

    /// What a cell with this text looks like.
    @FunctionalInterface
    private interface Look {
        Scene.Cell at(int row, int column, String text);
    }

    /// @param widest what the columns must have room for
    private static Scene table(Tensor matrix, Tensor widest, Look look) {
        var numbers = Wording.numbers(matrix);
        return Scene.Cells.of(
                matrix.size(0),
                matrix.size(1),
                Math.max(characters(matrix), characters(widest)),
                "",
                (row, column) ->
                        look.at(
                                row,
                                column,
                                Wording.shortest(numbers, matrix.getDouble(row, column))));
    }

    private static int characters(Tensor matrix) {
        var numbers = Wording.numbers(matrix);
        var widest = 1;
        for (var value : matrix.toDoubleArray()) {
            widest = Math.max(widest, Wording.shortest(numbers, value).length());
        }
        return widest;
    }
}
