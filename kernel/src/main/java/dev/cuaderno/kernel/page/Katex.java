package dev.cuaderno.kernel.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// KaTeX inside the page: style sheet with its fonts, script, and the lines that set every formula.
final class Katex {

    private static final String VERSION = "0.18.11";
    private static final String HOME = "/META-INF/resources/webjars/katex/" + VERSION + "/";
    private static final String DIST = HOME + "dist/";
    // Every browser that runs the script reads woff2: the other two formats are left out.
    private static final Pattern FONT =
            Pattern.compile("src:url\\((fonts/[A-Za-z0-9_-]+\\.woff2)\\)[^;}]*");

    private Katex() {}

    /// The style sheet, fonts as data URIs.
    static String style() {
        return FONT.matcher(Resources.text(DIST + "katex.min.css"))
                .replaceAll(
                        font ->
                                Matcher.quoteReplacement(
                                        "src:url("
                                                + Images.uri(
                                                        "font/woff2",
                                                        Resources.bytes(DIST + font.group(1)))
                                                + ") format(\"woff2\")"));
    }

    /// The script with its licence, and what starts it.
    static String script() {
        return "/*! KaTeX "
                + VERSION
                + "\n"
                + Resources.text(HOME + "LICENSE").strip()
                + "\n*/\n"
                + Resources.text(DIST + "katex.min.js")
                + "\n"
                + Resources.text("formulas.js");
    }
}
