package dev.cuaderno.explain;

import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// What stands in the cells of a trace and beside its frames, as text without any markup: numbers
/// and formulas, so that it reads the same in every language.
final class Wording {

    /// More terms than a line of a formula should have.
    private static final int MOST_TERMS = 16;

    private final Trace trace;
    private final Numbers pixels;
    private final Numbers weights;
    private final Numbers results;

    Wording(Trace trace) {
        this.trace = trace;
        pixels = numbers(trace.picture().cells());
        weights = trace.filter().map(Wording::numbers).orElse(pixels);
        results = numbers(trace.output());
    }

    static Numbers numbers(Tensor tensor) {
        return Numbers.fitting(tensor.toDoubleArray());
    }

    /// A number as the lectures write it: `2` beside `0.75`, without zeros that say nothing.
    static String shortest(Numbers numbers, double value) {
        var text = numbers.write(value);
        return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /// `correlate [4, 4] ⊗ [2, 2] → [3, 3]`, the image's size without its padding.
    String title() {
        var image = trace.picture().image().of(trace.picture().cells()).shape();
        var operand =
                trace.filter()
                        .map(filter -> " " + trace.operation().sign() + " " + filter.shape())
                        .orElse("");
        return "%s %s%s → %s"
                .formatted(trace.operation().label(), image, operand, trace.output().shape());
    }

    /// A cell of the padded image; empty where padding takes no part.
    String pixel(int row, int column) {
        var picture = trace.picture();
        return picture.paddingCounts() || picture.image().contains(row, column)
                ? shortest(pixels, picture.cells().getDouble(row, column))
                : "";
    }

    /// A cell inside the window: the product, as the lectures write it, or just the pixel.
    String inWindow(Frame frame, int row, int column) {
        if (trace.filter().isEmpty()) {
            return pixel(row, column);
        }
        var rows = frame.region().rows();
        var columns = frame.region().columns();
        var p = (row - rows.from()) / rows.step();
        var q = (column - columns.from()) / columns.step();
        return pixel(row, column) + "*" + weight(p, q);
    }

    /// An element of the filter.
    String weight(int row, int column) {
        return shortest(weights, trace.filter().orElseThrow().getDouble(row, column));
    }

    /// A cell of the result so far, or a sign for a gap.
    String result(Partial partial, int row, int column, String gap) {
        return partial.has(row, column) ? shortest(results, partial.get(row, column)) : gap;
    }

    /// `O[0,0] = 1*1 + 2*0 + 2*2 + 3*1 = 8`.
    String formula(Frame frame) {
        var terms = terms(frame);
        var value = shortest(results, frame.value());
        var head = "O[%d,%d] = ".formatted(frame.row(), frame.column());
        if (terms.size() > MOST_TERMS) {
            return head + value;
        }
        return head
                + switch (trace.operation()) {
                    case CORRELATE, CONVOLVE -> String.join(" + ", terms);
                    case MAX_POOL -> "max(" + String.join(", ", terms) + ")";
                    case AVG_POOL, ADAPTIVE_AVG_POOL ->
                            "(" + String.join(" + ", terms) + ")/" + frame.window().elements();
                }
                + " = "
                + value;
    }

    private List<String> terms(Frame frame) {
        var counted = trace.picture().counted(frame.region());
        var terms = new ArrayList<String>();
        for (var row = counted.rows().from(); row < counted.rows().to(); row++) {
            for (var column = counted.columns().from(); column < counted.columns().to(); column++) {
                if (counted.contains(row, column)) {
                    terms.add(signed(inWindow(frame, row, column)));
                }
            }
        }
        return terms;
    }

    /// Puts a negative second factor, `2*-1`, in brackets.
    private static String signed(String term) {
        var star = term.indexOf("*-");
        return star < 0 ? term : term.substring(0, star + 1) + "(" + term.substring(star + 1) + ")";
    }

    /// The four bounds of the window in the formula of adaptive pooling, the ends excluded.
    List<Bound> bounds(Frame frame) {
        var rows = frame.region().rows();
        var columns = frame.region().columns();
        return List.of(
                new Bound("p", "0", rows.from()),
                new Bound("p", "f", rows.to()),
                new Bound("q", "0", columns.from()),
                new Bound("q", "f", columns.to()));
    }

    /// One bound of a window: a letter with an index, and its value.
    record Bound(String letter, String index, int value) {}

    /// Whether the bounds belong beside the frame: only where they are not evident.
    boolean showsBounds() {
        return trace.operation() == Operation.ADAPTIVE_AVG_POOL;
    }

    /// A whole frame in one line, for those who hear it.
    String spoken(Frame frame) {
        var place = "I[%s, %s]".formatted(frame.region().rows(), frame.region().columns());
        return "%d/%d: %s; %s"
                .formatted(frame.step(), trace.frames().size(), formula(frame), place);
    }

    /// The longest text of any cell of the image, in characters: columns keep their width from
    /// frame to frame.
    int widest() {
        var widest = 1;
        var cells = trace.picture().whole();
        for (var row = 0; row < cells.rows().to(); row++) {
            for (var column = 0; column < cells.columns().to(); column++) {
                widest = Math.max(widest, pixel(row, column).length());
            }
        }
        return trace.filter().isEmpty() ? widest : widest + 1 + widestWeight();
    }

    /// The longest text of the filter's elements.
    int widestWeight() {
        return trace.filter().map(filter -> widest(filter, weights)).orElse(0);
    }

    /// The longest text of the result's cells.
    int widestResult() {
        return widest(trace.output(), results);
    }

    private static int widest(Tensor tensor, Numbers numbers) {
        var widest = 1;
        for (var value : tensor.toDoubleArray()) {
            widest = Math.max(widest, shortest(numbers, value).length());
        }
        return widest;
    }
}
