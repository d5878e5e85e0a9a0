package dev.cuaderno.kernel.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// The outputs of a cell as HTML: streams, results and displays, errors. Of several representations
/// of one value the richest that a page can show is taken.
final class OutputHtml {

    // The richest first.
    private static final List<String> TYPES =
            List.of(
                    "text/html",
                    "text/markdown",
                    "image/svg+xml",
                    "text/latex",
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "application/javascript",
                    "application/json",
                    "text/plain");
    private static final Gson PRETTY =
            new GsonBuilder()
                    .setPrettyPrinting()
                    .disableHtmlEscaping()
                    .serializeNulls()
                    .serializeSpecialFloatingPointValues()
                    .create();
    private static final Pattern SVG_TITLE =
            Pattern.compile("<title\\b[^>]*>([^<]*)</title>", Pattern.CASE_INSENSITIVE);
    private static final Pattern SVG_NAMESPACE =
            Pattern.compile("<svg\\b(?![^>]*\\sxmlns\\s*=)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IDENTITY = Pattern.compile("[\\w.$]+@[0-9a-f]+");
    private static final Pattern SIZE = Pattern.compile("\\d{1,5}(?:\\.\\d+)?");

    private final Markdown markdown;
    private final Labels labels;

    OutputHtml(Markdown markdown, Labels labels) {
        this.markdown = markdown;
        this.labels = labels;
    }

    /// One output of the notebook format.
    ///
    /// @param place what names the cell to a reader, for pictures without a description
    String html(JsonObject output, String place) {
        return switch (Source.text(output, "output_type")) {
            case "stream" -> stream(output);
            case "error" -> error(output);
            case "display_data", "execute_result", "pyout" ->
                    bundle(Source.object(output, "data"), Source.object(output, "metadata"), place);
            case String other -> note(other);
        };
    }

    /// The type that a page shows of these, or null if it knows none.
    static String richest(JsonObject data) {
        return TYPES.stream().filter(data::has).findFirst().orElse(null);
    }

    private static String stream(JsonObject output) {
        boolean error = Source.text(output, "name").equals("stderr");
        return pre(error ? "stream stderr" : "stream", AnsiHtml.html(Source.text(output, "text")));
    }

    private String error(JsonObject output) {
        var lines = new StringBuilder();
        if (output.get("traceback") != null && output.get("traceback").isJsonArray()) {
            for (var line : output.getAsJsonArray("traceback")) {
                lines.append(lines.isEmpty() ? "" : "\n").append(Source.text(line));
            }
        }
        if (lines.toString().isBlank()) {
            lines.append(Source.text(output, "ename")).append(": ");
            lines.append(Source.text(output, "evalue"));
        }
        return "<div class=\"error\" role=\"group\" aria-label=\""
                + Html.escape(labels.error())
                + "\">"
                + pre("", AnsiHtml.html(lines.toString()))
                + "</div>\n";
    }

    private String bundle(JsonObject data, JsonObject metadata, String place) {
        var type = richest(data);
        if (type == null) {
            return data.isEmpty() ? "" : note(String.join(", ", data.keySet()));
        }
        var value = data.get(type);
        var about = Source.object(metadata, type);
        return switch (type) {
            case "text/html" ->
                    (Paper.isNeeded(Source.text(value))
                                    ? "<div class=\"html paper\">"
                                    : "<div class=\"html\">")
                            + Fragment.closed(markdown.images().embed(Source.text(value), null))
                            + "</div>\n";
            case "text/markdown" ->
                    "<div class=\"markdown\">" + markdown.output(Source.text(value)) + "</div>\n";
            case "text/latex" -> latex(Source.text(value));
            case "image/svg+xml" -> svg(Source.text(value), alt(data, about, place), about);
            case "application/javascript" ->
                    Fragment.closed("<script>" + Source.text(value) + "</script>") + "\n";
            case "application/json" -> json(value);
            case "text/plain" -> pre("plain", AnsiHtml.html(Source.text(value)));
            default ->
                    figure(
                            "data:"
                                    + type
                                    + ";base64,"
                                    + Html.escape(Source.text(value).replaceAll("\\s", "")),
                            alt(data, about, place),
                            about,
                            false);
        };
    }

    /// As an image, so that the ids and styles of one drawing cannot touch another's.
    private String svg(String svg, String alt, JsonObject about) {
        var title = SVG_TITLE.matcher(svg);
        boolean themed = svg.contains("prefers-color-scheme");
        // Inside a page an SVG needs no namespace, as an image it does.
        var whole =
                SVG_NAMESPACE
                        .matcher(svg)
                        .replaceFirst("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        return figure(
                Images.uri("image/svg+xml", whole.getBytes(StandardCharsets.UTF_8)),
                title.find() && !title.group(1).isBlank()
                        ? title.group(1).strip().replace("&lt;", "<").replace("&amp;", "&")
                        : alt,
                about,
                themed);
    }

    private static String figure(String uri, String alt, JsonObject about, boolean themed) {
        return "<figure class=\"picture"
                + (themed ? " themed" : "")
                + "\"><img src=\""
                + uri
                + "\" alt=\""
                + Html.escape(alt)
                + "\""
                + size("width", about)
                + size("height", about)
                + "></figure>\n";
    }

    private static String size(String name, JsonObject about) {
        var value = Source.text(about, name);
        return SIZE.matcher(value).matches()
                ? " " + name + "=\"" + Math.round(Double.parseDouble(value)) + "\""
                : "";
    }

    /// What a picture shows, for whoever does not see it.
    private String alt(JsonObject data, JsonObject about, String place) {
        var given = Source.text(about, "alt");
        if (!given.isBlank()) {
            return given;
        }
        var plain = Source.text(data, "text/plain").strip();
        boolean says = !plain.isEmpty() && !IDENTITY.matcher(plain).matches();
        return says ? plain : labels.picture() + " " + place;
    }

    private static String latex(String text) {
        var formulas = Formulas.in(text);
        var html =
                formulas.found().isEmpty()
                        ? new Formulas.Formula(text, true, text).html()
                        : formulas.html(formulas.text());
        return "<div class=\"latex\">" + html + "</div>\n";
    }

    private static String json(JsonElement value) {
        return pre("json", Html.escape(PRETTY.toJson(value)));
    }

    private String note(String type) {
        return "<p class=\"note\">" + Html.escape(labels.unknown() + " " + type) + "</p>\n";
    }

    private static String pre(String kind, String html) {
        // A parser drops one line feed after <pre>.
        return (kind.isEmpty() ? "<pre>" : "<pre class=\"" + kind + "\">")
                + (html.startsWith("\n") ? "\n" : "")
                + html.stripTrailing()
                + "</pre>\n";
    }
}
