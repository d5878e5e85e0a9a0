package dev.cuaderno.kernel.check;

import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.notebook.CellFailure;
import dev.cuaderno.kernel.notebook.CellReport;
import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookCell;
import dev.cuaderno.kernel.notebook.NotebookRun;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds what keeps a notebook from giving the same again: cells that were run in another order
/// than they stand in, names that come from a cell below or from one that is gone, libraries that
/// nothing declares.
///
/// The numbers of execution tell of the past; a run from top to bottom in a fresh session shows
/// whether it matters.
public final class Lint {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");
    private static final Pattern SYMBOL =
            Pattern.compile("symbol:\\s+(?:variable|class|method) (\\w+)");

    private Lint() {}

    /// Looks at the notebook as it was and at what its run said.
    public static List<Finding> findings(Notebook stored, NotebookRun run) {
        var findings = new ArrayList<>(order(stored));
        for (var failure : run.failures()) {
            findings.addAll(causes(failure, run));
        }
        return findings;
    }

    /// Cells whose numbers say that they ran in another order, or that did not run while those
    /// below did.
    static List<Finding> order(Notebook notebook) {
        var findings = new ArrayList<Finding>();
        var code =
                notebook.cells().stream()
                        .filter(cell -> cell.isExecutable() || cell.executionCount() > 0)
                        .toList();
        var last = 0;
        for (var i = 0; i < code.size(); i++) {
            var cell = code.get(i);
            var count = cell.executionCount();
            var below = code.subList(i + 1, code.size());
            if (count == 0) {
                var stale =
                        cell.outputs().isEmpty()
                                ? below.stream().anyMatch(each -> each.executionCount() > 0)
                                        && (last > 0 || i == 0)
                                : true;
                if (stale) {
                    findings.add(
                            finding(
                                    cell,
                                    i + 1,
                                    "order",
                                    cell.outputs().isEmpty()
                                            ? "was not run, though cells below it were"
                                            : "has outputs, but was not run in its last session"));
                }
            } else if (count <= last) {
                findings.add(
                        finding(
                                cell,
                                i + 1,
                                "order",
                                "was run out of order: as ["
                                        + count
                                        + "], below a cell that was run as ["
                                        + last
                                        + "]"));
            } else if (count > last + 1) {
                findings.add(
                        finding(
                                cell,
                                i + 1,
                                "order",
                                "was run as ["
                                        + count
                                        + "] after ["
                                        + last
                                        + "]: what ran between them is gone, or ran again"));
            }
            last = Math.max(last, count);
        }
        return findings;
    }

    /// What a failure to compile has to do with other cells.
    static List<Finding> causes(CellFailure failure, NotebookRun run) {
        if (failure.error().cause() != Outcome.Cause.COMPILE) {
            return List.of();
        }
        var report =
                run.reports().stream()
                        .filter(each -> each.number() == failure.cell())
                        .findFirst()
                        .orElseThrow();
        var text =
                String.join("\n", failure.error().traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
        var findings = new ArrayList<Finding>();
        for (var each : found(PACKAGE, text)) {
            findings.add(
                    new Finding(
                            report.id(),
                            failure.cell(),
                            failure.error().line(),
                            "dependency",
                            "no cell declares the library of the package " + each + " (%dep)",
                            ""));
        }
        for (var name : found(SYMBOL, text)) {
            origin(name, failure.cell(), run)
                    .ifPresent(
                            why ->
                                    findings.add(
                                            new Finding(
                                                    report.id(),
                                                    failure.cell(),
                                                    failure.error().line(),
                                                    "hidden-state",
                                                    why,
                                                    "")));
        }
        return findings;
    }

    private static Set<String> found(Pattern pattern, String text) {
        var names = new LinkedHashSet<String>();
        pattern.matcher(text).results().forEach(each -> names.add(each.group(1)));
        return names;
    }

    /// Says where a name that a cell lacks is declared; nothing where the failure of a cell before
    /// it explains that it is not.
    private static Optional<String> origin(String name, int cell, NotebookRun run) {
        for (var report : run.reports()) {
            var source =
                    run.notebook().cells().stream()
                            .filter(each -> each.id().equals(report.id()))
                            .findFirst()
                            .orElseThrow()
                            .source();
            if (report.number() == cell || !declares(source, name)) {
                continue;
            }
            if (report.number() == 0) {
                return Optional.of(name + " is declared in a cell that a tag leaves out");
            }
            if (report.number() < cell) {
                return report.status() == CellReport.Status.FAILED
                        ? Optional.empty()
                        : Optional.of(name + " is not what cell " + report.number() + " declares");
            }
            return Optional.of(name + " is declared further down only, in cell " + report.number());
        }
        return Optional.of(
                name + " is declared in no cell: perhaps in one that was changed or deleted");
    }

    /// By the look of it: a type and the name before `=`, `;` or brackets, or a type's declaration.
    static boolean declares(String source, String name) {
        return Pattern.compile(
                        "(?m)(?:^|[^\\w.])(?:class|interface|enum|record)\\s+"
                                + name
                                + "\\b|(?<!\\breturn)(?<!\\bnew)(?<=[\\w>\\]])\\s+"
                                + name
                                + "\\s*(?:=(?!=)|;|,|\\()")
                .matcher(source)
                .find();
    }

    private static Finding finding(NotebookCell cell, int number, String kind, String summary) {
        return new Finding(cell.id(), number, 0, kind, summary, "");
    }
}
