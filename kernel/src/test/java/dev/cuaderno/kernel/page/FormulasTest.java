package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class FormulasTest {

    private static List<String> tex(String text) {
        return Formulas.in(text).found().stream()
                .map(f -> (f.display() ? "D:" : "I:") + f.tex().strip())
                .toList();
    }

    @Test
    void findsEveryDelimiter() {
        assertEquals(
                List.of("I:a_1", "D:b", "I:c", "D:d", "I:e", "D:f"),
                tex("$a_1$ $$b$$ \\(c\\) \\[d\\] \\\\(e\\\\) \\\\[f\\\\]"));
        assertEquals(
                List.of("D:\\begin{align*}a&=b\\\\c&=d\\end{align*}"),
                tex("antes\n\\begin{align*}a&=b\\\\c&=d\\end{align*}\n"));
    }

    @Test
    void leavesMoneyAlone() {
        assertEquals(List.of(), tex("cuesta $5 o $10, US$3 y US$4"));
        assertEquals(List.of(), tex("\\$a$ y \\$b"));
        assertEquals(List.of("I:x"), tex("vale \\$5 y $x$"));
        assertEquals(List.of(), tex("| 5$ | 6$ |"));
        assertEquals(List.of("I:x"), tex("$ x $"), "as Jupyter reads it");
    }

    @Test
    void leavesCodeAlone() {
        assertEquals(List.of("I:b"), tex("`$a$` $b$ ``$c` $``"));
        assertEquals(List.of("I:z"), tex("```sh\necho $a $b$\n```\n$z$"));
        assertEquals(List.of("I:z"), tex("- x\n\n  ~~~\n  $a$\n  ~~~\n\n$z$"));
        assertEquals(List.of(), tex("```\n$a$"), "a fence left open");
        assertEquals(List.of("I:z"), tex("sin cierre ` y $z$"));
        assertEquals(List.of(), tex("cuesta $10, `$no$` es código"));
        assertEquals(List.of(), tex("$$ y `$$` cierra"));
        assertEquals(List.of("I:a ` b"), tex("$a ` b$"), "a backtick alone begins no code");
        assertEquals(List.of("I:\\text{`a`}"), tex("$\\text{`a`}$"));
    }

    @Test
    void staysWithinAParagraph() {
        assertEquals(List.of(), tex("uno $a\n\nb$ dos"));
        assertEquals(List.of(), tex("$$\na\n\nb\n$$"));
        assertEquals(List.of("D:a\nb"), tex("$$\na\nb\n$$"));
    }

    @Test
    void closesOutsideBraces() {
        assertEquals(List.of("I:\\text{si $x$} = 1"), tex("$\\text{si $x$} = 1$"));
        assertEquals(List.of("I:\\text{5 \\$}"), tex("$\\text{5 \\$}$"));
    }

    @Test
    void dropsTheMarksOfAQuote() {
        assertEquals(List.of("D:a\nb"), tex("> $$\n> a\n> b\n> $$"));
    }

    @Test
    void restoresWhatWasWritten() {
        var text = "a $x_1$ b `c` $$y$$ \\[z\\]";
        var formulas = Formulas.in(text);
        assertEquals(text, formulas.restore(formulas.text()));
        assertTrue(formulas.html(formulas.text()).contains("<span class=\"tex\">x_1</span>"));
    }

    @Test
    void escapesInsideFormulas() {
        var formulas = Formulas.in("$a<b \\& c$ & <");
        assertEquals(
                "<span class=\"tex\">a&lt;b \\&amp; c</span> &amp; &lt;",
                formulas.html(formulas.text()));
    }

    @Test
    void keepsAttributesAsWritten() {
        var formulas = Formulas.in("<p title=\"$a$\">$b$</p>");
        assertEquals(
                "<p title=\"$a$\"><span class=\"tex\">b</span></p>",
                formulas.intoHtml(formulas.text()));
    }

    @Test
    void keepsMarksThatStoodInTheText() {
        var text = "\uE0007\uE001";
        var formulas = Formulas.in(text);
        assertEquals(text, formulas.restore(formulas.text()));
        assertEquals(text, formulas.html(text));
        assertEquals(text, formulas.intoHtml(text));
    }
}
