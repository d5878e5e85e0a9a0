package dev.cuaderno.kernel.percent;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookCell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Writes a notebook as Java text in Jupytext's percent format. Outputs stay behind.
public final class PercentWriter {
    /// A magic, which is no Java and becomes a comment; one that is a comment already gets another
    /// pair of slashes, so that it stays one.
    static final Pattern MAGIC = Pattern.compile("^\\s*(?://\\s*)*%{1,3}[a-zA-Z].*");

    /// Cell magics of which the whole body is no Java.
    static final Pattern OTHER_LANGUAGE =
            Pattern.compile("^%%(bash|sh|html|javascript|latex|markdown|svg)(?:[ \\t]+(.*))?$");

    private final List<String> lines = new ArrayList<>();
    private final boolean ids;

    private PercentWriter(boolean ids) {
        this.ids = ids;
    }

    /// The text of a notebook.
    ///
    /// @param ids true to write the ids of cells, which keeps them over a round trip
    public static String write(Notebook notebook, boolean ids) {
        var writer = new PercentWriter(ids);
        writer.header(notebook.metadata());
        for (var cell : notebook.cells()) {
            writer.cell(cell);
        }
        return String.join("\n", writer.lines) + "\n";
    }

    private void header(JsonObject metadata) {
        var all = new JsonObject();
        var jupytext = new JsonObject();
        if (metadata.get("jupytext") instanceof JsonObject given) {
            given.asMap().forEach(jupytext::add);
        }
        var representation = new JsonObject();
        representation.addProperty("extension", ".java");
        representation.addProperty("format_name", "percent");
        representation.addProperty("format_version", "1.3");
        jupytext.add("text_representation", representation);
        all.add("jupytext", jupytext);
        metadata.asMap()
                .forEach(
                        (name, value) -> {
                            if (!name.equals("jupytext")) {
                                all.add(name, value);
                            }
                        });
        var header = new JsonObject();
        header.add("jupyter", all);
        lines.add("// ---");
        Yaml.write(header).forEach(line -> lines.add("// " + line));
        lines.add("// ---");
    }

    private void cell(NotebookCell cell) {
        var metadata = new JsonObject();
        if (ids) {
            metadata.addProperty("id", cell.id());
        }
        cell.metadata().asMap().forEach(metadata::add);
        // A run's times are no part of a text.
        metadata.remove("execution");
        var source = cell.source().lines().toList();
        if (cell.source().isEmpty()) {
            source = List.of();
        }
        var type = cell.type().name().toLowerCase(Locale.ROOT);
        var other =
                type.equals("code") && !source.isEmpty()
                        ? OTHER_LANGUAGE.matcher(source.getFirst())
                        : null;
        var foreign = other != null && other.matches() && !metadata.has("language");
        if (foreign) {
            metadata.addProperty("language", other.group(1));
            if (other.group(2) != null) {
                metadata.addProperty("magic_args", other.group(2));
            }
            source = source.subList(1, source.size());
        }
        lines.add("");
        lines.add("// %%" + new CellOptions(type, metadata).text());
        for (var line : source) {
            if (!type.equals("code") || foreign) {
                lines.add(line.isEmpty() ? "//" : "// " + line);
            } else {
                lines.add(MAGIC.matcher(line).matches() ? "// " + line : line);
            }
        }
    }
}
