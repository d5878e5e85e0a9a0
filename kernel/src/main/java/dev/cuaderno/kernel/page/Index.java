package dev.cuaderno.kernel.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The start page of a run: every notebook with its state, its time and its first paragraph.
public final class Index {

    /// How a notebook ended.
    public enum Status {
        PASSED,
        FAILED,
        SKIPPED
    }

    /// A notebook of the run.
    ///
    /// @param title Markdown, without its `#`; see [Opening]
    /// @param page the file name of its page, relative to the start page
    /// @param time how long it ran
    /// @param paragraph Markdown; may be empty
    public record Entry(
            String title, String page, Status status, Duration time, String paragraph) {}

    private Index() {}

    /// The start page, in Spanish.
    public static String html(List<Entry> entries) {
        var labels = Labels.in("");
        var out = new StringBuilder("<main id=\"content\">\n<h1>");
        out.append(Html.escape(labels.notebooks())).append("</h1>\n<p class=\"total\">");
        out.append(total(entries, labels)).append("</p>\n<ol class=\"notebooks\">\n");
        var links = links(entries);
        for (var entry : entries) {
            entry(entry, links, labels, out);
        }
        out.append("</ol>\n</main>\n");
        return Document.html(labels.language(), labels.notebooks(), "index", out.toString());
    }

    /// The page of a notebook bears its name.
    private static Map<String, String> links(List<Entry> entries) {
        return entries.stream()
                .map(Entry::page)
                .collect(
                        Collectors.toMap(
                                page -> page.replaceFirst("\\.html$", ".ipynb"),
                                page -> page,
                                (first, second) -> first));
    }

    private static void entry(
            Entry entry, Map<String, String> links, Labels labels, StringBuilder out) {
        var markdown = new Markdown(new Images(null), links, labels.missing());
        out.append("<li><article>\n<h2><a href=\"").append(Html.escape(address(entry.page())));
        out.append("\">").append(line(entry.title(), markdown)).append("</a></h2>\n");
        out.append("<p class=\"state\">").append(badge(entry.status(), labels));
        out.append(" <span class=\"time\">").append(time(entry.time())).append("</span></p>\n");
        out.append(markdown.output(entry.paragraph())).append("</article></li>\n");
    }

    private static String total(List<Entry> entries, Labels labels) {
        var counts =
                entries.stream()
                        .collect(Collectors.groupingBy(Entry::status, Collectors.counting()));
        var out = new StringBuilder();
        for (var status : Status.values()) {
            if (counts.containsKey(status)) {
                out.append(counts.get(status)).append(' ').append(badge(status, labels));
                out.append(" · ");
            }
        }
        var sum = entries.stream().map(Entry::time).reduce(Duration.ZERO, Duration::plus);
        return out.append("<span class=\"time\">").append(time(sum)).append("</span>").toString();
    }

    private static String badge(Status status, Labels labels) {
        var name =
                switch (status) {
                    case PASSED -> "✓ " + labels.passed();
                    case FAILED -> "✗ " + labels.failed();
                    case SKIPPED -> "– " + labels.skipped();
                };
        return "<span class=\"badge "
                + status.name().toLowerCase(Locale.ROOT)
                + "\">"
                + Html.escape(name)
                + "</span>";
    }

    /// `850 ms`, `12.3 s`, `4 min 5 s`.
    static String time(Duration time) {
        long millis = time.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        long tenths = Math.round(millis / 100.0);
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        long seconds = Math.round(millis / 1000.0);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }

    /// A line of Markdown; read as a heading, so that "1. Redes" makes no list.
    private static String line(String source, Markdown markdown) {
        return markdown.output("# " + source.replaceAll("\\s+", " "))
                .replaceFirst("^\\s*<h1>", "")
                .replaceFirst("</h1>\\s*$", "");
    }

    private static String address(String page) {
        return page.replace('\\', '/').replace("%", "%25").replace(" ", "%20");
    }
}
