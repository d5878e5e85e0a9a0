package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Connection;
import dev.cuaderno.kernel.channel.ConnectionException;

import org.junit.jupiter.api.Test;
import org.zeromq.ZMQ;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Everything that can go wrong on the wire, provoked; after each of them the kernel still works.
class FaultTest extends SessionTest {

    private void assertAlive() {
        assertEquals("ok", frontEnd.ask(Channel.SHELL, "kernel_info_request", "{}").status());
        assertEquals("alive\n", frontEnd.run("print alive").stream("stdout"));
    }

    private List<String> cell(String code) {
        return List.of(
                frontEnd.header("execute_request").toString(),
                "{}",
                "{}",
                "{\"code\": \"" + code + "\"}");
    }

    @Test
    void forgedMessagesAreDropped() {
        frontEnd.sendParts(Channel.SHELL, "another key", cell("value 1"), List.of());
        frontEnd.sendParts(Channel.SHELL, "", cell("value 1"), List.of());
        // Not a single cell was counted.
        assertEquals(
                1, frontEnd.run("value 1").reply().content().get("execution_count").getAsInt());
        assertAlive();
    }

    @Test
    void replayedMessagesAreDropped() {
        var parts = cell("value 1");
        for (var i = 0; i < 3; i++) {
            frontEnd.sendParts(Channel.SHELL, Kernels.KEY, parts, List.of());
        }
        assertEquals(
                2, frontEnd.run("value 1").reply().content().get("execution_count").getAsInt());
        assertAlive();
    }

    @Test
    void brokenJsonIsDropped() {
        for (var broken : List.of("", "{", "[]", "null", "1", "{'a': 1}", "{\"a\": nope}")) {
            for (var place = 0; place < 4; place++) {
                var parts = new ArrayList<>(cell("value 1"));
                parts.set(place, broken);
                frontEnd.sendParts(Channel.SHELL, Kernels.KEY, parts, List.of());
            }
        }
        assertEquals(
                1, frontEnd.run("value 1").reply().content().get("execution_count").getAsInt());
        assertAlive();
    }

    @Test
    void deeplyNestedJsonIsDropped() {
        var parts = new ArrayList<>(cell("value 1"));
        parts.set(2, "{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        frontEnd.sendParts(Channel.SHELL, Kernels.KEY, parts, List.of());
        assertAlive();
    }

    @Test
    void truncatedMessagesAreDropped() {
        var parts = cell("value 1");
        var frames = new ArrayList<byte[]>();
        frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
        frames.add(FrontEnd.sign(Kernels.KEY, parts).getBytes(StandardCharsets.US_ASCII));
        parts.forEach(part -> frames.add(part.getBytes(StandardCharsets.UTF_8)));
        for (var length = 1; length < frames.size(); length++) {
            frontEnd.sendFrames(Channel.SHELL, frames.subList(0, length));
            frontEnd.sendFrames(Channel.CONTROL, frames.subList(0, length));
            frontEnd.sendFrames(Channel.STDIN, frames.subList(0, length));
        }
        assertAlive();
    }

    @Test
    void noiseOnEveryChannelIsDropped() {
        var random = new Random(20260101);
        for (var i = 0; i < 500; i++) {
            var frames = new ArrayList<byte[]>();
            for (var j = random.nextInt(8); j >= 0; j--) {
                var frame = new byte[random.nextInt(50)];
                random.nextBytes(frame);
                frames.add(frame);
            }
            for (var channel : List.of(Channel.SHELL, Channel.CONTROL, Channel.STDIN)) {
                frontEnd.sendFrames(channel, frames);
            }
        }
        assertAlive();
    }

    @Test
    void contentsThatDoNotFitAreRefused() {
        var reply = frontEnd.ask(Channel.SHELL, "execute_request", "{'code': ['not', 'text']}");
        assertEquals("execute_reply", reply.type());
        assertEquals("error", reply.status());
        assertEquals("MalformedRequest", reply.text("ename"));
        assertTrue(reply.text("evalue").contains("code"), reply.text("evalue"));
        reply = frontEnd.ask(Channel.SHELL, "complete_request", "{'code': 'a', 'cursor_pos': {}}");
        assertEquals("complete_reply", reply.type());
        assertEquals("error", reply.status());
        assertAlive();
    }

    @Test
    void requestsOfTheFutureAreRefused() {
        for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
            var reply = frontEnd.ask(channel, "fly_request", "{'height': 3}");
            assertEquals("fly_reply", reply.type());
            assertEquals("UnknownRequest", reply.text("ename"));
        }
        assertAlive();
    }

    @Test
    void nonsenseInHistoryRequestsIsRefused() {
        var reply = frontEnd.ask(Channel.SHELL, "history_request", "{'hist_access_type': 'guess'}");
        assertEquals("error", reply.status());
        assertTrue(reply.text("evalue").contains("tail, range or search"));
        assertAlive();
    }

