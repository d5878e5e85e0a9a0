package dev.cuaderno.kernel.page;

import java.util.List;

/// The table of contents of a page: there is one from three headings on. The first heading of the
/// highest level, when it is the only one, is the page's own title and is left out.
final class Contents {

    private static final int FEWEST = 3;

    private Contents() {}

    static String html(List<Markdown.Heading> headings, Labels labels) {
        if (headings.size() < FEWEST) {
            return "";
        }
        int top = headings.stream().mapToInt(Markdown.Heading::level).min().orElse(1);
        var first = headings.getFirst();
        boolean titled =
                first.level() == top
                        && headings.stream().filter(h -> h.level() == top).count() == 1;
        var listed = titled ? headings.subList(1, headings.size()) : headings;
        int outer =
                titled ? listed.stream().mapToInt(Markdown.Heading::level).min().orElse(1) : top;
        var out = new StringBuilder("<nav class=\"contents\" aria-label=\"");
        out.append(Html.escape(labels.contents())).append("\">\n<details open><summary>");
        out.append(Html.escape(labels.contents())).append("</summary>\n<ol>\n");
        for (var heading : listed) {
            // Deeper ones only make the list long.
            int depth = heading.level() - outer;
            if (depth < 3) {
                out.append("<li class=\"depth").append(depth).append("\"><a href=\"#");
                out.append(Html.escape(heading.id().replace("%", "%25"))).append("\">");
                out.append(heading.html()).append("</a></li>\n");
            }
        }
        return out.append("</ol>\n</details>\n</nav>\n").toString();
    }
}
