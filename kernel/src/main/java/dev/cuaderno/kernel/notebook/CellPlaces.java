package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Where the lines of cells stand in the text of a notebook's file, so that a report can point at
/// them in a difference or an editor.
public final class CellPlaces {
    private final JsonText json;
    private final Map<String, NotebookCell> cells = new HashMap<>();

    private CellPlaces(JsonText json) throws BrokenNotebookException {
        this.json = json;
        for (var cell : NotebookFile.parse(json).cells()) {
            cells.put(cell.id(), cell);
        }
    }

    /// Reads a file for its places.
    public static CellPlaces of(Path file) throws IOException {
        return new CellPlaces(new JsonText(file.toString(), NotebookFile.text(file)));
    }

    /// The line of the file, from 1, that holds a line of a cell; 1 for a cell that the file does
    /// not hold.
    ///
    /// @param line the line of the cell's source, from 1; 0 for the cell itself
    public int line(String id, int line) {
        var cell = cells.get(id);
        if (cell == null) {
            return 1;
        }
        var source = cell.json().get("source");
        if (line > 0 && source instanceof JsonArray lines) {
            var before = 0;
            for (var each : lines) {
                var breaks = (int) each.getAsString().chars().filter(c -> c == '\n').count();
                // The element that begins with this line, or holds it.
                if (before + Math.max(1, breaks) >= line) {
                    return json.line(each);
                }
                before += breaks;
            }
        }
        return json.line(line > 0 ? source : cell.json());
    }
}
