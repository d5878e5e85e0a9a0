package dev.cuaderno.kernel.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.kernel.page.Index.Entry;
import dev.cuaderno.kernel.page.Index.Status;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class PageTest {

    private static JsonObject notebook(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static String page(String json) {
        return Page.html(notebook(json), "Título <1>", null, Map.of());
    }

    private static String body(String page) {
        return page.replaceFirst("(?s).*?(<body)", "$1").replaceFirst("(?s)<script>.*", "");
    }

    @Test
    void aWholePage() {
        var page =
                page(
                        """
                        {"nbformat": 4, "nbformat_minor": 5, "metadata": {},
                         "cells": [
                          {"cell_type": "markdown", "metadata": {},
                           "source": ["# Redes\\n", "\\n", "Sea $x$.\\n", "\\n", "## Capas"]},
                          {"cell_type": "code", "metadata": {}, "execution_count": 2,
                           "source": "int a = 1;",
                           "outputs": [{"output_type": "stream", "name": "stdout", "text": "1\\n"}]},
                          {"cell_type": "markdown", "metadata": {}, "source": "### `f(x)`"},
                          {"cell_type": "raw", "metadata": {}, "source": "<cruda>"},
                          {"cell_type": "code", "metadata": {}, "execution_count": null,
                           "source": "", "outputs": []}
                         ]}
                        """);
        assertEquals(
                """
                <body class="notebook">
                <a class="skip" href="#content">Ir al contenido</a>
                <nav class="contents" aria-label="Contenido">
                <details open><summary>Contenido</summary>
                <ol>
                <li class="depth0"><a href="#Capas">Capas</a></li>
                <li class="depth1"><a href="#f(x)"><code>f(x)</code></a></li>
                </ol>
                </details>
                </nav>
                <main id="content">
                <section class="cell text">
                <h1 id="Redes">Redes<a class="anchor" href="#Redes" aria-hidden="true" tabindex="-1">#</a></h1>
                <p>Sea <span class="tex">x</span>.</p>
                <h2 id="Capas">Capas<a class="anchor" href="#Capas" aria-hidden="true" tabindex="-1">#</a></h2>
                </section>
                <section class="cell code">
                <div class="input"><span class="prompt">[2]</span><pre><code><span class="k">int</span> a = <span class="n">1</span>;</code></pre></div>
                <div class="outputs">
                <pre class="stream">1</pre>
                </div>
                </section>
                <section class="cell text">
                <h3 id="f(x)"><code>f(x)</code><a class="anchor" href="#f(x)" aria-hidden="true" tabindex="-1">#</a></h3>
                </section>
                <section class="cell text">
                <pre>&lt;cruda&gt;</pre>
                </section>
                </main>
                """,
                body(page));
        assertTrue(page.startsWith("<!DOCTYPE html>\n<html lang=\"es\">"));
        assertTrue(page.contains("<title>Título &lt;1&gt;</title>"));
    }

    // What makes a browser load something.
    private static final Pattern LOADS =
            Pattern.compile(
                    "<link\\b|@import|<(?:script|img|iframe|source|video|audio)\\b[^>]*\\ssrc=[\"']?(?!data:)"
                            + "|url\\([\"']?(?!data:)",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void loadsNothing() {
        var page =
                page(
                        "{cells: [{cell_type: 'markdown', source:"
                                + " '$x$ ![a](https://example.org/a.png)'}]}");
        // KaTeX holds the text of an image element, for a command that it is not trusted with.
        var markup = page.replaceFirst("(?s)<script>.*</script>", "");
        var load = LOADS.matcher(markup);
        assertFalse(
                load.find(),
                () -> markup.substring(load.start(), Math.min(markup.length(), load.start() + 99)));
        assertTrue(page.contains("Content-Security-Policy\" content=\"default-src 'none'"));
        assertTrue(page.contains("url(data:font/woff2;base64,"));
        assertEquals(20, page.split("url\\(data:font/woff2", -1).length - 1, "all fonts of KaTeX");
        // Only the two names of XML vocabularies, which are no addresses, and the author's link.
        var addresses =
                Pattern.compile("https?://[\\w./]*")
                        .matcher(page)
                        .results()
                        .map(found -> found.group())
                        .distinct()
                        .sorted()
                        .toList();
        assertEquals(
                List.of(
                        "http://www.w3.org/1998/Math/MathML",
                        "http://www.w3.org/2000/svg",
                        "https://example.org/a.png"),
                addresses);
    }

    @Test
    void carriesKatexOnlyForFormulas() {
        assertFalse(page("{cells: [{cell_type: 'markdown', source: 'x $5'}]}").contains("katex.r"));
        var page =
                page(
                        "{cells: [{cell_type: 'code', source: 'a', outputs: [{output_type:"
                                + " 'display_data', data: {'text/latex': '$x$'}}]}]}");
        assertTrue(page.contains("katex.render("));
        assertTrue(page.contains("The MIT License"), "the licence goes with the copy");
        assertEquals(2, page.split("</script>", -1).length, "no script closed early");
    }

    @Test
    void speaksTheNotebooksLanguage() {
        assertTrue(
                page("{metadata: {lang: 'es-CL'}, cells: []}").contains("<html lang=\"es-CL\">"));
        var english = page("{metadata: {lang: 'en'}, cells: []}");
        assertTrue(english.contains("<html lang=\"en\">") && english.contains("Skip to content"));
    }

    @Test
    void foldsWhatTheAuthorFolded() {
        var cell =
                "{cells: [{cell_type: 'code', metadata: %s, source: 'a', outputs:"
                        + " [{output_type: 'stream', name: 'stdout', text: 'b'}]}]}";
        var page = page(cell.formatted("{jupyter: {source_hidden: true}}"));
        assertTrue(page.contains("<summary>Código</summary>\n<div class=\"input\">"));
        assertFalse(page.contains("<summary>Salida"));
        page = page(cell.formatted("{tags: ['hide-output']}"));
        assertTrue(page.contains("<summary>Salida</summary>\n<div class=\"outputs\">"));
    }

    @Test
    void coloursOnlyJava() {
        var cells = ", cells: [{cell_type: 'code', source: 'int'}]}";
        assertTrue(page("{metadata: {}" + cells).contains("<code><span class=\"k\">int"));
        assertTrue(
                page("{metadata: {language_info: {name: 'python'}}" + cells)
                        .contains("<code>int</code>"));
    }

    @Test
    void opensWithTitleAndParagraph() {
        var notebook =
                notebook(
                        "{cells: [{cell_type: 'code', source: 'x'}, {cell_type: 'markdown', source:"
                                + " ['# La *capa* $x_1$ #\\n', '\\n', '- a\\n', '\\n',"
                                + " 'Una **red**\\n', 'de $a_1 * b$.\\n', '\\n', 'Más.']}]}");
        assertEquals(
                new Opening("La *capa* $x_1$", "Una **red**\nde $a_1 * b$."), Opening.of(notebook));
        assertEquals(new Opening("", ""), Opening.of(new JsonObject()));
    }

    @Test
    void theStartPageListsEveryNotebook() {
        var page =
                Index.html(
                        List.of(
                                new Entry(
                                        "1. La *capa* $x$",
                                        "a b.html",
                                        Status.PASSED,
                                        Duration.ofMillis(1250),
                                        "Una **red**, [c](c.ipynb)."),
                                new Entry(
                                        "<b",
                                        "c.html",
                                        Status.FAILED,
                                        Duration.ofSeconds(64),
                                        "")));
        assertEquals(
                """
                <body class="index">
                <main id="content">
                <h1>Cuadernos</h1>
                <p class="total">1 <span class="badge passed">✓ correcto</span> · \
                1 <span class="badge failed">✗ con error</span> · \
                <span class="time">1 min 5 s</span></p>
                <ol class="notebooks">
                <li><article>
                <h2><a href="a%20b.html">1. La <em>capa</em> <span class="tex">x</span></a></h2>
                <p class="state"><span class="badge passed">✓ correcto</span> \
                <span class="time">1.3 s</span></p>
                <p>Una <strong>red</strong>, <a href="c.html">c</a>.</p>
                </article></li>
                <li><article>
                <h2><a href="c.html">&lt;b</a></h2>
                <p class="state"><span class="badge failed">✗ con error</span> \
                <span class="time">1 min 4 s</span></p>
                </article></li>
                </ol>
                </main>
                """,
                body(page));
        assertEquals("59.9 s", Index.time(Duration.ofMillis(59_940)));
        assertEquals("1 min 0 s", Index.time(Duration.ofMillis(59_960)));
        assertEquals("999 ms", Index.time(Duration.ofMillis(999)));
    }
}
