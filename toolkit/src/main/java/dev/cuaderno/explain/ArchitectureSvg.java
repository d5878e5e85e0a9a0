package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.explain.Architecture.Step;
import dev.cuaderno.tensor.Shape;

import java.util.ArrayList;
import java.util.List;

/// Draws a network as a row of boxes: as high as the square root of the maps' height, as wide as
/// the logarithm of their number, deeper where the maps are wider. No script, no style sheet, no
/// ids.
final class ArchitectureSvg {

    private static final double HIGHEST = 190;
    private static final double LOWEST = 10;
    private static final double THINNEST = 5;
    private static final double GAP = 7;
    private static final double BELOW = 46;
    private static final double SLANT = 0.22;
    private static final double EDGE = 24;
    private static final double LETTER = 6.8;
    // Equal blocks one behind the other are drawn once from here on.
    private static final int CROWD = 4;

    /// A box of the drawing, which may stand for several equal rows.
    private record Box(Step step, int times) {}

    private final Architecture card;
    private final StringBuilder svg = new StringBuilder();

    private ArchitectureSvg(Architecture card) {
        this.card = card;
    }

    static String inline(Architecture card) {
        var drawing = new ArchitectureSvg(card);
        var width = drawing.draw();
        return "<div style=\"overflow-x:auto\">"
                + drawing.document(width, "max-width:100%;height:auto;")
                + "</div>";
    }

    static String document(Architecture card) {
        var drawing = new ArchitectureSvg(card);
        return drawing.document(drawing.draw(), "color:#222;");
    }

    private String document(double width, String style) {
        var height = HIGHEST + HIGHEST * SLANT + BELOW + EDGE;
        return """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %1$s %2$s" width="%1$s" \
        height="%2$s" style="display:block;%3$s" font-family="system-ui,sans-serif" \
        font-size="11" fill="currentColor"><title>%4$s</title>%5$s</svg>\
        """
                .formatted(
                        Digits.place(width),
                        Digits.place(height),
                        style,
                        Html.escape(
                                say(
                                        "%s: %d rows, %s parameters",
                                        card.name(),
                                        card.steps().size(),
                                        ArchitectureTable.count(card.parameters()))),
                        svg);
    }

    /// @return the width
    private double draw() {
        var x = EDGE;
        var labelled = -1000.0;
        x = box(x, card.input(), "120,120,120", say("input") + " " + card.input(), "");
        labelled = label(EDGE, card.input(), labelled);
        var before = card.input();
        for (var box : boxes()) {
            var step = box.step();
            var start = x + (sameSize(before, step.output()) ? GAP : 2.2 * GAP);
            if (!step.output().equals(before)) {
                // Room for the label.
                var half = LETTER * letters(step.output()) / 2;
                start = Math.max(start, labelled + 7 + half - width(step.output()) / 2);
            }
            var times = box.times() > 1 ? "×" + box.times() : "";
            var told =
                    say(
                            "%s: %s, %s, %s parameters",
                            step.path(),
                            ArchitectureTable.what(step),
                            step.output(),
                            ArchitectureTable.count(step.parameters()));
            x = box(start, step.output(), colour(step), told, times);
            if (!step.output().equals(before)) {
                labelled = label(start, step.output(), labelled);
            }
            before = step.output();
        }
        return Math.max(x, labelled) + EDGE + HIGHEST * SLANT;
    }

    private List<Box> boxes() {
        var boxes = new ArrayList<Box>();
        // Normalisations keep the shape; they have a row in the table, and no box.
        var steps = card.steps().stream().filter(step -> !step.kind().contains("Norm")).toList();
        for (var n = 0; n < steps.size(); ) {
            var end = n + 1;
            while (end < steps.size() && alike(steps.get(n), steps.get(end))) {
                end++;
            }
            if (end - n >= CROWD) {
                boxes.add(new Box(steps.get(n), end - n));
                n = end;
            } else {
                boxes.add(new Box(steps.get(n), 1));
                n++;
            }
        }
        return boxes;
    }

