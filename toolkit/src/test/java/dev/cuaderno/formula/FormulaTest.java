package dev.cuaderno.formula;

import static dev.cuaderno.formula.Expr.exp;
import static dev.cuaderno.formula.Expr.ln;
import static dev.cuaderno.formula.Expr.number;
import static dev.cuaderno.formula.Expr.root;
import static dev.cuaderno.formula.Expr.series;
import static dev.cuaderno.formula.Expr.symbol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

class FormulaTest {

    private static final Expr SIZE =
            symbol("H")
                    .plus(number(2).times(symbol("P")))
                    .minus(symbol("D").times(symbol("K").minus(1)))
                    .minus(1)
                    .over(symbol("S"))
                    .floor()
                    .plus(1);

    @Test
    void bracketsStandWhereTheyAreNeeded() {
        assertEquals("⌊(H + 2P - D(K - 1) - 1)/S⌋ + 1", SIZE.text());
        assertEquals(
                "\\left\\lfloor \\frac{H + 2\\,P - D\\,\\left(K - 1\\right) - 1}{S}"
                        + " \\right\\rfloor + 1",
                SIZE.latex());
        assertEquals("(a + b)^2", symbol("a").plus(symbol("b")).squared().text());
        assertEquals("-(a + b)", symbol("a").plus(symbol("b")).negative().text());
        assertEquals("a - (b - c)", symbol("a").minus(symbol("b").minus(symbol("c"))).text());
        assertEquals("2·(-3)", number(2).times(number(-3)).text());
        assertEquals("2 - (-3)", number(2).minus(number(-3)).text());
        assertEquals("ln(1 - 0.5)", ln(number(1).minus(0.5)).text());
        assertEquals("ln 0.5", ln(number(0.5)).text());
        assertEquals("a/(b·c_1)", symbol("a").over(symbol("b").times(symbol("c", 1))).text());
        assertEquals("√(x + 1)", root(symbol("x").plus(1)).text());
    }

    @Test
    void negativeSummandsAreDifferences() {
        assertEquals("1 - 2 + 3", Expr.sum(List.of(number(1), number(-2), number(3)), 9).text());
        assertEquals("-1 - 2", Expr.sum(List.of(number(-1), number(-2)), 9).text());
        assertEquals("0", Expr.sum(List.of(), 9).text());
    }

    @Test
    void longSumsAreShortened() {
        var terms = IntStream.rangeClosed(1, 9).mapToObj(Expr::number).toList();
        assertEquals("1 + 2 + … + 9", Expr.sum(terms, 4).text());
        assertEquals("1·2·…·9", Expr.product(terms, 4).text());
    }

    @Test
    void numbersAreShortAndHaveAPoint() {
        assertEquals("0.5", number(0.5).text());
        assertEquals("118013952", number(118013952).text());
        assertEquals("1e-5", number(1e-5).text());
        assertEquals("1\\cdot 10^{-5}", number(1e-5).latex());
        assertEquals("0.3333", number(1 / 3.0).text());
    }

    @Test
    void namesHaveHatsIndicesAndGreekLetters() {
        assertEquals("\\hat{y}_{i}", symbol("ŷ", "i").latex());
        assertEquals("\\hat{x}_{1}", symbol("x̂", 1).latex());
        assertEquals("\\sigma_{B}^{2}", symbol("σ", "B").squared().latex());
        assertEquals("C_{\\mathrm{out}}", symbol("C", "out").latex());
        assertEquals("\\mathrm{MACs}", symbol("MACs").latex());
        assertEquals(
                "\\frac{\\partial L}{\\partial F_{pq}}",
                symbol("∂L").over(symbol("∂F", "pq")).latex().replace("\\mathrm{pq}", "pq"));
    }

    @Test
    void numbersTakeThePlaceOfSymbols() {
        var size =
                Derivation.of(symbol("H'"), SIZE)
                        .put(Map.of("H", 28, "P", 0, "K", 3, "S", 2, "D", 1))
                        .gives(13);
        assertEquals(
                "H' = ⌊(H + 2P - D(K - 1) - 1)/S⌋ + 1 = ⌊(28 + 2·0 - 1·(3 - 1) - 1)/2⌋ + 1 = 13",
                size.text());
        assertEquals(13, Evaluation.of(size.steps().get(1)));
        assertTrue(size.latex().endsWith("&= 13\n\\end{aligned}"));
    }

    @Test
    void aStepThatSaysTheSameIsLeftOut() {
        assertEquals("x = 3", Derivation.of(symbol("x"), number(3)).gives(3).text());
    }

    @Test
    void mathMlIsWellFormed() throws Exception {
        var odd =
                SIZE.plus(exp(symbol("z", "j").negative()))
                        .plus(series("i", root(symbol("x̂", "i").squared().plus(1e-5))))
                        .plus(symbol("∂L").over(symbol("∂F", "0,1")))
                        .plus(Expr.sum(List.of(number(-1), new Expr.Ellipsis()), 9))
                        .plus(new Expr.Call("log", "2", List.of(symbol("a<b"))));
        var html = Derivation.of(symbol("ŷ", "i"), odd).gives(-0.25).html();
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(html)));
        assertEquals(2, document.getElementsByTagName("math").getLength());
        assertEquals(2, document.getElementsByTagName("annotation").getLength());
    }
}
