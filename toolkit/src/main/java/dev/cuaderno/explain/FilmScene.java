package dev.cuaderno.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Draws the frames of a trace: the image with the window marked on it and the products inside, the
/// filter, and the result so far; of several channels one below the other, each with its sum. All
/// frames have the same tables, so that a player need only change cells.
final class FilmScene {

    /// What a line may take, in the size of the page's letters.
    private static final double WIDEST = 52;

    private final Trace trace;
    private final Wording wording;
    private final int width;
    private final int filterWidth;
    private final int sumWidth;
    private final int resultWidth;

    FilmScene(Trace trace, Wording wording) {
        this.trace = trace;
        this.wording = wording;
        this.width = wording.widest();
        this.filterWidth = wording.widestWeight();
        this.sumWidth = wording.widestSum();
        this.resultWidth = wording.widestResult();
    }

    /// Before the first step: nothing marked, nothing known.
    Scene start() {
        return scene(Optional.empty(), new Partial(trace.output(), 0));
    }

    Scene of(Frame frame) {
        return scene(Optional.of(frame), frame.partialOutput());
    }

    private Scene scene(Optional<Frame> frame, Partial result) {
        var several = trace.planes().size() > 1;
        var channels = new ArrayList<Scene>();
        for (var i = 0; i < trace.planes().size(); i++) {
            var line = new ArrayList<Scene>();
            var plane = trace.planes().get(i);
            line.add(image(plane, frame, several));
            line.addAll(filter(plane));
            if (several) {
                line.add(new Scene.Sign("="));
                var part = i;
                line.add(sum(frame.map(f -> wording.sum(f.parts().get(part)))));
            }
            channels.add(new Scene.Beside(line));
        }
        var parts = new ArrayList<Scene>();
        if (several) {
            parts.add(new Scene.Below(channels));
        } else {
            parts.addAll(((Scene.Beside) channels.getFirst()).parts());
        }
        if (trace.bias().isPresent()) {
            var text = wording.bias();
            var cell = new Scene.Cell(text, Mark.FILTER);
            parts.add(new Scene.Sign("+"));
            parts.add(Scene.Cells.of(1, 1, text.length(), "b", (_, _) -> cell));
        }
        parts.add(new Scene.Sign("→"));
        parts.add(result(result));
        var line = new Scene.Beside(parts);
        // Numbers with many digits: the image above, what is done with it below.
        return several || SceneHtml.width(line) <= WIDEST
                ? line
                : new Scene.Below(
                        List.of(
                                parts.getFirst(),
                                new Scene.Beside(parts.subList(1, parts.size()))));
    }

    private Scene image(Plane plane, Optional<Frame> frame, boolean several) {
        var whole = plane.picture().whole();
        var chosen = frame.map(f -> chosen(plane, f)).orElse(-1);
        return Scene.Cells.of(
                whole.rows().to(),
                whole.columns().to(),
                width,
                several ? "c = " + plane.channel() : "",
                (row, column) -> cell(plane, frame, chosen, row, column));
    }

    private Scene.Cell cell(Plane plane, Optional<Frame> frame, int chosen, int row, int column) {
        if (frame.isEmpty() || !frame.get().region().contains(row, column)) {
            var inside = plane.picture().image().contains(row, column);
            return new Scene.Cell(
                    wording.pixel(plane, row, column), inside ? Mark.PLAIN : Mark.PADDING);
        }
        var index = row * plane.picture().cells().size(1) + column;
        return new Scene.Cell(
                wording.inWindow(plane, frame.get(), row, column),
                index == chosen ? Mark.CHOSEN : Mark.WINDOW);
    }

    /// Where in the padded image the cell lies that a pooling chose: the largest or the smallest of
    /// the window, the first of several.
    private int chosen(Plane plane, Frame frame) {
        var place =
                switch (trace.operation()) {
                    case MAX_POOL, ADAPTIVE_MAX_POOL -> (int) frame.window().argmax().item();
                    case MIN_POOL -> (int) frame.window().negate().argmax().item();
                    default -> -1;
                };
        if (place < 0) {
            return -1;
        }
        var counted = plane.picture().counted(frame.region());
        var across = counted.columns().size();
        var row = counted.rows().from() + place / across * counted.rows().step();
        var column = counted.columns().from() + place % across * counted.columns().step();
        return row * plane.picture().cells().size(1) + column;
    }

    private List<Scene> filter(Plane plane) {
        if (plane.filter().isEmpty()) {
            return List.of();
        }
        var filter = plane.filter().get();
        var table =
                Scene.Cells.of(
                        filter.size(0),
                        filter.size(1),
                        filterWidth,
                        trace.operation() == Operation.CONVOLVE ? "↻ 180°" : "",
                        (p, q) -> new Scene.Cell(wording.weight(plane, p, q), Mark.FILTER));
        return List.of(new Scene.Sign(trace.operation().sign()), table);
    }

    private Scene sum(Optional<String> text) {
        var cell = new Scene.Cell(text.orElse(""), text.isPresent() ? Mark.KNOWN : Mark.PLAIN);
        return Scene.Cells.of(1, 1, sumWidth, "", (_, _) -> cell);
    }

    private Scene result(Partial partial) {
        return Scene.Cells.of(
                partial.result().size(0),
                partial.result().size(1),
                resultWidth,
                "",
                (row, column) -> {
                    var text = wording.result(partial, row, column, "");
                    if (!partial.has(row, column)) {
                        return new Scene.Cell(text, Mark.PLAIN);
                    }
                    var newest = partial.isNewest(row, column);
                    return new Scene.Cell(text, newest ? Mark.NEWEST : Mark.KNOWN);
                });
    }
}
