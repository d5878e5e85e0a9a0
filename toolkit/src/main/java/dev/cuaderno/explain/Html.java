package dev.cuaderno.explain;

/// Text made safe inside HTML.
final class Html {

    private Html() {}

    /// The text with the five characters replaced that mean something in HTML and its attributes.
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
