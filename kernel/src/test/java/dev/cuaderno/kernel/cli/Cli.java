package dev.cuaderno.kernel.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A command line in a folder of a test, and what it said.
final class Cli {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    Cli(Path folder) {
        this.folder = folder;
    }

    int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    String out() {
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    String err() {
        return err.toString().replace(System.lineSeparator(), "\n");
    }

    String said() {
        return out() + err();
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    Notebook notebook(String name) throws IOException {
        return NotebookFile.read(path(name));
    }

    Path write(String name, String text) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.writeString(path(name), text);
    }

    /// A code cell.
    static JsonObject code(String source, String... tags) {
        var cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        var metadata = new JsonObject();
        if (tags.length > 0) {
            var array = new JsonArray();
            List.of(tags).forEach(array::add);
            metadata.add("tags", array);
        }
        cell.add("metadata", metadata);
        var lines = new JsonArray();
        source.lines().forEach(line -> lines.add(line + "\n"));
        cell.add("source", lines);
        return cell;
    }

    /// A notebook in the folder.
    String notebook(String name, JsonObject... cells) throws IOException {
        var array = new JsonArray();
        List.of(cells).forEach(array::add);
        var root = new JsonObject();
        root.add("cells", array);
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 5);
        NotebookFile.write(NotebookFile.parse(name, root.toString()), path(name));
        return path(name).toString();
    }
}
