package dev.cuaderno.explain;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.util.List;
import java.util.stream.Collectors;

/// Anything that can be shown, side by side, below each other where the page is narrow.
///
/// @param values tensors, pictures, plots, views, text
public record Beside(List<Object> values) implements Displayable {

    public Beside {
        values = List.copyOf(values);
    }

    /// The values as text, one below the other.
    @Override
    public String toString() {
        return values.stream()
                .map(value -> Display.render(value).plainText())
                .collect(Collectors.joining("\n\n"));
    }

    @Override
    public MimeBundle mime() {
        var html =
                values.stream()
                        .map(value -> "<div>" + html(Display.render(value)) + "</div>")
                        .collect(
                                Collectors.joining(
                                        "",
                                        "<div style=\"display:flex;flex-wrap:wrap;gap:1em 2em;align-items:center;margin:.5em 0\">",
                                        "</div>"));
        return MimeBundle.html(html, toString());
    }

    static String html(MimeBundle bundle) {
        var forms = bundle.data();
        if (forms.containsKey(MimeBundle.HTML)) {
            return forms.get(MimeBundle.HTML);
        }
        if (forms.containsKey(MimeBundle.SVG)) {
            return forms.get(MimeBundle.SVG);
        }
        if (forms.containsKey(MimeBundle.PNG)) {
            return "<img style=\"max-width:100%%;height:auto\" alt=\"%s\" src=\"data:image/png;base64,%s\">"
                    .formatted(Html.escape(bundle.plainText()), forms.get(MimeBundle.PNG));
        }
        return "<div style=\"white-space:pre-wrap\">" + Html.escape(bundle.plainText()) + "</div>";
    }
}
