package dev.cuaderno.kernel.check;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.kernel.notebook.CellReport;
import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.MultilineText;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookCell;
import dev.cuaderno.kernel.notebook.NotebookRun;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Compares the outputs of a run with those that the notebook held before.
///
/// What a cell prints counts as one text for each stream, whatever else it shows in between; of
/// errors their names and messages count, not their traces; numbers of execution do not count.
///
/// @param sanitizer takes away what always differs
/// @param tolerance how far numbers may be apart, see [Numbers]; a cell may have one of its own,
///   `"cuaderno": {"tolerance": 1e-3}`
/// @param imageTolerance how far pictures may be apart, see [Pictures]
public record OutputCheck(Sanitizer sanitizer, double tolerance, double imageTolerance) {

    /// Tags of cells whose outputs are not compared.
    public static final Set<String> IGNORED = Set.of("check-ignore", "nbval-ignore-output");

    /// Where nothing else is said: pictures of two machines differ by their fonts' edges.
    public static final double IMAGE_TOLERANCE = 0.01;

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();
    private static final Pattern PICTURE = Pattern.compile("image/(png|jpeg|gif|bmp)");
    private static final Pattern EMBEDDED =
            Pattern.compile("data:image/(?:png|jpeg|gif|bmp);base64,([A-Za-z0-9+/=\\s]+)");
    private static final String WIDGET = "application/vnd.jupyter.widget-view+json";

    /// Compares.
    ///
    /// @param stored the notebook before the run
    /// @return a finding for each cell whose outputs differ, in order
    public List<Finding> compare(Notebook stored, NotebookRun run) {
        var before = new HashMap<String, NotebookCell>();
        stored.cells().forEach(cell -> before.put(cell.id(), cell));
        var after = new HashMap<String, NotebookCell>();
        run.notebook().cells().forEach(cell -> after.put(cell.id(), cell));
        var wasRun =
                before.values().stream()
                        .anyMatch(cell -> cell.executionCount() > 0 || !cell.outputs().isEmpty());
        if (!wasRun && !run.reports().isEmpty()) {
            return List.of(
                    new Finding(
                            "",
                            0,
                            0,
                            "difference",
                            "holds no outputs to compare with; `cuaderno run --in-place` stores"
                                    + " them",
                            ""));
        }
        var findings = new ArrayList<Finding>();
        for (var report : run.reports()) {
            var old = before.get(report.id());
            if (old == null
                    || report.status() != CellReport.Status.PASSED
                    || IGNORED.stream().anyMatch(old::hasTag)) {
                continue;
            }
            var differences = compare(old, after.get(report.id()));
            if (!differences.isEmpty()) {
                findings.add(
                        new Finding(
                                report.id(),
                                report.number(),
                                0,
                                "difference",
                                "output differs: "
                                        + differences.stream()
                                                .map(Difference::what)
                                                .distinct()
                                                .collect(Collectors.joining(", ")),
                                differences.stream()
                                        .map(each -> "  " + each.what() + ":\n" + each.detail())
                                        .collect(Collectors.joining())));
            }
        }
        return findings;
    }

    private record Difference(String what, String detail) {}

    private List<Difference> compare(NotebookCell stored, NotebookCell fresh) {
        var differences = new ArrayList<Difference>();
        var near = ownTolerance(stored);
        for (var stream : List.of("stdout", "stderr")) {
            compareText(stream, printed(stored, stream), printed(fresh, stream), near, differences);
        }
        var before = shown(stored);
        var after = shown(fresh);
        for (var i = 0; i < Math.max(before.size(), after.size()); i++) {
            compareShown(
                    i < before.size() ? before.get(i) : Map.of(),
                    i < after.size() ? after.get(i) : Map.of(),
                    near,
                    differences);
        }
        return differences;
    }

    private double ownTolerance(NotebookCell cell) {
        return cell.metadata().get("cuaderno") instanceof JsonObject own
                        && own.get("tolerance") instanceof JsonPrimitive number
                        && number.isNumber()
                ? number.getAsDouble()
                : tolerance;
    }