    @Test
    void whoDoesNotListenForQuestionsIsNotWaitedFor() throws Exception {
        // JeroMQ as a client loses one connection in some hundred on a busy machine, which libzmq
        // does not: another attempt mends that; a kernel that waited for an answer would stay busy
        // with the first.
        String reply = null;
        for (var attempt = 0; attempt < 5 && reply == null; attempt++) {
            reply = replyToOneWithoutStdin();
        }
        assertEquals("<IDS|MSG>", reply);
        assertAlive();
    }

    /// Asks a question of somebody who takes replies under an identity that no stdin socket has.
    private String replyToOneWithoutStdin() throws Exception {
        try (var context = new org.zeromq.ZContext()) {
            var shell = context.createSocket(org.zeromq.SocketType.DEALER);
            shell.setReceiveTimeOut(5_000);
            shell.connect("tcp://127.0.0.1:" + kernel.server.port(Channel.SHELL));
            var parts =
                    List.of(
                            frontEnd.header("execute_request").toString(),
                            "{}",
                            "{}",
                            "{\"code\": \"ask name?\", \"allow_stdin\": true}");
            shell.sendMore("<IDS|MSG>");
            shell.sendMore(FrontEnd.sign(Kernels.KEY, parts));
            for (var i = 0; i < 4; i++) {
                shell.send(parts.get(i), i < 3 ? ZMQ.SNDMORE : 0);
            }
            return shell.recvStr();
        }
    }

    @Test
    void tenFrontEndsAtOnceAreAllServed() throws Exception {
        try (var pool = Executors.newFixedThreadPool(10)) {
            var tasks = new ArrayList<Callable<String>>();
            for (var i = 0; i < 10; i++) {
                var mine = kernel.frontEnd();
                var text = "from " + i;
                tasks.add(
                        () -> {
                            var all = new StringBuilder();
                            for (var j = 0; j < 20; j++) {
                                all.append(mine.run("print " + text).stream("stdout"));
                                mine.ask(Channel.CONTROL, "kernel_info_request", "{}");
                            }
                            return all.toString();
                        });
            }
            var results = pool.invokeAll(tasks);
            for (var i = 0; i < 10; i++) {
                assertEquals(("from " + i + "\n").repeat(20), results.get(i).get());
            }
        }
        assertEquals(
                201, frontEnd.run("value 1").reply().content().get("execution_count").getAsInt());
    }

    @Test
    void aSecondKernelOnTheSamePortsSaysSo() {
        Map<Channel, Integer> taken = new EnumMap<>(Channel.class);
        for (var channel : Channel.values()) {
            taken.put(channel, kernel.server.port(channel));
        }
        var same =
                new Connection(
                        "here.json",
                        "tcp",
                        "127.0.0.1",
                        taken,
                        Kernels.KEY,
                        "hmac-sha256",
                        Optional.empty());
        var failure = assertThrows(ConnectionException.class, () -> Kernels.start(folder, same));
        assertTrue(failure.getMessage().contains("shell_port"), failure.getMessage());
        assertTrue(failure.getMessage().contains("is in use"), failure.getMessage());
        assertTrue(failure.getMessage().contains("here.json"), failure.getMessage());
        assertAlive();
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        var elsewhere =
                new Connection(
                        "here.json",
                        "tcp",
                        "192.0.2.1",
                        Kernels.connection(Optional.empty()).ports(),
                        Kernels.KEY,
                        "hmac-sha256",
                        Optional.empty());
        var failure =
                assertThrows(ConnectionException.class, () -> Kernels.start(folder, elsewhere));
        assertTrue(failure.getMessage().contains("192.0.2.1"), failure.getMessage());
    }

    @Test
    void anUnknownSignatureSchemeIsNamed() {
        var odd =
                new Connection(
                        "here.json",
                        "tcp",
                        "127.0.0.1",
                        Kernels.connection(Optional.empty()).ports(),
                        Kernels.KEY,
                        "rot-13",
                        Optional.empty());
        var failure = assertThrows(ConnectionException.class, () -> Kernels.start(folder, odd));
        assertTrue(failure.getMessage().contains("'rot-13'"), failure.getMessage());
    }

    @Test
    void encryptedConnectionsWork() throws Exception {
        var pair = ZMQ.Curve.generateKeyPair();
        var curve = Optional.of(new Connection.Curve(pair.publicKey, pair.secretKey));
        try (var encrypted = Kernels.start(folder, Kernels.connection(curve))) {
            var run = encrypted.frontEnd().run("print secret");
            assertEquals("secret\n", run.stream("stdout"));
            assertEquals("ping", encrypted.frontEnd().heartbeat("ping"));
        }
    }

    @Test
    void anEncryptedKernelDoesNotTalkToOthers() throws Exception {
        var pair = ZMQ.Curve.generateKeyPair();
        var curve = Optional.of(new Connection.Curve(pair.publicKey, pair.secretKey));
        try (var encrypted = Kernels.start(folder, Kernels.connection(curve));
                var context = new org.zeromq.ZContext()) {
            var plain = context.createSocket(org.zeromq.SocketType.REQ);
            plain.setReceiveTimeOut(500);
            plain.connect("tcp://127.0.0.1:" + encrypted.server.port(Channel.HEARTBEAT));
            plain.send("ping");
            assertEquals(null, plain.recvStr());
        }
    }
}
