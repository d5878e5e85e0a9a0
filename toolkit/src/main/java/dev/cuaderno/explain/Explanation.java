package dev.cuaderno.explain;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.formula.Derivation;

import java.util.List;
import java.util.stream.Collectors;

/// A computation in formulas: each as the lectures write it, then with numbers put in, then what
/// comes out. Formulas in notebooks, lines of text elsewhere, LaTeX for one's own documents.
///
/// @param parts one after the other
public record Explanation(List<Part> parts) implements Displayable {

    /// Formulas that belong together.
    ///
    /// @param heading what they are about, or empty
    public record Part(String heading, List<Derivation> derivations) {
        public Part {
            derivations = List.copyOf(derivations);
        }
    }

    public Explanation {
        parts = List.copyOf(parts);
    }

    static Explanation of(List<Derivation> derivations) {
        return new Explanation(List.of(new Part("", derivations)));
    }

    /// All formulas in order.
    public List<Derivation> derivations() {
        return parts.stream().flatMap(part -> part.derivations().stream()).toList();
    }

    /// The formulas as LaTeX, each a displayed one.
    public String latex() {
        return derivations().stream()
                .map(one -> "$$" + one.latex() + "$$")
                .collect(Collectors.joining("\n\n"));
    }

    /// A line of text for each formula.
    @Override
    public String toString() {
        return parts.stream()
                .map(
                        part ->
                                (part.heading().isEmpty() ? "" : part.heading() + "\n")
                                        + part.derivations().stream()
                                                .map(Derivation::text)
                                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n\n"));
    }

    /// Formulas set by the browser itself, with LaTeX and text beside them.
    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div class=\"cuaderno-explain\">");
        for (var i = 0; i < parts.size(); i++) {
            write(parts.get(i), i == 0, html);
        }
        return MimeBundle.html(html.append("</div>").toString(), toString())
                .with(MimeBundle.LATEX, latex());
    }

    /// A part with a heading opens and closes; of several, only the first is open to begin with.
    private static void write(Part part, boolean open, StringBuilder html) {
        var headed = !part.heading().isEmpty();
        if (headed) {
            html.append(open ? "<details open>" : "<details>");
            html.append("<summary style=\"margin:.4em 0 .1em;font-weight:600;cursor:pointer\">");
            html.append(Html.escape(part.heading())).append("</summary>");
        }
        part.derivations().forEach(one -> html.append(one.html()));
        html.append(headed ? "</details>" : "");
    }
}