    private static String printed(NotebookCell cell, String stream) {
        return cell.outputs().stream()
                .filter(output -> type(output).equals("stream"))
                .filter(
                        output ->
                                output.has("name")
                                        && output.get("name").getAsString().equals(stream))
                .map(output -> MultilineText.join(output.get("text")))
                .collect(Collectors.joining());
    }

    /// The forms of what a cell shows, in order.
    private static List<Map<String, JsonElement>> shown(NotebookCell cell) {
        var shown = new ArrayList<Map<String, JsonElement>>();
        for (var output : cell.outputs()) {
            switch (type(output)) {
                case "display_data", "execute_result" -> {
                    var forms = new HashMap<>(output.getAsJsonObject("data").asMap());
                    // Its model has another name in each run.
                    forms.remove(WIDGET);
                    shown.add(forms);
                }
                case "error" ->
                        shown.add(
                                Map.of(
                                        "error",
                                        new JsonPrimitive(
                                                field(output, "ename")
                                                        + ": "
                                                        + field(output, "evalue"))));
                default -> {
                    // Streams are compared as a whole.
                }
            }
        }
        return shown;
    }

    private static String field(JsonObject output, String name) {
        return output.get(name) instanceof JsonPrimitive text ? text.getAsString() : "";
    }

    private static String type(JsonObject output) {
        return output.get("output_type").getAsString();
    }

    private void compareShown(
            Map<String, JsonElement> stored,
            Map<String, JsonElement> fresh,
            double near,
            List<Difference> differences) {
        var types = new TreeSet<>(stored.keySet());
        types.addAll(fresh.keySet());
        for (var type : types) {
            var before = stored.get(type);
            var after = fresh.get(type);
            if (before == null || after == null) {
                differences.add(
                        new Difference(
                                type,
                                before == null
                                        ? "    \u001b[32m+ only in the fresh output\u001b[0m\n"
                                        : "    \u001b[31m- only in the stored output\u001b[0m\n"));
            } else if (PICTURE.matcher(type).matches()) {
                Pictures.difference(text(before), text(after), imageTolerance)
                        .ifPresent(why -> differences.add(new Difference(type, line(why))));
            } else {
                compareText(type, text(before), text(after), near, differences);
            }
        }
    }

    private static String text(JsonElement element) {
        return MultilineText.isText(element) ? MultilineText.join(element) : GSON.toJson(element);
    }

    private static String line(String text) {
        return "    " + text + "\n";
    }

    private void compareText(
            String what, String stored, String fresh, double near, List<Difference> differences) {
        if (stored.equals(fresh)) {
            return;
        }
        var before = sanitizer.apply(withoutPictures(stored));
        var after = sanitizer.apply(withoutPictures(fresh));
        if (!before.equals(after) && !(near > 0 && Numbers.near(before, after, near))) {
            var shown = TextDiff.of(before, after, lines(what));
            differences.add(
                    new Difference(
                            what, shown.isEmpty() ? line("only the line ends differ") : shown));
        }
        var oldPictures = pictures(stored);
        var newPictures = pictures(fresh);
        for (var i = 0; i < Math.min(oldPictures.size(), newPictures.size()); i++) {
            var number = i + 1;
            Pictures.difference(oldPictures.get(i), newPictures.get(i), imageTolerance)
                    .ifPresent(
                            why ->
                                    differences.add(
                                            new Difference(
                                                    what, line("picture " + number + ": " + why))));
        }
    }

    /// Of what machines write for machines, the beginning says enough.
    private static int lines(String what) {
        return what.startsWith("std") || what.equals("text/plain") || what.equals("text/markdown")
                ? 40
                : 10;
    }

    private static String withoutPictures(String text) {
        return EMBEDDED.matcher(text).replaceAll("(picture)");
    }

    private static List<String> pictures(String text) {
        return EMBEDDED.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
