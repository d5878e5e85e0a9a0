package dev.cuaderno.kernel.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Reads notebooks of format 4.0 to 4.5 and writes 4.5, in Jupyter's own layout.
///
/// Reading brings an older notebook up to 4.5: it fills in what that version demands and leaves
/// everything else as it is. A damaged file is never written to.
public final class NotebookFile {
    private static final int FORMAT = 4;
    private static final int MINOR = 5;
    private static final Pattern LONE_SURROGATE =
            Pattern.compile(
                    "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]");
    private static final Gson GSON =
            new GsonBuilder()
                    .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
                    .disableHtmlEscaping()
                    .serializeNulls()
                    .create();

    private NotebookFile() {}

    /// @throws BrokenNotebookException if the file is not a notebook of format 4
    /// @throws IOException if it cannot be read
    public static Notebook read(Path file) throws IOException {
        return read(file, file.toString());
    }

    /// @param name what errors call the file
    public static Notebook read(Path file, String name) throws IOException {
        return parse(name, text(name, Files.readAllBytes(file)));
    }

    /// The text of a file, which must be UTF-8.
    static String text(Path file) throws IOException {
        return text(file.toString(), Files.readAllBytes(file));
    }

    /// The text that bytes of UTF-8 are.
    ///
    /// @param file what errors call it
    static String text(String file, byte[] bytes) throws BrokenNotebookException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var source = ByteBuffer.wrap(bytes);
        try {
            return decoder.decode(source).toString();
        } catch (CharacterCodingException notUtf8) {
            // The decoder stops in front of the byte it cannot read.
            var before = new String(bytes, 0, source.position(), StandardCharsets.UTF_8);
            throw new BrokenNotebookException(
                    file,
                    1 + (int) before.chars().filter(c -> c == '\n').count(),
                    before.length() - before.lastIndexOf('\n'),
                    "not UTF-8 text; notebooks are always UTF-8");
        }
    }

    /// A notebook from its text.
    ///
    /// @param file what errors call it
    public static Notebook parse(String file, String text) throws BrokenNotebookException {
        return parse(new JsonText(file, text));
    }

    /// A notebook as a view of JSON whose places stay known.
    static Notebook parse(JsonText json) throws BrokenNotebookException {
        if (!(json.root() instanceof JsonObject root)) {
            throw json.broken(json.root(), "a notebook is a JSON object");
        }
        checkFormat(json, root);
        if (!(root.get("cells") instanceof JsonArray cells)) {
            throw json.broken(
                    orElse(root.get("cells"), root), "a notebook needs an array \"cells\"");
        }
        fill(json, root, "metadata", new JsonObject());
        for (var cell : cells) {
            if (!(cell instanceof JsonObject object)) {
                throw json.broken(orElse(cell, cells), "a cell is a JSON object");
            }
            checkCell(json, object);
        }
        if (root.get("nbformat_minor").getAsInt() < MINOR) {
            root.addProperty("nbformat_minor", MINOR);
        }
        var notebook = new Notebook(root);
        CellIds.complete(notebook.cells());
        return notebook;
    }

    private static void checkFormat(JsonText json, JsonObject root) throws BrokenNotebookException {
        for (var field : new String[] {"nbformat", "nbformat_minor"}) {
            if (!(root.get(field) instanceof JsonPrimitive number)
                    || !number.getAsString().matches("[0-9]{1,4}")) {
                throw json.broken(
                        orElse(root.get(field), root),
                        "a notebook needs the whole number \"" + field + "\"");
            }
        }
        var format = root.get("nbformat").getAsInt();
        if (format != FORMAT) {
            throw json.broken(
                    root.get("nbformat"),
                    "format "
                            + format
                            + " is not supported, only 4"
                            + (format < FORMAT
                                    ? "; convert it with `jupyter nbconvert --to notebook`"
                                    : ""));
        }
    }

    private static void checkCell(JsonText json, JsonObject cell) throws BrokenNotebookException {
        if (!(cell.get("cell_type") instanceof JsonPrimitive type)
                || !type.getAsString().matches("code|markdown|raw")) {
            throw json.broken(
                    orElse(cell.get("cell_type"), cell),
                    "a cell's \"cell_type\" is \"code\", \"markdown\" or \"raw\"");
        }
        if (!MultilineText.isText(cell.get("source"))) {
            throw json.broken(
                    orElse(cell.get("source"), cell),
                    "a cell's \"source\" is a string or an array of strings");
        }
        fill(json, cell, "metadata", new JsonObject());
        if (type.getAsString().equals("code")) {
            fill(json, cell, "outputs", new JsonArray());
            for (var output : cell.getAsJsonArray("outputs")) {
                checkOutput(json, output);
            }
            var count = cell.get("execution_count");
            if (count == null) {
                cell.add("execution_count", JsonNull.INSTANCE);
            } else if (!count.isJsonNull()
                    && !(count instanceof JsonPrimitive number
                            && number.getAsString().matches("[0-9]{1,9}"))) {
                throw json.broken(count, "\"execution_count\" is a whole number or null");
            }
        }
    }

    private static void checkOutput(JsonText json, JsonElement element)
            throws BrokenNotebookException {
        if (!(element instanceof JsonObject output)
                || !(output.get("output_type") instanceof JsonPrimitive type)) {
            throw json.broken(element, "an output is a JSON object with an \"output_type\"");
        }
        switch (type.getAsString()) {
            case "stream" -> {
                if (!MultilineText.isText(output.get("text"))) {
                    throw json.broken(output, "a stream output needs its \"text\"");
                }
            }
            case "display_data", "execute_result" -> {
                fill(json, output, "data", new JsonObject());
                fill(json, output, "metadata", new JsonObject());
            }
            default -> {
                // Errors, and what a later version may bring, are kept as they are.
            }
        }
    }

    /// Sets `field` where it is missing; refuses a value of another kind than `empty`.
    private static void fill(JsonText json, JsonObject object, String field, JsonElement empty)
            throws BrokenNotebookException {
        var value = object.get(field);
        if (value == null) {
            object.add(field, empty);
        } else if (value.getClass() != empty.getClass()) {
            throw json.broken(
                    orElse(value, object),
                    "\"" + field + "\" is " + (empty.isJsonArray() ? "an array" : "a JSON object"));
        }
    }

    /// JSON's null has no place of its own: name that of what holds it.
    private static JsonElement orElse(JsonElement element, JsonElement holder) {
        return element == null || element.isJsonNull() ? holder : element;
    }

    /// The notebook as text, as it is written to files.
    public static String text(Notebook notebook) {
        return escapeLoneSurrogates(GSON.toJson(notebook.root())) + "\n";
    }

    /// Half a character, which a cell may print, has no UTF-8; JSON can say it all the same.
    private static String escapeLoneSurrogates(String json) {
        var lone = LONE_SURROGATE.matcher(json);
        return lone.replaceAll(
                found -> "\\\\u" + HexFormat.of().toHexDigits(found.group().charAt(0)));
    }

    /// Writes the notebook; readers see the file before or the file after, never half of one.
    public static void write(Notebook notebook, Path file) throws IOException {
        AtomicFile.write(file, text(notebook));
    }
}
