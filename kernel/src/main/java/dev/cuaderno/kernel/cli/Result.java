package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.NotebookRun;
import dev.cuaderno.kernel.notebook.Times;

import java.time.Duration;
import java.util.Optional;

/// What became of one notebook of a batch.
///
/// @param entry which notebook
/// @param run how its cells went; empty where it could not be run or its results not be written
/// @param trouble why not; empty where it could
/// @param elapsed the time from reading it to writing its results
record Result(
        Selection.Entry entry,
        Optional<NotebookRun> run,
        Optional<String> trouble,
        Duration elapsed) {

    boolean succeeded() {
        return trouble.isEmpty() && run.map(NotebookRun::succeeded).orElse(false);
    }

    /// The notebook's name in reports: its path below the output folder, with `/` everywhere.
    String name() {
        return Selection.name(entry.target());
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
        return trouble.map(why -> why.lines().findFirst().orElse(why))
                .orElseGet(
                        () -> {
                            var failures = run.orElseThrow().failures();
                            return switch (failures.size()) {
                                case 0 -> "ok";
                                case 1 -> failures.getFirst().summary();
                                default ->
                                        failures.getFirst().summary()
                                                + " (and "
                                                + (failures.size() - 1)
                                                + " more)";
                            };
                        });
    }

    /// The whole story of what failed; empty where nothing did.
    String details(boolean colour) {
        if (trouble.isPresent()) {
            return name() + ": " + trouble.get() + "\n";
        }
        var text = new StringBuilder();
        for (var failure : run.orElseThrow().failures()) {
            text.append(failure.describe(name(), colour)).append('\n');
        }
        return text.toString();
    }
}
