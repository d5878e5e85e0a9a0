package dev.cuaderno.kernel.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookRun;
import dev.cuaderno.kernel.page.Index;
import dev.cuaderno.kernel.page.Opening;
import dev.cuaderno.kernel.page.Page;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The pages of a batch: one for each notebook, linked with one another, and the index.
final class Pages {

    private Pages() {}

    /// The page of an executed notebook.
    ///
    /// @param all the notebooks of the batch; links to them become links to their pages
    static String page(Notebook notebook, Selection.Entry entry, List<Selection.Entry> all) {
        return Page.html(
                notebook.root(),
                plain(title(notebook.root(), entry)),
                entry.source().getParent(),
                links(entry, all));
    }

    /// The page of a notebook that could not be run: it says why, so that the index leads
    /// somewhere.
    static String trouble(Result result) {
        var cell = new JsonObject();
        cell.addProperty("cell_type", "markdown");
        cell.addProperty("source", "# " + file(result.entry()) + "\n\n" + code(result));
        var cells = new JsonArray();
        cells.add(cell);
        var notebook = new JsonObject();
        notebook.add("cells", cells);
        return Page.html(notebook, file(result.entry()), null, Map.of());
    }

    /// The start page of the batch.
    static String index(List<Result> results) {
        return Index.html(results.stream().map(Pages::entry).toList());
    }

    private static Index.Entry entry(Result result) {
        var root = result.run().map(NotebookRun::notebook).map(Notebook::root);
        return new Index.Entry(
                root.map(each -> title(each, result.entry())).orElse(file(result.entry())),
                Selection.name(Selection.page(result.entry().target())),
                result.succeeded() ? Index.Status.PASSED : Index.Status.FAILED,
                result.elapsed(),
                root.map(each -> Opening.of(each).paragraph()).orElseGet(() -> code(result)));
    }

    private static String title(JsonObject notebook, Selection.Entry entry) {
        var heading = Opening.of(notebook).title();
        return heading.isBlank() ? file(entry) : heading;
    }

    private static String file(Selection.Entry entry) {
        return Objects.toString(entry.target().getFileName()).replaceFirst("\\.ipynb$", "");
    }

    /// A code block, which keeps paths and error texts from being read as Markdown.
    private static String code(Result result) {
        return result.trouble()
                .orElse("")
                .lines()
                .map(line -> "    " + line + "\n")
                .reduce("", String::concat);
    }

    /// Titles of browsers know no Markdown.
    private static String plain(String markdown) {
        return markdown.replaceAll("[*`$]", "");
    }

    private static Map<String, String> links(Selection.Entry from, List<Selection.Entry> all) {
        var links = new HashMap<String, String>();
        var page = Selection.page(from.target());
        for (var to : all) {
            if (Objects.equals(to.source().getRoot(), from.source().getRoot())) {
                links.put(
                        relative(from.source(), to.source()),
                        relative(page, Selection.page(to.target())));
            }
        }
        return links;
    }

    private static String relative(Path file, Path other) {
        // Both below one made-up root, since a relative path may have no folder of its own.
        var root = Path.of("/").toAbsolutePath();
        return Selection.name(root.resolve(file).getParent().relativize(root.resolve(other)));
    }
}
