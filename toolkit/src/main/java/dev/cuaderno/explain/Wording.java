package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What stands in the cells of a trace and beside its frames, as text without any markup: numbers
/// and formulas, so that it reads the same in every language.
final class Wording {

    /// More terms than a line of a formula should have.
    private static final int MOST_TERMS = 16;

    private final Trace trace;
    private final Numbers pixels;
    private final Numbers weights;
    private final Numbers results;
    private final Numbers sums;

    Wording(Trace trace) {
        this.trace = trace;
        pixels = numbers(trace.planes().stream().map(plane -> plane.picture().cells()));
        var filters = trace.planes().stream().flatMap(plane -> plane.filter().stream());
        weights = trace.filter().isPresent() ? numbers(filters) : pixels;
        results = numbers(trace.output());
        sums =
                Numbers.fitting(
                        trace.frames().stream()
                                .flatMap(frame -> frame.parts().stream())
                                .mapToDouble(Part::sum)
                                .toArray());
    }

    private static Numbers numbers(Stream<Tensor> tensors) {
        return Numbers.fitting(
                tensors.flatMapToDouble(tensor -> DoubleStream.of(tensor.toDoubleArray()))
                        .toArray());
    }

    static Numbers numbers(Tensor tensor) {
        return numbers(Stream.of(tensor));
    }

    /// A number as the lectures write it: `2` beside `0.75`, without zeros that say nothing.
    static String shortest(Numbers numbers, double value) {
        var text = numbers.write(value);
        return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    /// `correlate [4, 4] ⊗ [2, 2] → [3, 3]`, the image's size without its padding; of several
    /// samples and filters, which.
    String title() {
        var image = trace.picture().image().of(trace.picture().cells()).shape();
        var several = trace.planes().size() > 1;
        var channels = Shape.of(trace.planes().size());
        var operand =
                trace.filter()
                        .map(Tensor::shape)
                        .map(shape -> several ? channels.concat(shape) : shape)
                        .map(shape -> " " + trace.operation().sign() + " " + shape)
                        .orElse("");
        return "%s %s%s%s → %s%s"
                .formatted(
                        trace.operation().label(),
                        several ? channels.concat(image) : image,
                        operand,
                        trace.bias().isPresent() ? " + " + bias() : "",
                        trace.output().shape(),
                        choice());
    }

    private String choice() {
        var source = trace.source();
        var image = source.image().rank();
        var sample = image == 4 ? say(", sample %d", source.sample()) : "";
        var several =
                source.step() instanceof Filtering(_, var filters, _, _)
                        ? filters.rank() == 4
                        : image >= 3;
        return sample + (several ? say(", channel %d", source.channel()) : "");
    }

    /// What is added to every cell of the result.
    String bias() {
        var value = trace.bias().orElseThrow();
        return shortest(Numbers.fitting(value), value);
    }

    /// A cell of a padded channel; empty where padding takes no part.
    String pixel(Plane plane, int row, int column) {
        var picture = plane.picture();
        return picture.paddingCounts() || picture.image().contains(row, column)
                ? shortest(pixels, picture.cells().getDouble(row, column))
                : "";
    }

    /// A cell inside the window: the product, as the lectures write it, or just the pixel.
    String inWindow(Plane plane, Frame frame, int row, int column) {
        if (plane.filter().isEmpty()) {
            return pixel(plane, row, column);
        }
        var rows = frame.region().rows();
        var columns = frame.region().columns();
        var p = (row - rows.from()) / rows.step();
        var q = (column - columns.from()) / columns.step();
        return pixel(plane, row, column) + "*" + weight(plane, p, q);
    }

    /// An element of a channel's filter.
    String weight(Plane plane, int row, int column) {
        return shortest(weights, plane.filter().orElseThrow().getDouble(row, column));
    }

    /// What a channel gives to a cell of the result.
    String sum(Part part) {
        return shortest(sums, part.sum());
    }

    /// A cell of the result so far, or a sign for a gap.
    String result(Partial partial, int row, int column, String gap) {
        return partial.has(row, column) ? shortest(results, partial.get(row, column)) : gap;
    }

    /// `O[0,0] = 1*1 + 2*0 + 2*2 + 3*1 = 8`; of several channels the sums of each.
    String formula(Frame frame) {
        var terms = trace.planes().size() == 1 ? terms(frame) : sums(frame);
        if (trace.bias().isPresent()) {
            terms.add(bracketed(bias()));
        }
        var value = shortest(results, frame.value());
        var head = "O[%d,%d] = ".formatted(frame.row(), frame.column());
        if (terms.size() > MOST_TERMS) {
            return head + value;
        }
        return head
                + switch (trace.operation()) {
                    case CORRELATE, CONV2D, CONVOLVE -> String.join(" + ", terms);
                    case MAX_POOL, ADAPTIVE_MAX_POOL -> "max(" + String.join(", ", terms) + ")";
                    case MIN_POOL -> "min(" + String.join(", ", terms) + ")";
                    case AVG_POOL, ADAPTIVE_AVG_POOL ->
                            "(" + String.join(" + ", terms) + ")/" + frame.window().elements();
                }
                + " = "
                + value;
    }

    private List<String> terms(Frame frame) {
        var plane = trace.planes().getFirst();
        var counted = plane.picture().counted(frame.region());
        var terms = new ArrayList<String>();
        for (var row = counted.rows().from(); row < counted.rows().to(); row++) {
            for (var column = counted.columns().from(); column < counted.columns().to(); column++) {
                if (counted.contains(row, column)) {
                    terms.add(signed(inWindow(plane, frame, row, column)));
                }
            }
        }
        return terms;
    }

    private List<String> sums(Frame frame) {
        return frame.parts().stream()
                .map(part -> bracketed(sum(part)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String bracketed(String number) {
        return number.startsWith("-") ? "(" + number + ")" : number;
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
        return trace.operation() == Operation.ADAPTIVE_AVG_POOL
                || trace.operation() == Operation.ADAPTIVE_MAX_POOL;
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
        for (var plane : trace.planes()) {
            var cells = plane.picture().whole();
            for (var row = 0; row < cells.rows().to(); row++) {
                for (var column = 0; column < cells.columns().to(); column++) {
                    widest = Math.max(widest, pixel(plane, row, column).length());
                }
            }
        }
        return trace.filter().isEmpty() ? widest : widest + 1 + widestWeight();
    }

    /// The longest text of the filters' elements.
    int widestWeight() {
        return trace.planes().stream()
                .flatMap(plane -> plane.filter().stream())
                .mapToInt(filter -> widest(filter, weights))
                .max()
                .orElse(0);
    }

    /// The longest text of a channel's sums.
    int widestSum() {
        return trace.frames().stream()
                .flatMap(frame -> frame.parts().stream())
                .mapToInt(part -> sum(part).length())
                .max()
                .orElse(1);
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
