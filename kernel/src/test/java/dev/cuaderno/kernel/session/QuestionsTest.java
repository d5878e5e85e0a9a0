package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.Test;

class QuestionsTest extends SessionTest {

    @Test
    void aLineIsAskedForAndTaken() {
        var cell = frontEnd.startCell("print who\nask name?");
        var question = frontEnd.receive(Channel.STDIN);
        assertEquals("input_request", question.type());
        assertEquals("name?", question.text("prompt"));
        assertFalse(question.content().get("password").getAsBoolean());
        assertEquals(cell, question.parentId());
        frontEnd.answer("Ana");
        frontEnd.reply(Channel.SHELL, cell);
        var outputs = frontEnd.outputs(cell);
        assertEquals("who\n", outputs.get(1).text("text"));
        assertEquals("got Ana\n", outputs.get(2).text("text"));
    }

    @Test
    void anUnfinishedLineIsTheQuestion() throws Exception {
        try (var patient = Kernels.startPatient(folder)) {
            var user = patient.frontEnd();
            var cell = user.startCell("print first\nsay name: \nask ");
            assertEquals("name: ", user.receive(Channel.STDIN).text("prompt"));
            user.answer("Ana");
            user.reply(Channel.SHELL, cell);
            var outputs = user.outputs(cell);
            assertEquals("first\n", outputs.get(1).text("text"));
            assertEquals("got Ana\n", outputs.get(2).text("text"));
        }
    }

    @Test
    void passwordsAreMarked() {
        var cell = frontEnd.startCell("secret key?");
        assertTrue(frontEnd.receive(Channel.STDIN).content().get("password").getAsBoolean());
        frontEnd.answer("");
        frontEnd.reply(Channel.SHELL, cell);
        assertEquals("got \n", frontEnd.outputs(cell).get(1).text("text"));
    }

    @Test
    void whoCannotBeAskedIsNotWaitedFor() {
        var run = frontEnd.runWith("{'code': 'ask name?', 'allow_stdin': false}");
        assertTrue(run.stream("stdout").startsWith("refused: "), run.stream("stdout"));
        assertTrue(run.stream("stdout").contains("allow_stdin"), run.stream("stdout"));
    }

    @Test
    void anInterruptEndsAQuestion() {
        var cell = frontEnd.startCell("ask name?");
        frontEnd.receive(Channel.STDIN);
        frontEnd.ask(Channel.CONTROL, "interrupt_request", "{}");
        frontEnd.reply(Channel.SHELL, cell);
        assertEquals(
                "refused: the question was cancelled\n",
                frontEnd.outputs(cell).get(1).text("text"));
    }

    @Test
    void staleAnswersAreDropped() {
        frontEnd.answer("too early");
        frontEnd.run("value 1");
        var cell = frontEnd.startCell("ask name?");
        frontEnd.receive(Channel.STDIN);
        frontEnd.answer("in time");
        frontEnd.reply(Channel.SHELL, cell);
        assertEquals("got in time\n", frontEnd.outputs(cell).get(1).text("text"));
    }
}
