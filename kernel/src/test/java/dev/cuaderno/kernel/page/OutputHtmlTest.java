package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

class OutputHtmlTest {

    private static final String PAPER = "class=\"html paper\"";

    private final OutputHtml outputs =
            new OutputHtml(new Markdown(new Images(null), Map.of(), "fuera"), Labels.in("es"));

    private String html(String json) {
        return outputs.html(JsonParser.parseString(json).getAsJsonObject(), "[7]");
    }

    private String data(String data) {
        return html("{output_type: 'display_data', data: " + data + ", metadata: {}}");
    }

    @Test
    void takesTheRichestType() {
        assertTrue(data("{'text/plain': 'p', 'text/html': '<b>h</b>'}").contains("<b>h</b>"));
        assertTrue(data("{'image/png': 'QQ==', 'image/svg+xml': '<svg/>'}").contains("svg+xml"));
        assertTrue(data("{'text/plain': 'p', 'image/png': 'QQ=='}").contains("image/png"));
        assertTrue(data("{'text/plain': 'p', 'x/y': 1}").contains("<pre class=\"plain\">p</pre>"));
        assertTrue(data("{'x/y': 1}").contains("no muestra salidas de tipo x/y"));
        assertEquals("", data("{}"));
    }

    @Test
    void givesPaperToWhatWouldBeLightOnLight() {
        assertTrue(data("{'text/html': '<td style=\"background:#fde\">2</td>'}").contains(PAPER));
        assertTrue(data("{'text/html': '<style>td { background: pink }</style>'}").contains(PAPER));
        assertTrue(data("{'text/html': '<table bgcolor=\"white\">'}").contains(PAPER));
        for (var legible :
                new String[] {
                    "<td>2</td>",
                    "<td style='background:rgba(1,2,3,.2)'>2</td>",
                    "<td style='background:none'>2</td>",
                    "<td style='background:#fde;color:#000'>2</td>",
                    "<td style='background:light-dark(#fde, #302)'>2</td>",
                    "<p>background: red</p>"
                }) {
            assertFalse(data("{'text/html': \"" + legible + "\"}").contains(PAPER), legible);
        }
        assertTrue(
                data("{'text/html': \"<i style='background:red;border-color:red'>x</i>\"}")
                        .contains(PAPER),
                "the colour of a border is no ink");
    }

    @Test
    void writesStreams() {
        assertEquals(
                "<pre class=\"stream\">a &lt; b\nc</pre>\n",
                html("{output_type: 'stream', name: 'stdout', text: ['a < b\\n', 'c\\n']}"));
        assertEquals(
                "<pre class=\"stream stderr\">e</pre>\n",
                html("{output_type: 'stream', name: 'stderr', text: 'e'}"));
        assertEquals(
                "<pre class=\"stream\">\n\na</pre>\n",
                html("{output_type: 'stream', name: 'stdout', text: '\\na'}"),
                "a parser drops the first line feed of a pre");
    }

    @Test
    void writesErrors() {
        var traced =
                html(
                        "{output_type: 'error', ename: 'E', evalue: 'v', traceback:"
                                + " ['\\u001b[1;31mE\\u001b[0m: v', '  en f(<x>)']}");
        assertTrue(traced.contains("aria-label=\"Error\""), traced);
        assertTrue(
                traced.contains(
                        "<span class=\"ansi-red ansi-bold\">E</span>: v\n  en f(&lt;x&gt;)"),
                traced);
        assertTrue(html("{output_type: 'error', ename: 'E', evalue: 'v'}").contains("E: v"));
    }

    @Test
    void picturesHaveSizeAndDescription() {
        var output =
                "{output_type: 'display_data', data: {'image/png': 'QU\\nI='%s},"
                        + " metadata: {'image/png': {width: 320, height: 200.4%s}}}";
        assertEquals(
                "<figure class=\"picture\"><img src=\"data:image/png;base64,QUI=\""
                        + " alt=\"Imagen de la celda [7]\" width=\"320\" height=\"200\"></figure>\n",
                html(output.formatted("", "")));
        assertTrue(
                html(output.formatted(", 'text/plain': 'Pérdida \"por\" época'", ""))
                        .contains("alt=\"Pérdida &quot;por&quot; época\""));
        assertTrue(
                html(output.formatted(", 'text/plain': 'a.b.Image@1f2e'", ""))
                        .contains("alt=\"Imagen de la celda [7]\""));
        assertTrue(html(output.formatted("", ", alt: 'Curva'")).contains("alt=\"Curva\""));
        assertFalse(html(output.formatted("", ", width: '1\\\" onload=\\\"x'")).contains("onload"));
    }

    @Test
    void drawingsAreImages() {
        var html = data("{'image/svg+xml': '<svg id=\\\"a\\\"><title>Red</title></svg>'}");
        assertTrue(html.contains("alt=\"Red\""), html);
        var base64 = html.replaceFirst("(?s).*base64,([^\"]*).*", "$1");
        assertEquals(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"a\"><title>Red</title></svg>",
                new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    @Test
    void writesTextTypes() {
        assertEquals(
                "<div class=\"latex\"><span class=\"tex\" data-display>x&lt;1</span></div>\n",
                data("{'text/latex': '$$x<1$$'}"));
        assertEquals(
                "<div class=\"latex\"><span class=\"tex\" data-display>\\frac12</span></div>\n",
                data("{'text/latex': '\\\\frac12'}"));
        assertTrue(data("{'text/markdown': '*a*'}").contains("<em>a</em>"));
        assertTrue(
                data("{'application/json': {a: ['<', null]}}")
                        .contains("&quot;a&quot;: [\n    &quot;&lt;&quot;,\n    null\n  ]"));
    }

    @Test
    void htmlKeepsItsScriptsAndStaysInItsPlace() {
        var whole = "<style>p{}</style><p>a<div id=d></div><script>if (a<b) x('</div>')</script>";
        assertTrue(
                html("{output_type: 'execute_result', data: {'text/html': \""
                                + whole
                                + "\"}, metadata: {}}")
                        .contains(whole));
        assertEquals("<div><b>a</b></div>", Fragment.closed("<div><b>a"));
        assertEquals("a", Fragment.closed("</div>a</section>"));
        assertEquals("<div><b>x</b></div>", Fragment.closed("<div><b>x</div></b>"));
        assertEquals("<!-- a </div>-->", Fragment.closed("<!-- a </div>"));
        assertEquals("<script>a</script>", Fragment.closed("<script>a"));
        assertEquals("<br><img src='>'>x", Fragment.closed("<br><img src='>'>x"));
        assertEquals("<table><tr><td>1</table>", Fragment.closed("<table><tr><td>1</table>"));
        assertEquals("a <div title=\"x\"></div>", Fragment.closed("a <div title=\"x\""));
    }
}