    private static boolean alike(Step one, Step other) {
        return one.block()
                && one.kind().equals(other.kind())
                && one.output().equals(other.output())
                && one.parameters() == other.parameters();
    }

    private static boolean sameSize(Shape one, Shape other) {
        return one.rank() == 3 && other.rank() == 3 && one.size(1) == other.size(1);
    }

    private double highest() {
        return card.input().rank() == 3 ? Math.sqrt(card.input().size(1)) : 1;
    }

    private double height(Shape shape) {
        if (shape.rank() != 3) {
            // A vector: the more numbers, the longer.
            return Math.min(HIGHEST, 14 * Math.log(1 + shape.elements()));
        }
        return Math.max(LOWEST, HIGHEST * Math.sqrt(shape.size(1)) / highest());
    }

    private static double width(Shape shape) {
        return shape.rank() == 3
                ? THINNEST + 3.2 * Math.log(shape.size(0)) / Math.log(2)
                : THINNEST + 3;
    }

    private double box(double x, Shape shape, String colour, String told, String times) {
        var high = Math.min(HIGHEST, height(shape));
        var wide = width(shape);
        var slant = shape.rank() == 3 ? high * SLANT : 0;
        var middle = HIGHEST * SLANT + HIGHEST / 2;
        var top = middle - high / 2 + slant / 2;
        svg.append("<g><title>").append(Html.escape(told)).append("</title>");
        polygon(colour, ".55", x, top, x + wide, top, x + wide, top + high, x, top + high);
        if (slant > 0) {
            var back = slant * 0.6;
            polygon(
                    colour,
                    ".3",
                    x,
                    top,
                    x + back,
                    top - slant,
                    x + wide + back,
                    top - slant,
                    x + wide,
                    top);
            polygon(
                    colour,
                    ".42",
                    x + wide,
                    top,
                    x + wide + back,
                    top - slant,
                    x + wide + back,
                    top - slant + high,
                    x + wide,
                    top + high);
        }
        if (!times.isEmpty()) {
            text(x + wide / 2, top - slant - 5, times, "font-weight=\"600\" ");
        }
        svg.append("</g>");
        return x + wide + slant * 0.6 * 0.5;
    }

    private void polygon(String colour, String strength, double... at) {
        svg.append("<polygon points=\"");
        for (var i = 0; i < at.length; i += 2) {
            svg.append(Digits.place(at[i])).append(',').append(Digits.place(at[i + 1])).append(' ');
        }
        svg.append(
                "\" fill=\"rgba(%s,%s)\" stroke=\"rgb(%s)\" stroke-width=\".8\"/>"
                        .formatted(colour, strength, colour));
    }

    private static int letters(Shape shape) {
        var channels = Integer.toString(shape.size(0)).length();
        return shape.rank() == 3
                ? Math.max(channels, (shape.size(1) + "×" + shape.size(2)).length())
                : channels;
    }

    /// The channels and the size below a box, where there is room.
    ///
    /// @return the end of the text
    private double label(double start, Shape shape, double taken) {
        var channels = Integer.toString(shape.size(0));
        var size = shape.rank() == 3 ? shape.size(1) + "×" + shape.size(2) : "";
        var half = LETTER * letters(shape) / 2;
        var middle = start + width(shape) / 2;
        if (middle - half < taken + 6) {
            return taken;
        }
        var y = HIGHEST + HIGHEST * SLANT + 32;
        text(middle, y, channels, "font-weight=\"600\" ");
        text(middle, y + 13, size, "opacity=\".8\" ");
        return middle + half;
    }

    private void text(double x, double y, String text, String more) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" %s>%s</text>"
                        .formatted(Digits.place(x), Digits.place(y), more, Html.escape(text)));
    }

    private static String colour(Step step) {
        if (step.block()) {
            return "168,85,247";
        }
        var kind = step.kind();
        if (kind.startsWith("conv")) {
            return "59,130,246";
        }
        if (kind.contains("Pool")) {
            return "217,114,11";
        }
        return kind.equals("linear") ? "46,158,68" : "120,120,120";
    }
}
