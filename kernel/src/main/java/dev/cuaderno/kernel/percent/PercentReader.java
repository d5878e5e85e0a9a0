package dev.cuaderno.kernel.percent;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.kernel.notebook.BrokenNotebookException;
import dev.cuaderno.kernel.notebook.MultilineText;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a notebook from Java text in Jupytext's percent format. A text without any cell markers is
/// a notebook of one cell.
public final class PercentReader {
    private static final Pattern MARKER = Pattern.compile("^\\s*//\\s*%%(%*)(?:\\s+(.*))?$");
    private static final Pattern CODING = Pattern.compile("^//.*-\\*-.*-\\*-\\s*$");
    private static final String FENCE = "// ---";

    private final String file;
    private final List<String> lines;
    private final JsonObject metadata = new JsonObject();
    private final JsonArray cells = new JsonArray();

    private PercentReader(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /// The notebook that a text is.
    ///
    /// @param file what errors call it
    /// @throws BrokenNotebookException if its header cannot be read
    public static Notebook read(String file, String text) throws BrokenNotebookException {
        var clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var reader = new PercentReader(file, clean.lines().toList());
        reader.cells(reader.header());
        var root = new JsonObject();
        root.add("cells", reader.cells);
        root.add("metadata", reader.metadata);
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 5);
        // Read again as a file is: whatever the metadata say, what comes out is a notebook.
        return NotebookFile.parse(file, root.toString());
    }

    /// Reads the header into the metadata.
    ///
    /// @return the line at which the cells begin
    private int header() throws BrokenNotebookException {
        var at = 0;
        while (at < lines.size()
                && (lines.get(at).isBlank() || CODING.matcher(lines.get(at)).matches())) {
            at++;
        }
        if (at == lines.size() || !lines.get(at).stripTrailing().equals(FENCE)) {
            return 0;
        }
        var begin = ++at;
        var yaml = new ArrayList<String>();
        while (at < lines.size() && !lines.get(at).stripTrailing().equals(FENCE)) {
            if (!lines.get(at).startsWith("//")) {
                throw new BrokenNotebookException(
                        file,
                        at + 1,
                        1,
                        "the header that begins above has no end, a line " + FENCE);
            }
            yaml.add(uncomment(lines.get(at++)));
        }
        try {
            if (Yaml.read(yaml).get("jupyter") instanceof JsonObject jupyter) {
                jupyter.asMap().forEach(metadata::add);
            }
        } catch (Yaml.YamlException wrong) {
            throw new BrokenNotebookException(
                    file, begin + wrong.line + 1, 1, "the header: " + wrong.getMessage());
        }
        if (metadata.get("jupytext") instanceof JsonObject jupytext) {
            // It speaks of the text, not of the notebook.
            jupytext.remove("text_representation");
            if (jupytext.isEmpty()) {
                metadata.remove("jupytext");
            }
        }
        return Math.min(at + 1, lines.size());
    }

    private void cells(int from) {
        var at = from;
        var options = new CellOptions("code", new JsonObject());
        var begin = at;
        var explicit = false;
        for (; at < lines.size(); at++) {
            var marker = MARKER.matcher(lines.get(at));
            if (marker.matches()) {
                cell(options, lines.subList(begin, at), explicit);
                var text = marker.group(2) == null ? "" : marker.group(2);
                options = CellOptions.read(text, marker.group(1).length());
                begin = at + 1;
                explicit = true;
            }
        }
        cell(options, lines.subList(begin, at), explicit);
    }

    /// @param explicit false for what stands before the first marker, which need not be a cell
    private void cell(CellOptions options, List<String> given, boolean explicit) {
        var source = new ArrayList<>(given);
        while (!source.isEmpty() && source.getLast().isBlank()) {
            source.removeLast();
        }
        if (!explicit) {
            while (!source.isEmpty() && source.getFirst().isBlank()) {
                source.removeFirst();
            }
            if (source.isEmpty()) {
                return;
            }
        }
        var metadata = options.metadata();
        var code = options.type().equals("code");
        if (!code) {
            source.replaceAll(PercentReader::uncomment);
        } else if (metadata.get("language") instanceof JsonPrimitive language) {
            source.replaceAll(PercentReader::uncomment);
            var arguments = metadata.get("magic_args");
            source.addFirst(
                    "%%"
                            + language.getAsString()
                            + (arguments == null ? "" : " " + arguments.getAsString()));
            metadata.remove("language");
            metadata.remove("magic_args");
        } else {
            source.replaceAll(
                    line ->
                            line.stripLeading().startsWith("//")
                                            && PercentWriter.MAGIC.matcher(line).matches()
                                    ? uncomment(line)
                                    : line);
        }
        var cell = new JsonObject();
        cell.addProperty("cell_type", options.type());
        if (code) {
            cell.add("execution_count", JsonNull.INSTANCE);
        }
        if (metadata.get("id") instanceof JsonPrimitive id && id.isString()) {
            cell.add("id", id);
            metadata.remove("id");
        }
        cell.add("metadata", metadata);
        if (code) {
            cell.add("outputs", new JsonArray());
        }
        cell.add("source", MultilineText.split(String.join("\n", source)));
        cells.add(cell);
    }

    private static String uncomment(String line) {
        return line.replaceFirst("^(\\s*)// ?", "$1");
    }
}
