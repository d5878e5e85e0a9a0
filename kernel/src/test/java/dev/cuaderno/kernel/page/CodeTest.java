package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CodeTest {

    /// The code with `kind:` before each coloured word, in braces.
    private static String marked(String code) {
        return JavaHighlighter.html(code)
                .replaceAll("<span class=\"(\\w)\">", "{$1:")
                .replace("</span>", "}");
    }

    @Test
    void coloursWords() {
        assertEquals(
                "{k:var} {t:Tensor} = {f:zeros}({n:3}, {n:1e-3f});",
                marked("var Tensor = zeros(3, 1e-3f);"));
        assertEquals(
                "{a:@Override} {k:public} {k:int} {f:f}() {}",
                marked("@Override public int f() {}"));
        assertEquals("{t:Math}.{n:PI} * {n:0xFFL}", marked("Math.PI * 0xFFL"));
        assertEquals("{n:.5} + {n:1.} - {n:1_000L}", marked(".5 + 1. - 1_000L"));
    }

    @Test
    void coloursLiteralsAndComments() {
        assertEquals(
                "{s:&quot;a // \\&quot; b&quot;} {c:// c &quot;d&quot;}",
                marked("\"a // \\\" b\" // c \"d\""));
        assertEquals("{s:'\\''}+{s:'&quot;'}", marked("'\\''+'\"'"));
        assertEquals(
                "{s:&quot;&quot;&quot;\na &quot;b&quot; \\&quot;&quot;&quot; c\n&quot;&quot;&quot;};",
                marked("\"\"\"\na \"b\" \\\"\"\" c\n\"\"\";"));
        assertEquals("{c:/* a\n * b */}x", marked("/* a\n * b */x"));
        assertEquals("{c:/* sin fin}", marked("/* sin fin"));
    }

    @Test
    void readsContextualKeywords() {
        assertEquals("{k:record} {t:P}(){}", marked("record P(){}"));
        assertEquals("record = {f:when}(a.var)", marked("record = when(a.var)"));
        assertEquals("{k:yield} ({n:1});", marked("yield (1);"));
    }

    @Test
    void knowsTheKernelsOwnLines() {
        assertEquals("{m:%maven a:b:1}\na {k:int}", marked("%maven a:b:1\na int"));
        assertEquals("a\n  % b", marked("a\n  % b"));
    }

    @Test
    void readsLongLiterals() {
        var text = "\"\"\"\n" + "\\n palabra \"\n".repeat(50_000) + "\"\"\"";
        assertTrue(JavaHighlighter.html(text).startsWith("<span class=\"s\">&quot;&quot;&quot;"));
        assertEquals(2, JavaHighlighter.html(text).split("span class|/span", -1).length - 1);
    }

    @Test
    void escapes() {
        assertEquals("a &lt; b &amp;&amp; c", marked("a < b && c"));
        assertEquals("{s:&quot;&lt;/script&gt;&quot;}", marked("\"</script>\""));
    }
}
