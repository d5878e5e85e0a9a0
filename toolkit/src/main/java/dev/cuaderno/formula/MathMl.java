package dev.cuaderno.formula;

/// Formulas as MathML Core, which current browsers set by themselves.
final class MathMl extends Notation {

    @Override
    String symbol(String name, String index) {
        var parts = Name.of(name);
        var letters = "<mi>" + escaped(parts.letters()) + "</mi>";
        var accented =
                parts.accent().isEmpty()
                        ? letters
                        : "<mover accent=\"true\">%s<mo stretchy=\"false\">%s</mo></mover>"
                                .formatted(letters, parts.accent());
        var primed = parts.prime() ? "<msup>" + accented + "<mo>′</mo></msup>" : accented;
        var indexed =
                index.isEmpty()
                        ? primed
                        : "<msub>%s<mrow>%s</mrow></msub>".formatted(primed, below(index));
        return parts.partial()
                ? "<mrow><mo lspace=\"0\" rspace=\"0\">∂</mo>" + indexed + "</mrow>"
                : indexed;
    }

    private static String below(String index) {
        var tag = index.chars().allMatch(Character::isDigit) ? "mn" : "mi";
        return "<%s>%s</%s>".formatted(tag, escaped(index), tag);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    String figure(String digits) {
        return digits.startsWith("−")
                ? "<mrow>" + operator("−") + "<mn>" + digits.substring(1) + "</mn></mrow>"
                : "<mn>" + digits + "</mn>";
    }

    @Override
    String scientific(String mantissa, int exponent) {
        return "<mrow>%s<mo>·</mo><msup><mn>10</mn>%s</msup></mrow>"
                .formatted(figure(mantissa), figure(Integer.toString(exponent).replace('-', '−')));
    }

    @Override
    String operator(String sign) {
        return "<mo form=\"prefix\">" + sign + "</mo>";
    }

    @Override
    String binary(String sign) {
        return sign.isEmpty()
                ? "<mspace width=\".12em\"/>"
                : "<mo form=\"infix\">" + sign + "</mo>";
    }

    @Override
    String brackets(String inside) {
        return "<mrow><mo form=\"prefix\">(</mo>" + inside + "<mo form=\"postfix\">)</mo></mrow>";
    }

    @Override
    String quotient(Expr above, Expr below) {
        return "<mfrac><mrow>%s</mrow><mrow>%s</mrow></mfrac>"
                .formatted(write(above), write(below));
    }

    @Override
    int quotientStrength() {
        return POWER;
    }

    @Override
    String power(Expr base, Expr exponent) {
        return "<msup><mrow>%s</mrow><mrow>%s</mrow></msup>"
                .formatted(bracketed(base, ATOM), write(exponent));
    }

    @Override
    String root(Expr of) {
        return "<msqrt>" + write(of) + "</msqrt>";
    }

    @Override
    String rounded(String inside, boolean up) {
        return "<mrow><mo form=\"prefix\">%s</mo>%s<mo form=\"postfix\">%s</mo></mrow>"
                .formatted(up ? "⌈" : "⌊", inside, up ? "⌉" : "⌋");
    }

    @Override
    String function(String name, String index) {
        var word = "<mi>" + name + "</mi>";
        return index.isEmpty()
                ? word
                : "<msub>%s<mrow>%s</mrow></msub>".formatted(word, below(index));
    }

    @Override
    String space() {
        return "<mspace width=\".17em\"/>";
    }

    @Override
    String comma() {
        return "<mo separator=\"true\">,</mo>";
    }

    @Override
    String series(String index, String body) {
        return "<mrow><munder><mo movablelimits=\"false\">∑</mo><mi>%s</mi></munder>%s</mrow>"
                .formatted(index, body);
    }

    @Override
    String ellipsis() {
        return "<mo form=\"infix\">⋯</mo>";
    }
}
