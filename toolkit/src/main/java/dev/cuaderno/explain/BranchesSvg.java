package dev.cuaderno.explain;

import dev.cuaderno.explain.Branches.Branch;
import dev.cuaderno.explain.Branches.Part;
import dev.cuaderno.tensor.Shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Draws branches as columns of boxes between an input and the place where they meet.
final class BranchesSvg {

    private static final double WIDE = 168;
    private static final double BOX = 150;
    private static final double HIGH = 38;
    private static final double STEP = 58;
    private static final double TOP = 8;
    private static final Set<String> SMALL = Set.of("relu", "batchNorm2d", "dropout");

    private final Branches block;
    private final StringBuilder svg = new StringBuilder();

    private BranchesSvg(Branches block) {
        this.block = block;
    }

    static String inline(Branches block) {
        return "<div style=\"overflow-x:auto\">"
                + new BranchesSvg(block).draw("max-width:100%;height:auto;")
                + "</div>";
    }

    static String document(Branches block) {
        return new BranchesSvg(block).draw("color:#222;");
    }

    /// A box: a layer with weights or a pooling, with what small layers follow it.
    private record Box(String title, String below, String colour) {}

    private static List<Box> boxes(Branch branch) {
        var boxes = new ArrayList<Box>();
        for (var part : branch.parts()) {
            if (SMALL.contains(part.kind()) && !boxes.isEmpty()) {
                var last = boxes.removeLast();
                var name = part.kind().equals("batchNorm2d") ? "BN" : part.kind();
                boxes.add(new Box(last.title() + ", " + name, last.below(), last.colour()));
            } else {
                boxes.add(box(part));
            }
        }
        return boxes;
    }

    private static Box box(Part part) {
        var words = part.details().split(" ");
        // Of `192->96 1x1` the kernel is told; the channels stand in the shape below.
        var kernel = part.kind().startsWith("conv") && words.length > 1 ? words[1] : part.details();
        var title =
                (part.kind().startsWith("conv") ? "conv " + kernel : part.kind() + " " + words[0])
                        .strip();
        var below = shape(part.output());
        if (part.parameters() > 0) {
            below += ", " + ArchitectureTable.count(part.parameters()) + " par.";
        }
        var colour =
                part.kind().contains("Pool")
                        ? "217,114,11"
                        : part.kind().startsWith("conv") ? "59,130,246" : "46,158,68";
        return new Box(title, below, colour);
    }

    private static String shape(Shape shape) {
        var text = shape.toString();
        return text.substring(1, text.length() - 1).replace(", ", "×");
    }

    private String draw(String style) {
        var columns = block.branches().stream().map(BranchesSvg::boxes).toList();
        var longest = columns.stream().mapToInt(List::size).max().orElse(0);
        var width = Math.max(2, columns.size()) * WIDE;
        var meet = TOP + HIGH + STEP * (longest + 1) - 18;
        var height = meet + HIGH + 8;
        var middle = width / 2;
        for (var n = 0; n < columns.size(); n++) {
            column(columns.get(n), (n + 0.5) * width / columns.size(), middle, meet);
        }
        place(middle, TOP, new Box("x", shape(block.input()), "120,120,120"));
        var joint = block.joint().equals("+") ? "+" : block.joint();
        place(middle, meet, new Box(joint, shape(block.output()), "168,85,247"));
        return """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %1$s %2$s" width="%1$s" \
        height="%2$s" style="display:block;%3$s" font-family="system-ui,sans-serif" \
        font-size="12" fill="currentColor"><title>%4$s</title>%5$s</svg>\
        """
                .formatted(
                        Digits.place(width),
                        Digits.place(height),
                        style,
                        Html.escape(block.toString()),
                        svg);
    }

    private void column(List<Box> boxes, double x, double middle, double meet) {
        var y = TOP + HIGH;
        var from = middle;
        for (var n = 0; n < boxes.size(); n++) {
            var top = TOP + HIGH + STEP * (n + 1) - HIGH;
            wire(from, y, x, top);
            place(x, top, boxes.get(n));
            y = top + HIGH;
            from = x;
        }
        if (boxes.isEmpty()) {
            var half = (y + meet) / 2;
            wire(middle, y, x, y + 20);
            wire(x, y + 20, x, meet - 20);
            wire(x, meet - 20, middle, meet);
            text(x + 8, half, "start", "x", "font-style=\"italic\" ");
            return;
        }
        wire(from, y, from, meet - 20);
        wire(from, meet - 20, middle, meet);
    }

    private void wire(double x1, double y1, double x2, double y2) {
        svg.append(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"currentColor\" stroke-opacity=\".55\" stroke-width=\"1.3\"/>"
                        .formatted(
                                Digits.place(x1),
                                Digits.place(y1),
                                Digits.place(x2),
                                Digits.place(y2)));
    }

    private void place(double x, double top, Box box) {
        svg.append(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"5\" fill=\"rgba(%s,.28)\" stroke=\"rgb(%s)\"/>"
                        .formatted(
                                Digits.place(x - BOX / 2),
                                Digits.place(top),
                                Digits.place(BOX),
                                Digits.place(HIGH),
                                box.colour(),
                                box.colour()));
        text(x, top + 16, "middle", box.title(), "font-weight=\"600\" ");
        text(x, top + 31, "middle", box.below(), "font-size=\"11\" ");
    }

    private void text(double x, double y, String anchor, String text, String more) {
        svg.append(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>"
                        .formatted(
                                Digits.place(x), Digits.place(y), anchor, more, Html.escape(text)));
    }
}
