package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A notebook of format 4.5 in memory: a view of its JSON tree, which keeps every field we do not
/// know, in its place. Made by [NotebookFile].
///
/// @param root the whole document
public record Notebook(JsonObject root) {

    /// Its cells, from the first.
    public List<NotebookCell> cells() {
        var cells = new ArrayList<NotebookCell>();
        for (var cell : root.getAsJsonArray("cells")) {
            cells.add(new NotebookCell(cell.getAsJsonObject()));
        }
        return cells;
    }

    public JsonObject metadata() {
        return root.getAsJsonObject("metadata");
    }

    /// A copy that shares nothing with this one.
    public Notebook copy() {
        return new Notebook(root.deepCopy());
    }

    /// A copy in which code cells have the outputs of their fellows in `other`: those of the same
    /// id and source, else the first of the same source.
    public Notebook withOutputsOf(Notebook other) {
        var result = copy();
        var given = new ArrayList<>(other.cells());
        for (var cell : result.cells()) {
            if (cell.type() != NotebookCell.Type.CODE) {
                continue;
            }
            var same = given.stream().filter(cell::isSameCodeAs).toList();
            same.stream()
                    .filter(each -> each.id().equals(cell.id()))
                    .findFirst()
                    .or(() -> same.stream().findFirst())
                    .ifPresent(
                            each -> {
                                given.remove(each);
                                cell.setResults(
                                        each.executionCount(),
                                        each.json().getAsJsonArray("outputs").deepCopy());
                            });
        }
        return result;
    }

    /// The language of the prose as in HTML's `lang`, from the metadata field `lang`; `en` where it
    /// says nothing.
    public String lang() {
        return text(metadata(), "lang").orElse("en");
    }

    /// The programming language of its cells in small letters, as far as the metadata say.
    public Optional<String> programmingLanguage() {
        return nested("language_info", "name")
                .or(() -> nested("kernelspec", "language"))
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /// Says that its cells are Java, where it does not say so yet, for editors that colour code.
    void markAsJava() {
        if (!metadata().has("language_info")) {
            var info = new JsonObject();
            info.addProperty("codemirror_mode", "text/x-java");
            info.addProperty("file_extension", ".java");
            info.addProperty("mimetype", "text/x-java-source");
            info.addProperty("name", "java");
            metadata().add("language_info", info);
        }
    }

    private Optional<String> nested(String object, String field) {
        return metadata().get(object) instanceof JsonObject found
                ? text(found, field)
                : Optional.empty();
    }

    private static Optional<String> text(JsonObject object, String field) {
        var value = object.get(field);
        return value == null || !value.isJsonPrimitive() || value.getAsString().isBlank()
                ? Optional.empty()
                : Optional.of(value.getAsString());
    }
}
