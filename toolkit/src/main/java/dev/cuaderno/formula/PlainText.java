package dev.cuaderno.formula;

/// Formulas as a line of text: `(H + 2P − K)/S + 1`.
final class PlainText extends Notation {

    @Override
    String symbol(String name, String index) {
        return index.isEmpty() ? name : name + "_" + below(index);
    }

    private static String below(String index) {
        return index.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ',')
                ? index
                : "(" + ascii(index) + ")";
    }

    @Override
    String figure(String digits) {
        return digits.replace('−', '-');
    }

    @Override
    String scientific(String mantissa, int exponent) {
        return figure(mantissa) + "e" + exponent;
    }

    @Override
    String operator(String sign) {
        return ascii(sign);
    }

    @Override
    String binary(String sign) {
        return sign.isEmpty() || sign.equals("·") ? sign : " " + ascii(sign) + " ";
    }

    private static String ascii(String sign) {
        return sign.replace('−', '-');
    }

    @Override
    String brackets(String inside) {
        return "(" + inside + ")";
    }

    @Override
    String quotient(Expr above, Expr below) {
        return bracketed(above, PRODUCT) + "/" + bracketed(below, POWER);
    }

    @Override
    int quotientStrength() {
        return PRODUCT;
    }

    @Override
    String power(Expr base, Expr exponent) {
        return bracketed(base, ATOM) + "^" + bracketed(exponent, ATOM);
    }

    @Override
    String root(Expr of) {
        return "√" + bracketed(of, ATOM);
    }

    @Override
    String rounded(String inside, boolean up) {
        return up ? "⌈" + inside + "⌉" : "⌊" + inside + "⌋";
    }

    @Override
    String function(String name, String index) {
        return index.isEmpty() ? name : name + "_" + index;
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
        return "Σ_" + index + " " + body;
    }

    @Override
    String ellipsis() {
        return "…";
    }
}
