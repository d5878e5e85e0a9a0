package dev.cuaderno.kernel.language;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

import java.util.regex.Pattern;

/// Documentation comments, in HTML with inline tags or in Markdown, as Markdown.
final class JavadocMarkdown {

    private static final Pattern INLINE_CODE =
            Pattern.compile("\\{@(?:code|literal)\\s+([^{}]*)\\}");
    private static final Pattern INLINE_LINK =
            Pattern.compile("\\{@link(?:plain)?\\s+([^\\s{}]+)(?:\\s+([^{}]*))?\\}");
    private static final Pattern OTHER_INLINE = Pattern.compile("\\{@\\w+\\s*([^{}]*)\\}");
    private static final Pattern PARAMETER = Pattern.compile("(?m)^\\s*@param\\s+(\\S+)\\s+");
    private static final Pattern THROWS =
            Pattern.compile("(?m)^\\s*@(?:throws|exception)\\s+(\\S+)\\s+");
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*@(\\w+)\\s*");

    private JavadocMarkdown() {}

    static String of(String comment) {
        var text = INLINE_CODE.matcher(comment).replaceAll("`$1`");
        text =
                INLINE_LINK
                        .matcher(text)
                        .replaceAll(
                                link ->
                                        java.util.regex.Matcher.quoteReplacement(
                                                "`"
                                                        + (link.group(2) == null
                                                                ? link.group(1).replace('#', '.')
                                                                : link.group(2))
                                                        + "`"));
        text = OTHER_INLINE.matcher(text).replaceAll("$1");
        text =
                text.replaceAll("(?i)<pre>\\s*", "\n```\n")
                        .replaceAll("(?i)\\s*</pre>", "\n```\n")
                        .replaceAll("(?i)</?(?:code|tt|samp)>", "`")
                        .replaceAll("(?i)</?(?:i|em|var)>", "*")
                        .replaceAll("(?i)</?(?:b|strong)>", "**")
                        .replaceAll("(?i)<li>\\s*", "\n- ")
                        .replaceAll("(?i)<(?:p|br|h[1-6]|tr|dt|blockquote)[^>]*>", "\n\n")
                        .replaceAll("<[^>]+>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&nbsp;", " ")
                        .replace("&amp;", "&");
        // Comment lines are indented by their stars' space, which Markdown would read as code.
        text = text.replaceAll("(?m)^[ \t]+", "");
        text = PARAMETER.matcher(text).replaceAll("\n- **$1**: ");
        text = THROWS.matcher(text).replaceAll("\n- throws **$1**: ");
        text = TAG.matcher(text).replaceAll("\n**$1** ");
        return text.replaceAll("\n{3,}", "\n\n").strip();
    }

    static String html(String markdown) {
        return HtmlRenderer.builder()
                .escapeHtml(true)
                .build()
                .render(Parser.builder().build().parse(markdown));
    }

    static String plain(String markdown) {
        return TextContentRenderer.builder()
                .build()
                .render(Parser.builder().build().parse(markdown))
                .strip();
    }
}
