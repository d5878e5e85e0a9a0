package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Numbers;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.tensor.Tensors;

import java.util.ArrayList;
import java.util.List;

/// A figure compared with what was computed.
///
/// @param expected the figure
/// @param actual what was computed
/// @param tolerance how far a number may lie from the expected one, times max(1, |expected|)
record Check(Tensor expected, Tensor actual, double tolerance) implements Displayable {

    /// Values or differences named in one message.
    private static final int MOST_DIFFERENCES = 5;

    private static final int MOST_VALUES = 64;

    private static final String STYLE =
            "display:inline-block;padding:.1em .6em;border-left:3px solid #2e9e44;"
                    + "background:rgba(46,158,68,.16);font-variant-numeric:tabular-nums";

    /// Reads a figure written as a table, whose rows may also be divided by `|` and planes by `||`.
    static Tensor figure(String table) {
        return Tensors.parse(table.replace('|', '\n'));
    }

    /// This check, passed.
    ///
    /// @throws MismatchException if the figure was not reproduced
    Check passed() {
        if (!expected.shape().equals(actual.shape())) {
            throw failure(
                    "the shapes differ: expected %s, got %s"
                            .formatted(expected.shape(), actual.shape()));
        }
        var differences = differences();
        if (!differences.isEmpty()) {
            var some =
                    differences.stream()
                            .limit(MOST_DIFFERENCES)
                            .map(index -> "\n  at       : " + difference(index))
                            .reduce("", String::concat);
            var more = differences.size() > MOST_DIFFERENCES ? "\n             …" : "";
            throw failure(
                    "%d of %d values differ by more than %s"
                            .formatted(
                                    differences.size(),
                                    expected.elements(),
                                    Double.toString(tolerance)),
                    some + more);
        }
        return this;
    }

    private MismatchException failure(String reason, String... places) {
        return new MismatchException(
                "not reproduced: %s%n  expected : %s%n  actual   : %s"
                                .formatted(reason, line(expected), line(actual))
                                .replace(System.lineSeparator(), "\n")
                        + String.join("", places));
    }

    private List<Integer> differences() {
        var wanted = expected.toDoubleArray();
        var got = actual.toDoubleArray();
        var places = new ArrayList<Integer>();
        for (var i = 0; i < wanted.length; i++) {
            var allowed = tolerance * Math.max(1, Math.abs(wanted[i]));
            var same = wanted[i] == got[i] || (Double.isNaN(wanted[i]) && Double.isNaN(got[i]));
            if (!same && !(Math.abs(wanted[i] - got[i]) <= allowed)) {
                places.add(i);
            }
        }
        return places;
    }

    private String difference(int index) {
        var indices = new ArrayList<String>();
        var rest = index;
        for (var axis = expected.rank() - 1; axis >= 0; axis--) {
            indices.addFirst(Integer.toString(rest % expected.size(axis)));
            rest /= expected.size(axis);
        }
        // In full: rounded for reading, two different numbers may look alike.
        return "[%s] expected %s, got %s"
                .formatted(
                        String.join(", ", indices),
                        full(expected.toDoubleArray()[index]),
                        full(actual.toDoubleArray()[index]));
    }

    private static String full(double value) {
        return value == Math.rint(value) ? Numbers.plain(value) : Double.toString(value);
    }

    /// A tensor in one line: rows divided by `|`, planes by `||`.
    static String line(Tensor tensor) {
        var numbers = Wording.numbers(tensor);
        var line = new StringBuilder();
        var values = tensor.toDoubleArray();
        for (var i = 0; i < Math.min(values.length, MOST_VALUES); i++) {
            line.append(divider(tensor, i)).append(Wording.shortest(numbers, values[i]));
        }
        if (values.length > MOST_VALUES) {
            line.append(" … ").append(tensor.shape());
        }
        return line.toString();
    }

    private static String divider(Tensor tensor, int index) {
        if (index == 0) {
            return "";
        }
        if (tensor.rank() < 2 || index % tensor.size(-1) != 0) {
            return " ";
        }
        return tensor.rank() < 3 || index % (tensor.size(-1) * tensor.size(-2)) != 0
                ? " | "
                : " || ";
    }

    private String mark() {
        return "✓ " + line(actual);
    }

    /// A short line: a tick and the value.
    @Override
    public MimeBundle mime() {
        return shown(mark()).mime();
    }

    /// A line that says so.
    static Displayable shown(String text) {
        var html = "<span style=\"%s\">%s</span>".formatted(STYLE, Html.escape(text));
        return () -> MimeBundle.html(html, text);
    }
}
