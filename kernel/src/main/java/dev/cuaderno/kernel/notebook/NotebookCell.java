package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /// Whether there is code in it.
    boolean holdsCode() {
        return type() == Type.CODE && !source().isBlank();
    }

    /// Whether it is executed where nothing else is said: code that is not blank and not tagged
    /// `skip-execution`.
    public boolean isExecutable() {
        return holdsCode() && !hasTag(RunSettings.SKIP_TAG);
    }

    /// The seconds that it may take by its own metadata, `"cuaderno": {"timeout": 5}`.
    public Optional<Duration> timeout() {
        return metadata().get("cuaderno") instanceof JsonObject own
                        && own.get("timeout") instanceof JsonPrimitive seconds
                        && seconds.isNumber()
                        && seconds.getAsDouble() > 0
                ? Optional.of(Duration.ofMillis(Math.round(seconds.getAsDouble() * 1000)))
                : Optional.empty();
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

    boolean isSameCodeAs(NotebookCell other) {
        return other.type() == Type.CODE
                && source().stripTrailing().equals(other.source().stripTrailing());
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
