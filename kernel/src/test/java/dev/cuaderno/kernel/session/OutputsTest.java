package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class OutputsTest extends SessionTest {

    @Test
    void outputsKeepTheirOrder() {
        var run = frontEnd.run("print a\nerr b\nprint c\nshow d\nprint e\nvalue f");
        assertEquals(
                List.of(
                        "execute_input",
                        "stream",
                        "stream",
                        "stream",
                        "display_data",
                        "stream",
                        "execute_result"),
                run.types());
        var streams = run.of("stream");
        assertEquals("stdout", streams.get(0).text("name"));
        assertEquals("stderr", streams.get(1).text("name"));
        assertEquals("c\n", streams.get(2).text("text"));
    }

    @Test
    void manySmallPrintsAreFewMessages() {
        var run = frontEnd.run("many 5000");
        var expected =
                IntStream.range(0, 5000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        assertEquals(expected, run.stream("stdout"));
        assertTrue(run.of("stream").size() < 100, () -> run.of("stream").size() + " messages");
    }

    @Test
    void halvesOfACharacterMeet() {
        var run = frontEnd.run("high\nlow");
        assertEquals("\ud83d\ude00", run.stream("stdout"));
    }

    @Test
    void displaysAreUpdatedAndCleared() {
        var run = frontEnd.run("show one\nupdate two\nclear true");
        assertEquals(
                List.of("execute_input", "display_data", "update_display_data", "clear_output"),
                run.types());
        for (var message : run.all().subList(1, 3)) {
            var id = message.content().get("transient").getAsJsonObject().get("display_id");
            assertEquals("id", id.getAsString());
        }
        assertTrue(run.all().getLast().content().get("wait").getAsBoolean());
    }

    @Test
    void aFloodIsCutWithANoticeAndItsEnd() {
        var run = frontEnd.run("megabytes 100");
        assertEquals("ok", run.reply().status());
        var shown = run.stream("stdout");
        assertTrue(shown.length() <= 100_000 + FloodGate.TAIL, () -> shown.length() + " shown");
        assertTrue(shown.startsWith("0123456789abcdef"));
        assertTrue(shown.endsWith("the end\n"));
        var notice = run.stream("stderr");
        assertTrue(notice.contains("at most 100,000 characters"), notice);
        assertTrue(notice.contains("characters not shown"), notice);
        assertEquals("a\n", frontEnd.run("print a").stream("stdout"));
    }

    @Test
    void picturesFasterThanAFrontEndTakesThemAllArrive() {
        var run = frontEnd.run("pictures 200");
        assertEquals(200, run.of("display_data").size());
    }

    @Test
    void threadsThatOutliveTheirCellPrintUnderIt() {
        var first = frontEnd.startCell("late hello");
        frontEnd.reply(Channel.SHELL, first);
        frontEnd.outputs(first);
        frontEnd.run("value 2");
        kernel.language.late.countDown();
        var late = frontEnd.receive(Channel.IOPUB);
        assertEquals("stream", late.type());
        assertEquals("hello", late.text("text"));
        assertEquals(first, late.parentId());
    }

    @Test
    void everyFrontEndSeesTheOutputs() {
        var other = kernel.frontEnd();
        var id = frontEnd.startCell("print a");
        assertEquals("a\n", other.outputs(id).get(1).text("text"));
        frontEnd.reply(Channel.SHELL, id);
    }
}
