package dev.cuaderno.kernel.assist;

/// HTML elements of documentation comments, as Markdown.
final class HtmlElements {

    private HtmlElements() {}

    static void start(MarkdownText out, String name) {
        switch (name) {
            case "p", "div", "section" -> out.paragraph();
            case "br" -> out.lineBreak();
            case "hr" -> {
                out.paragraph();
                out.raw("---");
                out.paragraph();
            }
            case "pre" -> out.openPre();
            case "code", "tt", "samp", "kbd" -> out.openCode();
            case "i", "em", "var", "cite", "dfn" -> out.mark("*");
            case "b", "strong" -> out.mark("**");
            case "ul" -> out.openList(false);
            case "ol" -> out.openList(true);
            case "li" -> out.item();
            case "dl" -> out.paragraph();
            case "dt" -> {
                out.paragraph();
                out.mark("**");
            }
            case "dd" -> out.paragraph();
            case "h1", "h2", "h3", "h4", "h5", "h6", "caption" -> {
                out.paragraph();
                out.mark("**");
            }
            case "blockquote" -> out.paragraph();
            case "sup" -> out.text("^");
            case "sub" -> out.text("_");
            case "table" -> out.paragraph();
            case "tr" -> out.row();
            case "th", "td" -> out.cell();
            default -> {}
        }
    }

    static void end(MarkdownText out, String name) {
        switch (name) {
            case "p", "div", "section", "blockquote", "dd", "dl" -> out.paragraph();
            case "pre" -> out.closePre();
            case "code", "tt", "samp", "kbd" -> out.closeCode();
            case "i", "em", "var", "cite", "dfn" -> out.mark("*");
            case "b", "strong", "dt" -> out.mark("**");
            case "h1", "h2", "h3", "h4", "h5", "h6", "caption" -> {
                out.mark("**");
                out.paragraph();
            }
            case "ul", "ol" -> out.closeList();
            case "a" -> out.closeLink();
            case "table" -> out.endTable();
            default -> {}
        }
    }
}
