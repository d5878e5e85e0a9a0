package dev.cuaderno.kernel.page;

import java.util.regex.Pattern;

/// Says which HTML outputs need light paper on a dark page: those that paint a ground and leave the
/// ink to the page, which would then write light on light.
///
/// A ground that lets the page's own shine through, or comes with an ink of its own, is legible on
/// either, and what asks for the theme itself has seen to it.
final class Paper {

    private static final Pattern DECLARATIONS =
            Pattern.compile("style\\s*=\\s*(?:\"[^\"]*\"|'[^']*')|\\{[^{}]*\\}");
    private static final Pattern GROUND =
            Pattern.compile(
                    "(?i)background(?:-color)?\\s*:\\s*"
                            + "(?!none|transparent|inherit|initial|unset|rgba|hsla|var\\()[a-z#]");
    private static final Pattern INK = Pattern.compile("(?i)(?<![-\\w])color\\s*:");
    private static final Pattern OLD_GROUND = Pattern.compile("(?i)<[^>]*\\sbgcolor\\s*=");

    private Paper() {}

    static boolean isNeeded(String html) {
        if (html.contains("prefers-color-scheme") || html.contains("light-dark(")) {
            return false;
        }
        return OLD_GROUND.matcher(html).find()
                || DECLARATIONS
                        .matcher(html)
                        .results()
                        .map(block -> block.group())
                        .anyMatch(
                                block ->
                                        GROUND.matcher(block).find() && !INK.matcher(block).find());
    }
}
