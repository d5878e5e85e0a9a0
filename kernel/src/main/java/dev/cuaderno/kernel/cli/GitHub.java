package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.notebook.CellPlaces;
import dev.cuaderno.kernel.notebook.CellReport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// What GitHub Actions shows of a run: failures stand at the line of the notebook's file in the
/// changes of a pull request, and a table on the page of the workflow's run.
final class GitHub {

    private GitHub() {}

    /// Whether this process runs in a workflow.
    static boolean isHere(Map<String, String> environment) {
        return "true".equals(environment.get("GITHUB_ACTIONS"));
    }

    /// Prints the commands that make annotations.
    ///
    /// @param root what the paths of the files are relative to
    static void annotate(List<Result> results, Path root, PrintWriter out) {
        for (var result : results) {
            var file = result.file(root);
            result.trouble().ifPresent(why -> out.println(command(file, 1, "notebook", why)));
            if (result.run().isEmpty()) {
                continue;
            }
            var run = result.run().get();
            for (var failure : run.failures()) {
                var id =
                        run.reports().stream()
                                .filter(each -> each.number() == failure.cell())
                                .map(CellReport::id)
                                .findFirst()
                                .orElse("");
                var title = "cell " + failure.cell() + ": " + failure.error().name();
                var line = line(result, id, failure.error().line());
                out.println(command(file, line, title, failure.describe(result.name(), false)));
            }
            for (var finding : result.findings()) {
                var title = finding.cell() > 0 ? "cell " + finding.cell() : "notebook";
                var line = line(result, finding.id(), finding.line());
                out.println(
                        command(
                                file,
                                line,
                                title + ": " + finding.kind(),
                                finding.describe(result.name(), false)));
            }
        }
        out.flush();
    }

    /// Adds a table of the notebooks, and what failed, to the summary page of the workflow's run.
    ///
    /// @param environment whose `GITHUB_STEP_SUMMARY` names the file; without it nothing is written
    static void summarize(List<Result> results, Path root, Map<String, String> environment)
            throws IOException {
        var file = environment.get("GITHUB_STEP_SUMMARY");
        if (file == null || file.isBlank()) {
            return;
        }
        var text = new StringBuilder("| notebook | cells | time | result |\n|---|---|---|---|\n");
        for (var result : results) {
            text.append("| ")
                    .append(cell(result.file(root)))
                    .append(" | ")
                    .append(result.cells())
                    .append(" | ")
                    .append(result.time())
                    .append(" | ")
                    .append(result.succeeded() ? "✅" : "❌ " + cell(result.verdict()))
                    .append(" |\n");
        }
        for (var result : results) {
            if (!result.succeeded()) {
                text.append("\n<details><summary>")
                        .append(cell(result.file(root)))
                        .append("</summary>\n\n````text\n")
                        .append(result.details(false))
                        .append("````\n\n</details>\n");
            }
        }
        Files.writeString(
                Path.of(file),
                text.append('\n'),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static String cell(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|");
    }

    private static int line(Result result, String id, int line) {
        try {
            return CellPlaces.of(result.entry().source()).line(id, line);
        } catch (IOException gone) {
            return 1;
        }
    }

    static String command(String file, int line, String title, String message) {
        return "::error file="
                + property(file)
                + ",line="
                + line
                + ",title="
                + property(title)
                + "::"
                + data(message);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
