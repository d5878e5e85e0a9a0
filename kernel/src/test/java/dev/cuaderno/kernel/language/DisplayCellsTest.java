package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.page.Page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What values look like, from the cell to the front. The tests share one session and so use names
/// of their own.
@Timeout(60)
class DisplayCellsTest {

    private static JavaLanguage java;
    private static int count;

    private final Recorder outputs = new Recorder();

    @BeforeAll
    static void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
    }

    @AfterAll
    static void stop() {
        java.close();
    }

    private MimeBundle value(String source) {
        var outcome = java.execute(new Cell(++count, source), outputs);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().orElse(MimeBundle.text("nothing"));
    }

    private Outcome.Failed failure(String source) {
        return assertInstanceOf(
                Outcome.Failed.class, java.execute(new Cell(++count, source), outputs));
    }

    @Test
    void recordsOfCellsAreTables() {
        var table =
                value(
                        """
                        record Town(String name, int people) {}
                        List.of(new Town("Arica", 222_619), new Town("<Ovalle>", 111_272))""");
        var html = table.data().get(MimeBundle.HTML);
        assertTrue(html.contains("&lt;Ovalle&gt;") && html.contains(">222619</td>"), html);
        assertTrue(table.plainText().startsWith("[Town[name=Arica"), table.plainText());
    }

    @Test
    void factoriesNeedNoImport() {
        assertEquals("<b>x</b>", value("html(\"<b>x</b>\")").data().get(MimeBundle.HTML));
        assertTrue(value("latex(\"x^2\")").data().containsKey(MimeBundle.LATEX));
        assertEquals("{\"a\": 1}", value("json(Map.of(\"a\", 1))").data().get("application/json"));
    }

    @Test
    void aMethodOfTheCellsOwnComesFirst() {
        assertEquals(
                "mine x",
                value(
                                "String markdown(String text) { return \"mine \" + text; }\n"
                                        + "markdown(\"x\")")
                        .plainText());
    }

    @Test
    void nullsAreShown() {
        assertEquals("null", value("String nobody = null;\nnobody").plainText());
    }

    @Test
    void onlyTheFormsThatAreWanted() {
        value("display(\"<i>i</i>\", \"text/html\");");
        assertEquals(List.of("display:<i>i</i>"), outputs.events);
        var refused = failure("display(1, \"image/png\");");
        assertEquals("IllegalArgumentException", refused.name());
        assertTrue(refused.message().contains("text/plain"), refused.message());
    }

    @Test
    void aHandleUpdatesAndClears() {
        value("var shown = display(1);\nshown.update(2);\nshown.clear();");
        assertEquals(List.of("display:1", "update:2", "update:"), outputs.events);
    }

    @Test
    void aRendererThatFailsLosesNothing() {
        var kept =
                value(
                                """
                                import dev.cuaderno.display.*;
                                class Moody implements Displayable {
                                    public MimeBundle mime() { return null; }
                                    public String toString() { return "moody"; }
                                }
                                new Moody()""")
                        .plainText();
        assertTrue(kept.startsWith("moody\n(shown as text: "), kept);
    }

    @Test
    void aLoopShowsABar() {
        value("var added = 0L;\nfor (int i : progress(\"adding\", 1000)) added += i;");
        assertTrue(outputs.events.getFirst().startsWith("display:adding   0%"));
        assertTrue(outputs.events.getLast().startsWith("update:adding 100%"));
        assertTrue(outputs.events.getLast().contains("1000/1000"));
        assertEquals("499500", value("added").plainText());
    }

    @Test
    void tablesSortInPagesToo() throws Exception {
        var html = value("Map.of(\"b\", 1)").data().get(MimeBundle.HTML);
        var output = new JsonObject();
        output.addProperty("output_type", "display_data");
        var data = new JsonObject();
        data.add("text/html", new JsonPrimitive(html));
        output.add("data", data);
        output.add("metadata", new JsonObject());
        Notebook notebook =
                NotebookFile.parse(
                        "n",
                        """
                        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                          {"cell_type": "code", "id": "a", "metadata": {}, "source": "m",
                           "execution_count": 1, "outputs": [%s]}]}"""
                                .formatted(output));
        var page = Page.html(notebook.root(), "n", null, Map.of());
        assertTrue(page.contains("<thead onclick=\"var h=event.target.closest('th')"), page);
        assertFalse(page.contains("class=\"html paper\""), "it paints no ground");
    }
}
