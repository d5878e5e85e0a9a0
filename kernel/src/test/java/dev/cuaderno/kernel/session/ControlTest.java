package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class ControlTest {

    @TempDir Path folder;

    @Test
    void theKernelSaysWhoItIsOnBothChannels() throws Exception {
        try (var kernel = Kernels.start(folder)) {
            var frontEnd = kernel.frontEnd();
            for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
                var id = frontEnd.send(channel, "kernel_info_request", FrontEnd.json("{}"));
                var reply = frontEnd.reply(channel, id);
                assertEquals("kernel_info_reply", reply.type());
                assertEquals("ok", reply.status());
                assertEquals("5.5", reply.text("protocol_version"));
                assertEquals("cuaderno", reply.text("implementation"));
                var language = reply.content().get("language_info").getAsJsonObject();
                assertEquals("java", language.get("name").getAsString());
                assertEquals(".java", language.get("file_extension").getAsString());
                assertEquals("text/x-java", language.get("codemirror_mode").getAsString());
                assertTrue(language.get("version").getAsString().matches("\\d+(\\.\\d+)*"));
                assertTrue(reply.content().has("supported_features"));
                assertFalse(reply.content().get("debugger").getAsBoolean());
                assertEquals(List.of(), frontEnd.outputs(id));
            }
        }
    }

    @Test
    void theKernelAnswersBeforeItsLanguageIsWarm() throws Exception {
        var warm = new CountDownLatch(1);
        var language = new FakeLanguage();
        try (var kernel =
                Kernels.start(
                        folder,
                        () -> {
                            warm.await();
                            return language;
                        })) {
            var frontEnd = kernel.frontEnd();
            assertEquals("ok", frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}").status());
            var cell = frontEnd.startCell("value 1");
            var question = frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}");
            assertEquals("ok", question.status());
            warm.countDown();
            assertEquals("ok", frontEnd.reply(Channel.SHELL, cell).status());
        }
    }

    @Test
    void aLanguageThatCannotStartSaysSoInEveryCell() throws Exception {
        try (var kernel =
                Kernels.start(
                        folder,
                        () -> {
                            throw new IllegalStateException("no JVM here");
                        })) {
            var frontEnd = kernel.frontEnd();
            assertEquals("ok", frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}").status());
            var reply = frontEnd.run("value 1").reply();
            assertEquals("KernelStartError", reply.text("ename"));
            assertTrue(reply.text("evalue").contains("no JVM here"));
            assertEquals(
                    "unknown",
                    frontEnd.ask(Channel.SHELL, "is_complete_request", "{'code': 'x'}").status());
            assertEquals(
                    "ok",
                    frontEnd.ask(
                                    Channel.SHELL,
                                    "complete_request",
                                    "{'code': 'x', 'cursor_pos': 1}")
                            .status());
        }
    }

    @Test
    void interruptsStopTheRunningCell() throws Exception {
        try (var kernel = Kernels.start(folder)) {
            var frontEnd = kernel.frontEnd();
            var cell = frontEnd.startCell("wait");
            kernel.language.waiting.acquire();
            var reply = frontEnd.ask(Channel.CONTROL, "interrupt_request", "{}");
            assertEquals("interrupt_reply", reply.type());
            assertEquals("ok", reply.status());
            assertEquals("Interrupted", frontEnd.reply(Channel.SHELL, cell).text("ename"));
            assertEquals("ok", frontEnd.run("value 1").reply().status());
        }
    }

    @Test
    void questionsAreAnsweredWhileACellRuns() throws Exception {
        try (var kernel = Kernels.start(folder)) {
            var frontEnd = kernel.frontEnd();
            var cell = frontEnd.startCell("wait");
            kernel.language.waiting.acquire();
            var completion =
                    frontEnd.send(
                            Channel.SHELL,
                            "complete_request",
                            FrontEnd.json("{'code': 'str', 'cursor_pos': 3}"));
            assertEquals("ok", frontEnd.reply(Channel.SHELL, completion).status());
            frontEnd.outputs(completion);
            // The last status that front ends see is the running cell's.
            var status = frontEnd.receive(Channel.IOPUB);
            assertEquals("busy", status.text("execution_state"));
            assertEquals(cell, status.parentId());
            frontEnd.ask(Channel.CONTROL, "interrupt_request", "{}");
            frontEnd.reply(Channel.SHELL, cell);
        }
    }

    @Test
    void aShutdownIsAnsweredAndEndsTheKernel() throws Exception {
        var kernel = Kernels.start(folder);
        try (kernel) {
            var frontEnd = kernel.frontEnd();
            frontEnd.run("value 1");
            var id =
                    frontEnd.send(
                            Channel.CONTROL,
                            "shutdown_request",
                            FrontEnd.json("{'restart': true}"));
            var waiter = Thread.ofPlatform().start(() -> endOf(kernel));
            var reply = frontEnd.reply(Channel.CONTROL, id);
            assertEquals("shutdown_reply", reply.type());
            assertEquals("ok", reply.status());
            assertTrue(reply.content().get("restart").getAsBoolean());
            assertEquals("shutdown_reply", frontEnd.outputs(id).getFirst().type());
            waiter.join(TimeUnit.SECONDS.toMillis(20));
            assertFalse(waiter.isAlive());
        }
        assertTrue(kernel.language.closed);
    }

    private static void endOf(Kernels kernel) {
        try {
            kernel.server.await();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aRunningCellDoesNotHoldUpTheEnd() throws Exception {
        var kernel = Kernels.start(folder);
        try (kernel) {
            var frontEnd = kernel.frontEnd();
            frontEnd.startCell("wait");
            kernel.language.waiting.acquire();
            frontEnd.ask(Channel.CONTROL, "shutdown_request", "{'restart': false}");
            kernel.server.await();
        }
        assertTrue(kernel.language.closed);
    }

    @Test
    void theHeartbeatEchoes() throws Exception {
        try (var kernel = Kernels.start(folder)) {
            var frontEnd = kernel.frontEnd();
            assertEquals("ping", frontEnd.heartbeat("ping"));
            assertEquals("pong", frontEnd.heartbeat("pong"));
        }
    }

    @Test
    void theLastCellReachesTheHistoryBeforeTheEnd() throws Exception {
        var kernel = Kernels.start(folder);
        Thread closing;
        synchronized (HistoryFile.ONE_THREAD) {
            // The answer comes before the cell is written down, which nobody can do now.
            var frontEnd = kernel.frontEnd();
            frontEnd.reply(Channel.SHELL, frontEnd.startCell("value last"));
            closing = Thread.ofPlatform().start(kernel::close);
            closing.join(Duration.ofMillis(200));
        }
        closing.join(TimeUnit.SECONDS.toMillis(20));
        assertTrue(Files.readString(folder.resolve("history.jsonl")).contains("value last"));
    }
}
