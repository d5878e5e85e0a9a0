package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.Test;

import java.util.List;

class AnswersTest extends SessionTest {

    @Test
    void completionsComeWithKindsAndPositionsInCodePoints() {
        // Two emoji of two UTF-16 units each stand before the word.
        var reply =
                frontEnd.ask(
                        Channel.SHELL,
                        "complete_request",
                        "{'code': '\ud83d\ude00\ud83d\ude00 str rest', 'cursor_pos': 6}");
        assertEquals("ok", reply.status());
        assertEquals(3, reply.content().get("cursor_start").getAsInt());
        assertEquals(6, reply.content().get("cursor_end").getAsInt());
        var matches = FrontEnd.array(reply, "matches");
        assertEquals("string", matches.get(0).getAsString());
        assertEquals("other", matches.get(1).getAsString());
        var kind =
                reply.content()
                        .get("metadata")
                        .getAsJsonObject()
                        .get("_jupyter_types_experimental")
                        .getAsJsonArray()
                        .get(0);
        assertEquals(
                FrontEnd.json(
                        "{'text': 'string', 'type': 'method', 'signature': 'ing()',"
                                + " 'start': 3, 'end': 6}"),
                FrontEnd.json(kind.toString()));
    }

    @Test
    void inspectionTakesPositionAndDetail() {
        var reply =
                frontEnd.ask(
                        Channel.SHELL,
                        "inspect_request",
                        "{'code': '\ud83d\ude00abc', 'cursor_pos': 2, 'detail_level': 1}");
        assertTrue(reply.content().get("found").getAsBoolean());
        var data = reply.content().get("data").getAsJsonObject();
        assertEquals("\ud83d\ude00a|1", data.get("text/plain").getAsString());
        reply = frontEnd.ask(Channel.SHELL, "inspect_request", "{'code': ' ', 'cursor_pos': 0}");
        assertFalse(reply.content().get("found").getAsBoolean());
        assertEquals(0, reply.content().get("data").getAsJsonObject().size());
        assertEquals("ok", reply.status());
    }

    @Test
    void completenessHasFourStates() {
        for (var expected : List.of("x:complete", "{:incomplete", ";;:invalid", "?:unknown")) {
            var parts = expected.split(":");
            var reply =
                    frontEnd.ask(
                            Channel.SHELL, "is_complete_request", "{'code': '" + parts[0] + "'}");
            assertEquals(parts[1], reply.status());
            assertEquals(parts[1].equals("incomplete"), reply.content().has("indent"));
        }
    }

    private List<String> history(String content) {
        var reply = frontEnd.ask(Channel.SHELL, "history_request", content);
        assertEquals("ok", reply.status());
        return FrontEnd.array(reply, "history").asList().stream().map(Object::toString).toList();
    }

    @Test
    void historyIsGivenByTailRangeAndSearch() {
        frontEnd.run("print a");
        frontEnd.run("value b");
        frontEnd.run("value b");
        assertEquals(
                List.of("[1,2,\"value b\"]", "[1,3,\"value b\"]"),
                history("{'hist_access_type': 'tail', 'n': 2}"));
        assertEquals(
                List.of("[1,1,[\"print a\",null]]", "[1,2,[\"value b\",\"b\"]]"),
                history(
                        "{'hist_access_type': 'range', 'session': 0, 'start': 1, 'stop': 3,"
                                + " 'output': true}"));
        assertEquals(
                List.of("[1,3,\"value b\"]"),
                history(
                        "{'hist_access_type': 'search', 'pattern': 'value*', 'unique': true,"
                                + " 'n': 10}"));
        assertEquals(
                List.of("[1,1,\"print a\"]"),
                history("{'hist_access_type': 'search', 'pattern': '?rint a'}"));
    }
}
