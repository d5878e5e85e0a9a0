package dev.cuaderno.kernel.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// A notebook as one HTML page without any reference to the network: text, formulas, code and
/// outputs; light and dark; for screen, projector and paper.
public final class Page {

    private final JsonObject notebook;
    private final Labels labels;
    private final Markdown markdown;
    private final OutputHtml outputs;
    private final boolean java;
    private final StringBuilder out = new StringBuilder();

    private Page(JsonObject notebook, Path folder, Map<String, String> links) {
        this.notebook = notebook;
        this.labels = Labels.in(language(notebook));
        this.markdown = new Markdown(new Images(folder), links, labels.missing());
        this.outputs = new OutputHtml(markdown, labels);
        this.java = JavaHighlighter.knows(codeLanguage(notebook));
    }

    /// The page of a notebook of format 4.
    ///
    /// The page speaks the language of `metadata.lang` (a BCP 47 tag), Spanish if there is none.
    ///
    /// @param title what the browser shows as its name
    /// @param folder where the notebook lies: images it names are read from there and embedded;
    ///   null if it lies nowhere
    /// @param links file name of a notebook -> file name of its page; links between notebooks then
    ///   lead from page to page
    public static String html(
            JsonObject notebook, String title, Path folder, Map<String, String> links) {
        var page = new Page(notebook, folder, links);
        page.cells();
        var language = language(notebook);
        return Document.html(
                language.isBlank() ? page.labels.language() : language,
                title,
                "notebook",
                page.body());
    }

    private String body() {
        return "<a class=\"skip\" href=\"#content\">"
                + Html.escape(labels.skip())
                + "</a>\n"
                + Contents.html(markdown.headings(), labels)
                + "<main id=\"content\">\n"
                + out
                + "</main>\n";
    }

    private void cells() {
        for (var element : array(notebook, "cells")) {
            if (element instanceof JsonObject cell) {
                switch (Source.text(cell, "cell_type")) {
                    case "code" -> code(cell);
                    case "markdown" -> text(markdown(cell));
                    case "raw" -> raw(cell);
                    default -> text(plain(cell));
                }
            }
        }
    }

    private void text(String html) {
        if (!html.isBlank()) {
            out.append("<section class=\"cell text\">\n").append(html).append("</section>\n");
        }
    }

    private String markdown(JsonObject cell) {
        return markdown.html(Source.text(cell, "source"), Source.object(cell, "attachments"));
    }

    private void raw(JsonObject cell) {
        var metadata = Source.object(cell, "metadata");
        var type = Source.text(metadata, "raw_mimetype") + Source.text(metadata, "format");
        switch (type) {
            case "text/html" -> text(Fragment.closed(Source.text(cell, "source")));
            case "text/markdown" -> text(markdown(cell));
            default -> text(plain(cell));
        }
    }

    private static String plain(JsonObject cell) {
        var source = Source.text(cell, "source");
        return source.isBlank() ? "" : "<pre>" + Html.escape(source) + "</pre>\n";
    }

    private void code(JsonObject cell) {
        var source = Source.text(cell, "source").stripTrailing();
        var results = array(cell, "outputs");
        if (source.isBlank() && results.isEmpty()) {
            return;
        }
        var metadata = Source.object(cell, "metadata");
        var jupyter = Source.object(metadata, "jupyter");
        var count = Source.text(cell, "execution_count");
        var prompt = "[" + (count.isEmpty() ? " " : count) + "]";
        out.append("<section class=\"cell code\">\n");
        boolean hidden = Source.isTrue(jupyter, "source_hidden") || tagged(metadata, "hide-input");
        part(hidden, labels.code(), code(source, prompt));
        var shown = new StringBuilder();
        for (var output : results) {
            if (output instanceof JsonObject object) {
                shown.append(outputs.html(object, prompt));
            }
        }
        if (!shown.isEmpty()) {
            hidden =
                    Source.isTrue(jupyter, "outputs_hidden")
                            || Source.isTrue(metadata, "collapsed")
                            || tagged(metadata, "hide-output");
            part(hidden, labels.output(), "<div class=\"outputs\">\n" + shown + "</div>\n");
        }
        out.append("</section>\n");
    }

    private String code(String source, String prompt) {
        if (source.isBlank()) {
            return "";
        }
        return "<div class=\"input\"><span class=\"prompt\">"
                + Html.escape(prompt)
                + "</span><pre><code>"
                + (java ? JavaHighlighter.html(source) : Html.escape(source))
                + "</code></pre></div>\n";
    }

    /// What the author has folded stays folded, a click away.
    private void part(boolean folded, String label, String html) {
        if (folded && !html.isEmpty()) {
            out.append("<details class=\"folded\"><summary>").append(Html.escape(label));
            out.append("</summary>\n").append(html).append("</details>\n");
        } else {
            out.append(html);
        }
    }

    private static boolean tagged(JsonObject metadata, String tag) {
        for (var one : array(metadata, "tags")) {
            if (Source.text(one).equals(tag)) {
                return true;
            }
        }
        return false;
    }

    private static JsonArray array(JsonObject from, String field) {
        return from.get(field) instanceof JsonArray array ? array : new JsonArray();
    }

    private static String language(JsonObject notebook) {
        return Source.text(Source.object(notebook, "metadata"), "lang");
    }

    private static String codeLanguage(JsonObject notebook) {
        var metadata = Source.object(notebook, "metadata");
        var name = Source.text(Source.object(metadata, "language_info"), "name");
        if (name.isBlank()) {
            name = Source.text(Source.object(metadata, "kernelspec"), "language");
        }
        return name.isBlank() ? "java" : name.toLowerCase(Locale.ROOT);
    }
}
