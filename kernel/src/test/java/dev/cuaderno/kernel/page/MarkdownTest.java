package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class MarkdownTest {

    private final Markdown markdown =
            new Markdown(new Images(null), Map.of("redes.ipynb", "redes.html"), "fuera");

    private String html(String source) {
        return markdown.html(source, null).strip();
    }

    @Test
    void formulasAreNotMarkdown() {
        assertEquals(
                "<p><span class=\"tex\">a_1 * b_2 * c</span> y <em>texto</em></p>",
                html("$a_1 * b_2 * c$ y *texto*"));
        assertEquals("<p><strong><span class=\"tex\">x</span></strong>s</p>", html("**$x$**s"));
        assertEquals(
                "<p><span class=\"tex\" data-display>a\n=\nb\n- c</span></p>",
                html("$$\na\n=\nb\n- c\n$$"));
    }

    @Test
    void aBarInAFormulaSplitsNoCell() {
        var table = html("| a | b |\n|---|--:|\n| $|x|$ | 2 |");
        assertTrue(table.startsWith("<div class=\"wide\"><table>"), table);
        assertTrue(table.contains("<td><span class=\"tex\">|x|</span></td>"), table);
        assertTrue(table.contains("<td align=\"right\">2</td>"), table);
        assertTrue(table.endsWith("</table></div>"), table);
    }

    @Test
    void codeKeepsItsDollars() {
        assertEquals("<p><code>$a$ &lt;</code></p>", html("`$a$ <`"));
        assertEquals("<pre><code>$a$</code></pre>", html("    $a$"));
        assertEquals(
                "<pre><code class=\"language-sh\">echo $A $B</code></pre>",
                html("```sh\necho $A $B\n```"));
        assertTrue(html("```java\nint x;\n```").contains("<span class=\"k\">int</span>"));
    }

    @Test
    void headingsHaveAnchorsAsInJupyter() {
        var html = html("## La *regla* de $x$\n\n# Hola\n\n# Hola");
        assertTrue(html.contains("<h2 id=\"La-regla-de-$x$\">"), html);
        assertTrue(html.contains("id=\"Hola\"") && html.contains("id=\"Hola-1\""), html);
        assertEquals(3, markdown.headings().size());
        assertEquals("La regla de <span class=\"tex\">x</span>", markdown.headings().get(0).html());
        assertTrue(markdown.output("# Hola").contains("<h1>Hola</h1>"));
        assertEquals(3, markdown.headings().size(), "an output's heading is not the page's");
    }

    @Test
    void notebooksLinkToPages() {
        assertEquals(
                "<p><a href=\"redes.html#Capas\">r</a> <a href=\"otro.ipynb\">o</a></p>",
                html("[r](redes.ipynb#Capas) [o](otro.ipynb)"));
        assertEquals(
                "<p><a href=\"https://example.org/x_$1\" title=\"a\">e</a></p>",
                html("[e](https://example.org/x_$1 \"a\")"));
    }

    @Test
    void imagesAreEmbeddedOrSaidToBeMissing(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("una foto.png"), new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("clave.txt"), "secreto");
        var here = new Markdown(new Images(folder), Map.of(), "fuera");
        assertEquals(
                "<p><img src=\"data:image/png;base64,AQID\" alt=\"Una $x$\" /></p>\n",
                here.html("![Una $x$](una%20foto.png)", null));
        assertEquals(
                "<p><img width=9 src=\"data:image/png;base64,AQID\"></p>\n",
                here.html("<p><img width=9 src='una foto.png'></p>", null));
        for (var absent :
                new String[] {"no.png", "https://example.org/a.png", "clave.txt", "/a.png"}) {
            assertEquals(
                    "<p><span class=\"missing\">alt (<a href=\""
                            + absent
                            + "\">fuera</a>)</span></p>\n",
                    here.html("![alt](" + absent + ")", null));
        }
        var attachments =
                JsonParser.parseString("{\"b.png\": {\"image/png\": \"QUJD\"}}").getAsJsonObject();
        assertTrue(
                here.html("![b](attachment:b.png)", attachments)
                        .contains("src=\"data:image/png;base64,QUJD\""));
    }

    @Test
    void anchorsAreUnique() {
        assertEquals("content-1", markdown.anchor("content"), "the page's own");
        assertEquals("a", markdown.anchor("a"));
        assertEquals("a-1", markdown.anchor("a-1"));
        assertEquals("a-1-1", markdown.anchor("a"));
        assertEquals("-", markdown.anchor(" "));
    }

    @Test
    void htmlInTextIsClosed() {
        assertEquals(
                "<div class=\"nota\">\n<p><em>a</em></p>\n</div>",
                html("<div class=\"nota\">\n\n*a*"));
        assertEquals("<p>a<br />b <b>c</b></p>", html("a  \nb <b>c</b>").replace("\n", ""));
    }

    @Test
    void escapesText() {
        assertEquals("<p>a &lt; b &amp; &quot;c&quot;</p>", html("a < b & \"c\""));
        assertFalse(html("\\<script>").contains("<script>"));
        assertEquals("<p>5 $</p>", html("5 \\$"));
    }
}
