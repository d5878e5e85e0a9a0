package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnsiHtmlTest {

    private static final String ESC = "\u001b[";

    @Test
    void coloursBecomeSpans() {
        assertEquals(
                "a <span class=\"ansi-red ansi-bold\">b &lt;</span> c",
                AnsiHtml.html("a " + ESC + "1;31mb <" + ESC + "0m c"));
        assertEquals(
                "<span class=\"ansi-bright-blue ansi-on-green\">x</span>",
                AnsiHtml.html(ESC + "94m" + ESC + "42mx" + ESC + "m"));
        assertEquals(
                "<span style=\"color:#ff8700;background:#010203;\">x</span>",
                AnsiHtml.html(ESC + "38;5;208;48;2;1;2;3mx"));
        assertEquals("<span style=\"color:#080808;\">x</span>", AnsiHtml.html(ESC + "38;5;232mx"));
        assertEquals("<span class=\"ansi-red\">x</span>", AnsiHtml.html(ESC + "38;5;1mx"));
    }

    @Test
    void whatIsWrittenOverIsGone() {
        assertEquals("100 %\nfin", AnsiHtml.html("1 %\r50 %\r100 %\nfin"));
        assertEquals("corto", AnsiHtml.html("muy largo\r" + ESC + "Kcorto"));
        assertEquals("xyc", AnsiHtml.html("abc\rxy"));
        assertEquals("a\nb", AnsiHtml.html("a\r\nb\r\n").stripTrailing());
        assertEquals("ac", AnsiHtml.html("ab\bc"));
        assertEquals("uno!\ndos", AnsiHtml.html("uno\ndos" + ESC + "1A!"));
    }

    @Test
    void otherSequencesAreDropped() {
        assertEquals("ab", AnsiHtml.html("a" + ESC + "?25l\u001b]8;;http://x\u0007b\u0000"));
        assertEquals("a", AnsiHtml.html("a\u001b"));
        assertEquals("😀ñ", AnsiHtml.html("😀ñ"));
    }
}
