package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ExecuteTest extends SessionTest {

    @Test
    void aValueIsEchoedCountedAndShown() {
        var run = frontEnd.run("value 2");
        assertEquals(List.of("execute_input", "execute_result"), run.types());
        assertEquals("value 2", run.of("execute_input").getFirst().text("code"));
        var result = run.of("execute_result").getFirst().content();
        assertEquals(1, result.get("execution_count").getAsInt());
        assertEquals("2", result.get("data").getAsJsonObject().get("text/plain").getAsString());
        assertEquals("ok", run.reply().status());
        assertEquals("execute_reply", run.reply().type());
        assertEquals(1, run.reply().content().get("execution_count").getAsInt());
        assertTrue(run.reply().content().get("payload").getAsJsonArray().isEmpty());
        assertFalse(run.reply().content().has("ename"));
        assertTrue(run.reply().metadata().has("started"));
        assertEquals("5.5", run.reply().header().get("version").getAsString());
        assertEquals(
                2, frontEnd.run("value 3").reply().content().get("execution_count").getAsInt());
    }

    @Test
    void aFailureIsShownAndAnswered() {
        var run = frontEnd.run("print before\nfail it broke");
        assertEquals(List.of("execute_input", "stream", "error"), run.types());
        var error = run.of("error").getFirst();
        assertEquals("Oops", error.text("ename"));
        assertEquals("it broke", error.text("evalue"));
        assertEquals(2, FrontEnd.array(error, "traceback").size());
        assertEquals("error", run.reply().status());
        assertEquals("Oops", run.reply().text("ename"));
        assertEquals(1, run.reply().content().get("execution_count").getAsInt());
    }

    @Test
    void aFaultOfTheKernelIsAnsweredToo() {
        var run = frontEnd.run("crash inside");
        assertEquals("KernelError", run.reply().text("ename"));
        assertTrue(run.reply().text("evalue").contains("inside"));
        assertEquals("ok", frontEnd.run("value 1").reply().status());
    }

    @Test
    void silentCellsLeaveNoTrace() {
        frontEnd.run("value 1");
        var silent = frontEnd.runWith("{'code': 'print x\\nvalue 2', 'silent': true}");
        assertEquals(List.of("stream"), silent.types());
        assertEquals(
                2, frontEnd.run("value 3").reply().content().get("execution_count").getAsInt());
        assertEquals(2, history("{'hist_access_type': 'tail', 'n': 10}").size());
    }

    @Test
    void cellsThatAreNotStoredTakeNoNumber() {
        var run = frontEnd.runWith("{'code': 'value 1', 'store_history': false}");
        assertEquals(List.of("execute_input", "execute_result"), run.types());
        assertEquals(1, run.reply().content().get("execution_count").getAsInt());
        assertEquals(
                1, frontEnd.run("value 2").reply().content().get("execution_count").getAsInt());
        assertEquals(1, history("{'hist_access_type': 'tail', 'n': 10}").size());
    }

    private List<String> history(String content) {
        var reply = frontEnd.ask(Channel.SHELL, "history_request", content);
        var codes = new ArrayList<String>();
        FrontEnd.array(reply, "history")
                .forEach(entry -> codes.add(entry.getAsJsonArray().get(2).getAsString()));
        return codes;
    }

    @Test
    void expressionsAreEvaluatedAfterTheCell() {
        var run =
                frontEnd.runWith(
                        "{'code': 'print a', 'user_expressions': {'good': 'print no\\nvalue 7',"
                                + " 'bad': 'fail why'}}");
        assertEquals("a\n", run.stream("stdout"));
        var values = run.reply().content().get("user_expressions").getAsJsonObject();
        var good = values.get("good").getAsJsonObject();
        assertEquals("ok", good.get("status").getAsString());
        assertEquals("7", good.get("data").getAsJsonObject().get("text/plain").getAsString());
        var bad = values.get("bad").getAsJsonObject();
        assertEquals("error", bad.get("status").getAsString());
        assertEquals("why", bad.get("evalue").getAsString());
    }

    @Test
    void aFailureCancelsTheCellsThatWait() {
        var first = frontEnd.startCell("wait");
        kernel.language.waiting.acquireUninterruptibly();
        var second = frontEnd.startCell("value 2");
        var third = frontEnd.startCell("value 3");
        // Its answer shows that the cells before it were received.
        var info = frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}");
        assertEquals("ok", info.status());
        frontEnd.ask(Channel.CONTROL, "interrupt_request", "{}");
        assertEquals("Interrupted", frontEnd.reply(Channel.SHELL, first).text("ename"));
        for (var id : List.of(second, third)) {
            var reply = frontEnd.reply(Channel.SHELL, id);
            assertEquals("error", reply.status());
            assertEquals("ExecutionAborted", reply.text("ename"));
            assertEquals(0, reply.content().get("execution_count").getAsInt());
        }
        assertEquals("ok", frontEnd.run("value 4").reply().status());
    }

    @Test
    void aFailureLetsOthersRunWhereThatIsAskedFor() {
        var first =
                frontEnd.send(
                        Channel.SHELL,
                        "execute_request",
                        FrontEnd.json("{'code': 'wait', 'stop_on_error': false}"));
        kernel.language.waiting.acquireUninterruptibly();
        var second = frontEnd.startCell("value 2");
        frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}");
        frontEnd.ask(Channel.CONTROL, "interrupt_request", "{}");
        assertEquals("error", frontEnd.reply(Channel.SHELL, first).status());
        assertEquals("ok", frontEnd.reply(Channel.SHELL, second).status());
    }

    @Test
    void blankCodeIsNoCell() {
        var run = frontEnd.run("  \n");
        assertEquals("ok", run.reply().status());
        assertTrue(run.types().isEmpty());
        assertEquals(
                1, frontEnd.run("value 1").reply().content().get("execution_count").getAsInt());
    }

    @Test
    void jsonFormsTravelAsJson() {
        var run = frontEnd.run("json {\"a\": [1, null]}");
        var data = run.of("execute_result").getFirst().content().get("data").getAsJsonObject();
        assertEquals(FrontEnd.json("{'a': [1, null]}"), data.get("application/json"));
    }
}
