package dev.cuaderno.explain;

import dev.cuaderno.display.MimeBundle;

import java.util.regex.Pattern;

/// Finds the drawing in what a front end would show.
final class Drawn {

    private static final Pattern SVG = Pattern.compile("(?s)<svg\\b.*?</svg>");
    private static final Pattern NAMESPACE = Pattern.compile("^<svg\\b(?![^>]*\\bxmlns=)");

    private Drawn() {}

    /// The only drawing of a bundle.
    ///
    /// @throws IllegalArgumentException if there is none, or more than one
    static String svg(MimeBundle bundle) {
        var html = bundle.data().getOrDefault(MimeBundle.HTML, "");
        var whole = bundle.data().getOrDefault(MimeBundle.SVG, html);
        var drawings = SVG.matcher(whole).results().map(found -> found.group()).toList();
        if (drawings.isEmpty()) {
            throw new IllegalArgumentException(
                    "save: this is no drawing but words and tables, which a file of a picture"
                            + " cannot hold: take it from the notebook's page (cuaderno run, or"
                            + " jupyter nbconvert --to html), where it can be copied or printed; plots,"
                            + " traces, backward(...), architecture(...) and pictures are drawings");
        }
        if (drawings.size() > 1) {
            throw new IllegalArgumentException(
                    "save: expected one drawing, got %d: save its parts one by one"
                            .formatted(drawings.size()));
        }
        return NAMESPACE
                .matcher(drawings.getFirst())
                .replaceFirst("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    }

    /// Whether there is a drawing and no picture made of dots.
    static boolean isIn(MimeBundle bundle) {
        return bundle.data().containsKey(MimeBundle.SVG)
                || bundle.data().getOrDefault(MimeBundle.HTML, "").contains("<svg");
    }
}
