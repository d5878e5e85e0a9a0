package dev.cuaderno.formula;

import java.util.Map;

/// Formulas as LaTeX.
final class Latex extends Notation {

    private static final Map<String, String> GREEK =
            Map.ofEntries(
                    Map.entry("α", "\\alpha"),
                    Map.entry("β", "\\beta"),
                    Map.entry("γ", "\\gamma"),
                    Map.entry("δ", "\\delta"),
                    Map.entry("ε", "\\varepsilon"),
                    Map.entry("η", "\\eta"),
                    Map.entry("θ", "\\theta"),
                    Map.entry("λ", "\\lambda"),
                    Map.entry("μ", "\\mu"),
                    Map.entry("π", "\\pi"),
                    Map.entry("σ", "\\sigma"),
                    Map.entry("φ", "\\varphi"));

    @Override
    String symbol(String name, String index) {
        var parts = Name.of(name);
        var letters = GREEK.getOrDefault(parts.letters(), upright(parts.letters()));
        var accented =
                switch (parts.accent()) {
                    case "^" -> "\\hat{" + letters + "}";
                    case "¯" -> "\\bar{" + letters + "}";
                    default -> letters;
                };
        var primed = parts.prime() ? accented + "'" : accented;
        return (parts.partial() ? "\\partial " : "") + primed + below(index);
    }

    private static String below(String index) {
        return index.isEmpty() ? "" : "_{" + (isWord(index) ? upright(index) : index) + "}";
    }

    private static boolean isWord(String text) {
        return text.length() > 1 && text.chars().allMatch(Character::isLetter);
    }

    private static String upright(String text) {
        return isWord(text) ? "\\mathrm{" + text + "}" : text;
    }

    @Override
    String figure(String digits) {
        return digits.replace('−', '-');
    }

    @Override
    String scientific(String mantissa, int exponent) {
        return figure(mantissa) + "\\cdot 10^{" + exponent + "}";
    }

    @Override
    String operator(String sign) {
        return sign.replace('−', '-');
    }

    @Override
    String binary(String sign) {
        return switch (sign) {
            case "" -> "\\,";
            case "·" -> " \\cdot ";
            default -> " " + operator(sign) + " ";
        };
    }

    @Override
    String brackets(String inside) {
        return "\\left(" + inside + "\\right)";
    }

    @Override
    String quotient(Expr above, Expr below) {
        return "\\frac{" + write(above) + "}{" + write(below) + "}";
    }

    @Override
    int quotientStrength() {
        return POWER;
    }

    @Override
    String power(Expr base, Expr exponent) {
        return bracketed(base, ATOM) + "^{" + write(exponent) + "}";
    }

    @Override
    String root(Expr of) {
        return "\\sqrt{" + write(of) + "}";
    }

    @Override
    String rounded(String inside, boolean up) {
        return up
                ? "\\left\\lceil " + inside + " \\right\\rceil"
                : "\\left\\lfloor " + inside + " \\right\\rfloor";
    }

    @Override
    String function(String name, String index) {
        return "\\operatorname{" + name + "}" + below(index);
    }

    @Override
    String space() {
        return " ";
    }

    @Override
    String comma() {
        return ", ";
    }

    @Override
    String series(String index, String body) {
        return "\\sum_{" + index + "} " + body;
    }

    @Override
    String ellipsis() {
        return "\\cdots";
    }
}
