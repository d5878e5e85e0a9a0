package dev.cuaderno.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a formula comes to: its left side, and expressions that are equal to it, the last of which
/// is the result.
///
/// @param left what is computed
/// @param steps the formula, the same with numbers put in, ..., the result
public record Derivation(Expr left, List<Expr> steps) {

    /// Steps that do not fit beside each other stand below each other; one that is wider than the
    /// page can be moved.
    private static final String BOX =
            "display:flex;flex-wrap:wrap;align-items:baseline;gap:.15em .45em;margin:.35em 0;"
                    + "font-size:1.05em";

    private static final String STEP =
            "max-width:100%;overflow-x:auto;overflow-y:hidden;padding:.1em .2em .1em 0";

    private static final String EQUALS = "<mo form=\"infix\">=</mo>";

    public Derivation {
        steps = List.copyOf(steps);
    }

    /// Begins with a formula.
    public static Derivation of(Expr left, Expr formula) {
        return new Derivation(left, List.of(formula));
    }

    /// With the last step once more, numbers in the place of its symbols.
    public Derivation put(Map<String, ? extends Number> values) {
        return then(steps.getLast().put(values));
    }

    /// With one more step.
    public Derivation then(Expr step) {
        if (step.equals(steps.getLast())) {
            return this;
        }
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Derivation(left, more);
    }

    /// With the result.
    public Derivation gives(double result) {
        return then(Expr.number(result));
    }

    /// The result.
    public Expr result() {
        return steps.getLast();
    }

    /// A line of text: `W = K·K + 1 = 3·3 + 1 = 10`.
    public String text() {
        return left.text()
                + steps.stream().map(step -> " = " + step.text()).collect(Collectors.joining());
    }

    /// LaTeX for a displayed formula, a line for each step.
    public String latex() {
        return "\\begin{aligned}%n%s &= %s%n\\end{aligned}"
                .formatted(
                        left.latex(),
                        steps.stream().map(Expr::latex).collect(Collectors.joining(" \\\\\n&= ")))
                .replace(System.lineSeparator(), "\n");
    }

    /// HTML, set by the browser itself; the LaTeX stands beside every formula for who sets it
    /// better.
    public String html() {
        var html = new StringBuilder("<div style=\"").append(BOX).append("\">");
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            html.append("<span style=\"").append(STEP).append("\">");
            html.append(
                    i == 0
                            ? math(
                                    left.mathml() + EQUALS + step.mathml(),
                                    left.latex() + " = " + step.latex())
                            : math(EQUALS + step.mathml(), "= " + step.latex()));
            html.append("</span>");
        }
        return html.append("</div>").toString();
    }

    private static String math(String mathml, String latex) {
        return ("<math displaystyle=\"true\"><semantics><mrow>%s</mrow>"
                        + "<annotation encoding=\"application/x-tex\">\\displaystyle %s</annotation>"
                        + "</semantics></math>")
                .formatted(mathml, latex.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
