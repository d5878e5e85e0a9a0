package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes out of a notebook what runs have left in it, and touches nothing else: every other byte of
/// the file stays, its layout and format version too.
public final class OutputStrip {

    /// Tags of cells whose outputs stay.
    public static final Set<String> KEPT = Set.of("keep_output", "keep-output");

    private static final Set<String> CELL_METADATA =
            Set.of(
                    "collapsed",
                    "ExecuteTime",
                    "execution",
                    "heading_collapsed",
                    "hidden",
                    "scrolled");
    private static final Set<String> NOTEBOOK_METADATA = Set.of("signature", "widgets");

    private record Edit(int from, int to, String text) {}

    private final JsonText json;
    private final boolean keepCounts;
    private final List<Edit> edits = new ArrayList<>();
    private int outputs;
    private int counts;
    private int metadata;

    private OutputStrip(JsonText json, boolean keepCounts) {
        this.json = json;
        this.keepCounts = keepCounts;
    }

    /// A notebook without what runs have left.
    ///
    /// @param text of the file
    /// @param outputs how many cells had outputs
    /// @param counts how many had a number of execution
    /// @param metadata how many fields of metadata are gone
    public record Stripped(String text, int outputs, int counts, int metadata) {

        /// Whether there was anything to take out.
        public boolean changed() {
            return outputs + counts + metadata > 0;
        }

        /// What there was: `2 outputs, 3 execution counts`.
        public String found() {
            var found = new ArrayList<String>();
            add(found, outputs, "cell with outputs", "cells with outputs");
            add(found, counts, "execution count", "execution counts");
            add(found, metadata, "field of metadata", "fields of metadata");
            return String.join(", ", found);
        }

        private static void add(List<String> found, int number, String one, String many) {
            if (number > 0) {
                found.add(number + " " + (number == 1 ? one : many));
            }
        }
    }

    /// Strips a notebook.
    ///
    /// @param file what errors call it
    /// @param bytes of the file
    /// @param keepCounts true to leave the numbers of execution
    /// @throws BrokenNotebookException if it is no notebook
    public static Stripped strip(String file, byte[] bytes, boolean keepCounts)
            throws BrokenNotebookException {
        var text = NotebookFile.text(file, bytes);
        var strip = new OutputStrip(new JsonText(file, text), keepCounts);
        strip.notebook();
        return new Stripped(strip.result(), strip.outputs, strip.counts, strip.metadata);
    }

    private void notebook() throws BrokenNotebookException {
        var notebook = NotebookFile.parse(json);
        for (var cell : notebook.cells()) {
            if (cell.type() == NotebookCell.Type.CODE && !isKept(cell)) {
                results(cell.json());
            }
            remove(cell.metadata(), CELL_METADATA);
        }
        remove(notebook.metadata(), NOTEBOOK_METADATA);
    }

    private static boolean isKept(NotebookCell cell) {
        return KEPT.stream().anyMatch(cell::hasTag)
                || (cell.metadata().get("keep_output") instanceof JsonPrimitive keep
                        && keep.isBoolean()
                        && keep.getAsBoolean());
    }

    private void results(JsonObject cell) {
        var fields = json.fields(cell);
        if (fields.containsKey("outputs")
                && cell.get("outputs") instanceof JsonArray array
                && !array.isEmpty()) {
            replace(fields.get("outputs"), "[]");
            outputs++;
        }
        if (!keepCounts
                && fields.containsKey("execution_count")
                && !cell.get("execution_count").isJsonNull()) {
            replace(fields.get("execution_count"), "null");
            counts++;
        }
    }

    private void replace(JsonText.Field field, String text) {
        edits.add(new Edit(field.value(), field.end(), text));
    }

    private void remove(JsonObject object, Collection<String> names) {
        var fields = List.copyOf(json.fields(object).entrySet());
        var unwanted = fields.stream().filter(each -> names.contains(each.getKey())).count();
        if (unwanted == 0) {
            return;
        }
        metadata += (int) unwanted;
        if (unwanted == fields.size()) {
            // Between the braces there is nothing but these.
            var text = json.text();
            var from = fields.getFirst().getValue().name();
            var to = fields.getLast().getValue().end();
            edits.add(new Edit(text.lastIndexOf('{', from - 1) + 1, text.indexOf('}', to), ""));
            return;
        }
        Map.Entry<String, JsonText.Field> keptBefore = null;
        for (var i = 0; i < fields.size(); i++) {
            var field = fields.get(i).getValue();
            if (!names.contains(fields.get(i).getKey())) {
                keptBefore = fields.get(i);
            } else if (keptBefore == null) {
                edits.add(new Edit(field.name(), fields.get(i + 1).getValue().name(), ""));
            } else {
                edits.add(new Edit(fields.get(i - 1).getValue().end(), field.end(), ""));
            }
        }
    }

    private String result() {
        edits.sort(Comparator.comparingInt(Edit::from));
        var text = json.text();
        var result = new StringBuilder();
        var at = 0;
        for (var edit : edits) {
            result.append(text, at, edit.from()).append(edit.text());
            at = edit.to();
        }
        return result.append(text, at, text.length()).toString();
    }
}
