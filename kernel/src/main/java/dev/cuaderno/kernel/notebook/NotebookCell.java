package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.util.ArrayList;
import java.util.List;

/// One cell of a notebook: a view of its JSON, which keeps every field we do not know.
///
/// @param json the cell's object in the notebook's tree; changes go through to it
public record NotebookCell(JsonObject json) {

    /// What a cell holds.
    public enum Type {
        CODE,
        MARKDOWN,
        RAW
    }

    public Type type() {
        return switch (json.get("cell_type").getAsString()) {
            case "code" -> Type.CODE;
            case "markdown" -> Type.MARKDOWN;
            default -> Type.RAW;
        };
    }

    public String source() {
        return MultilineText.join(json.get("source"));
    }

    public String id() {
        return json.get("id").getAsString();
    }

    public JsonObject metadata() {
        return json.getAsJsonObject("metadata");
    }

    /// Whether `metadata.tags` holds `tag`.
    public boolean hasTag(String tag) {
        if (metadata().get("tags") instanceof JsonArray tags) {
            for (var element : tags) {
                if (element.isJsonPrimitive() && element.getAsString().equals(tag)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether a run executes it: code that is not blank and not tagged `skip-execution`.
    public boolean isExecutable() {
        return type() == Type.CODE && !source().isBlank() && !hasTag("skip-execution");
    }

    /// The number it ran under, 0 where it has not run.
    public int executionCount() {
        var count = json.get("execution_count");
        return count == null || count.isJsonNull() ? 0 : count.getAsInt();
    }

    /// The outputs of a code cell; none for other cells.
    public List<JsonObject> outputs() {
        var found = new ArrayList<JsonObject>();
        if (json.get("outputs") instanceof JsonArray outputs) {
            outputs.forEach(output -> found.add(output.getAsJsonObject()));
        }
        return found;
    }

    /// Removes what earlier runs left in a code cell: outputs, number, times.
    void clear() {
        if (type() == Type.CODE) {
            setResults(0, new JsonArray());
            metadata().remove("execution");
        }
    }

    /// Puts a run's results in the place of those before.
    ///
    /// @param executionCount the number it ran under, 0 for a cell that did not run
    void setResults(int executionCount, JsonArray outputs) {
        json.add(
                "execution_count",
                executionCount == 0 ? JsonNull.INSTANCE : new JsonPrimitive(executionCount));
        json.add("outputs", outputs);
    }
}
