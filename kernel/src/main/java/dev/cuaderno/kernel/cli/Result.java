package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.NotebookRun;
import dev.cuaderno.kernel.notebook.Times;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of one notebook of a batch.
///
/// @param entry which notebook
/// @param run how its cells went; empty where it could not be run or its results not be written
/// @param trouble why not; empty where it could
/// @param findings what is amiss though the cells ran: differences from the stored outputs, say
/// @param elapsed the time from reading it to writing its results
record Result(
        Selection.Entry entry,
        Optional<NotebookRun> run,
        Optional<String> trouble,
        List<Finding> findings,
        Duration elapsed) {

    Result {
        findings = List.copyOf(findings);
    }

    boolean succeeded() {
        return trouble.isEmpty()
                && findings.isEmpty()
                && run.map(NotebookRun::succeeded).orElse(false);
    }

    /// The notebook's name in reports: its path below the output folder, with `/` everywhere.
    String name() {
        return Selection.name(entry.target());
    }

    /// The notebook itself as reports for machines name it: relative to `root` where it is below.
    String file(Path root) {
        var source = entry.source();
        return Selection.name(source.startsWith(root) ? root.relativize(source) : source);
    }

    /// How many cells ran to their end, of how many: `9/10`; `-` where none could run.
    String cells() {
        return run.map(each -> each.executed() - each.failures().size() + "/" + each.cells())
                .orElse("-");
    }

    String time() {
        return Times.text(elapsed);
    }

    /// One short text: `ok`, or what failed first.
    String verdict() {
        if (trouble.isPresent()) {
            var why = trouble.get();
            return why.lines().findFirst().orElse(why);
        }
        var problems = new ArrayList<String>();
        run.orElseThrow().failures().forEach(each -> problems.add(each.summary()));
        findings.forEach(
                each ->
                        problems.add(
                                (each.cell() > 0 ? "cell " + each.cell() + ": " : "")
                                        + each.summary()));
        return switch (problems.size()) {
            case 0 -> "ok";
            case 1 -> problems.getFirst();
            default -> problems.getFirst() + " (and " + (problems.size() - 1) + " more)";
        };
    }

    /// The whole story of what failed; empty where nothing did.
    String details(boolean colour) {
        if (trouble.isPresent()) {
            // A damaged notebook's begins with file, line and column.
            var why = trouble.get();
            return (why.startsWith(name()) ? "" : name() + ": ") + why + "\n";
        }
        var text = new StringBuilder();
        for (var failure : run.orElseThrow().failures()) {
            text.append(failure.describe(name(), colour)).append('\n');
        }
        for (var finding : findings) {
            text.append(finding.describe(name(), colour)).append('\n');
        }
        return text.toString();
    }
}
