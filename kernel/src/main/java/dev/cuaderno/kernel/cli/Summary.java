package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.Times;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The table that a batch ends with.
final class Summary {

    private Summary() {}

    /// The table and a last line that says where the results are.
    static String text(List<Result> results, Path out, Duration elapsed) {
        var name = width("notebook", results.stream().map(Result::name).toList());
        var cells = width("cells", results.stream().map(Result::cells).toList());
        var time = width("time", results.stream().map(Result::time).toList());
        var text = new StringBuilder();
        text.append(left("notebook", name))
                .append("  ")
                .append(right("cells", cells))
                .append("  ")
                .append(right("time", time))
                .append("  result\n");
        for (var result : results) {
            text.append(left(result.name(), name))
                    .append("  ")
                    .append(right(result.cells(), cells))
                    .append("  ")
                    .append(right(result.time(), time))
                    .append("  ")
                    .append(result.verdict())
                    .append('\n');
        }
        var failed = results.stream().filter(each -> !each.succeeded()).count();
        return text.append(results.size())
                .append(results.size() == 1 ? " notebook, " : " notebooks, ")
                .append(failed == 0 ? "all well" : failed + " failed")
                .append(", ")
                .append(Times.text(elapsed))
                .append("; pages: ")
                .append(out.resolve("index.html"))
                .append('\n')
                .toString();
    }

    private static int width(String head, List<String> column) {
        return column.stream().mapToInt(String::length).reduce(head.length(), Math::max);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
