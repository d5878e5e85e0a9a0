package dev.cuaderno.display;

import java.util.regex.Pattern;

/// Between text and HTML.
final class Escape {

    private static final Pattern HIDDEN =
            Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern ENDS_LINE =
            Pattern.compile("(?i)<br\\s*/?>|</(p|div|tr|li|ul|ol|table|h[1-6]|pre)\\s*>");
    private static final Pattern ENDS_CELL = Pattern.compile("(?i)</(td|th)\\s*>");
    private static final Pattern TAG = Pattern.compile("(?s)</?[A-Za-z!][^>]*>");

    private Escape() {}

    /// Text that HTML shows as it is, between tags and in quoted attributes.
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// What a reader of HTML sees, roughly: for consoles and logs.
    static String text(String html) {
        var text = HIDDEN.matcher(html).replaceAll("");
        text = ENDS_LINE.matcher(text).replaceAll("\n");
        text = ENDS_CELL.matcher(text).replaceAll(" ");
        text = TAG.matcher(text).replaceAll("");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]*\\n\\s*", "\n")
                .strip();
    }
}
