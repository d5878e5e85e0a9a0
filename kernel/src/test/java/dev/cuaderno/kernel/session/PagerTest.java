package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cell's reply asks of the front end: a page to show, a text for the cell.
class PagerTest extends SessionTest {

    private static JsonArray payload(FrontEnd.Run run) {
        assertEquals("ok", run.reply().status());
        return FrontEnd.array(run.reply(), "payload");
    }

    private static JsonObject only(JsonArray payload) {
        assertEquals(1, payload.size(), payload.toString());
        return payload.get(0).getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource({
        "?Math.max, Math.max|0",
        "Math.max?, Math.max|0",
        "??words, words|1",
        "words??, words|1",
        "' ? words ', words|0",
    })
    void aQuestionIsAnsweredWithAPage(String cell, String shown) {
        var run = frontEnd.run(cell);
        var page = only(payload(run));
        assertEquals("page", page.get("source").getAsString());
        assertEquals(0, page.get("start").getAsInt());
        assertEquals(shown, page.get("data").getAsJsonObject().get("text/plain").getAsString());
        assertEquals(1, run.reply().content().get("execution_count").getAsInt());
    }

    @Test
    void whatIsNotKnownIsSaidSo() {
        var run = frontEnd.run("nothing?");
        assertEquals(0, payload(run).size());
        assertTrue(run.stream("stderr").contains("nothing is named nothing"), run.stream("stderr"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"value x ? y : z", "print a\nvalue b?c"})
    void codeWithAQuestionMarkIsCode(String cell) {
        assertEquals(0, payload(frontEnd.run(cell)).size());
    }

    @Test
    void anImportThatTheAssistantAddsIsPutIntoTheCell() {
        var run = frontEnd.run("value needy");
        var next = only(payload(run));
        assertEquals("set_next_input", next.get("source").getAsString());
        assertTrue(next.get("replace").getAsBoolean());
        assertEquals("print imported\nvalue needy", next.get("text").getAsString());
        assertEquals("imported\n", run.stream("stdout"), "and it is what was run");
        assertEquals(0, payload(frontEnd.run("value x")).size());
    }
}
