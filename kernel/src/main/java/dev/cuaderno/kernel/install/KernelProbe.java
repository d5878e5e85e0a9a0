package dev.cuaderno.kernel.install;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.kernel.wire.Signer;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A kernel started as Jupyter starts it, and a front end for it: to see whether it works, and to
/// let it practise.
final class KernelProbe implements AutoCloseable {

    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final List<String> CHANNELS =
            List.of("shell", "iopub", "stdin", "control", "hb");
    private static final int POLL_MILLIS = 200;

    private final Path folder;
    private final Process process;
    private final Duration patience;
    private final Signer signer;
    private final String session = UUID.randomUUID().toString();
    private final ZContext context = new ZContext();
    private final Map<String, ZMQ.Socket> sockets = new HashMap<>();

    private KernelProbe(Path folder, Process process, Duration patience, String key) {
        this.folder = folder;
        this.process = process;
        this.patience = patience;
        signer = Signer.of("hmac-sha256", key);
        context.setLinger(0);
    }

    /// Starts a kernel.
    ///
    /// @param command with `{connection_file}` where the file's name is to stand
    /// @param environment what to add to the environment of this process
    /// @param patience how long an answer may take
    static KernelProbe start(
            List<String> command, Map<String, String> environment, Duration patience)
            throws IOException {
        var folder = Files.createTempDirectory("cuaderno-probe");
        var key = UUID.randomUUID().toString();
        var ports = freePorts();
        var connection = new JsonObject();
        ports.forEach((channel, port) -> connection.addProperty(channel + "_port", port));
        connection.addProperty("ip", "127.0.0.1");
        connection.addProperty("transport", "tcp");
        connection.addProperty("signature_scheme", "hmac-sha256");
        connection.addProperty("key", key);
        var file = Files.writeString(folder.resolve("connection.json"), connection.toString());
        var builder =
                new ProcessBuilder(
                        command.stream()
                                .map(word -> word.replace("{connection_file}", file.toString()))
                                .toList());
        builder.environment().putAll(environment);
        // What it runs is no session of the user's.
        builder.environment().put("JUPYTER_DATA_DIR", folder.toString());
        builder.directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        var probe = new KernelProbe(folder, builder.start(), patience, key);
        for (var channel : List.of("shell", "control", "iopub")) {
            probe.connect(channel, ports.get(channel));
        }
        return probe;
    }

    private static Map<String, Integer> freePorts() throws IOException {
        var held = new ArrayList<ServerSocket>();
        var ports = new HashMap<String, Integer>();
        try {
            for (var channel : CHANNELS) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.put(channel, socket.getLocalPort());
            }
        } finally {
            for (var socket : held) {
                socket.close();
            }
        }
        return ports;
    }

    private void connect(String channel, int port) {
        var iopub = channel.equals("iopub");
        var socket = context.createSocket(iopub ? SocketType.SUB : SocketType.DEALER);
        socket.setReceiveTimeOut(POLL_MILLIS);
        socket.connect("tcp://127.0.0.1:" + port);
        if (iopub) {
            socket.subscribe("");
        }
        sockets.put(channel, socket);
    }

    /// What the kernel printed so far.
    String log() {
        try {
            return Files.readString(folder.resolve("log")).strip();
        } catch (IOException unreadable) {
            return "";
        }
    }

    /// Waits until the kernel's outputs reach this front end, and so the kernel runs.
    void awaitWelcome() throws IOException {
        receive("iopub");
    }

    /// Runs a cell.
    ///
    /// @return the plain text of its value; the error's name and message where it failed, empty
    ///   where it has neither
    String run(String code) throws IOException {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("store_history", false);
        var id = send("shell", "execute_request", content);
        var reply = reply("shell", id);
        if (reply.get("status").getAsString().equals("error")) {
            return reply.get("ename").getAsString() + ": " + reply.get("evalue").getAsString();
        }
        return value(id);
    }

    private String value(String id) throws IOException {
        var value = "";
        while (true) {
            var message = receive("iopub");
            if (!message.parent().equals(id)) {
                continue;
            }
            if (message.type().equals("execute_result")) {
                value = message.content().getAsJsonObject("data").get("text/plain").getAsString();
            }
            if (message.type().equals("status")
                    && message.content().get("execution_state").getAsString().equals("idle")) {
                return value;
            }
        }
    }

    /// Asks about the end of some code.
    ///
    /// @param type for instance `complete_request`
    JsonObject ask(String type, String code) throws IOException {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.codePointCount(0, code.length()));
        return reply("shell", send("shell", type, content));
    }

    /// Tells the kernel to end, and waits for it.
    ///
    /// @return the exit code
    int shutdown() throws IOException {
        var content = new JsonObject();
        content.addProperty("restart", false);
        send("control", "shutdown_request", content);
        try {
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the kernel did not end when told to");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
        return process.exitValue();
    }

    private record Received(String type, String parent, JsonObject content) {}

    private String send(String channel, String type, JsonObject content) {
        var id = UUID.randomUUID().toString();
        var header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", session);
        header.addProperty("username", "cuaderno");
        header.addProperty("date", Instant.now().toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.5");
        var parts =
                List.of(header.toString(), "{}", "{}", content.toString()).stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList();
        var socket = sockets.get(channel);
        socket.sendMore(DELIMITER);
        socket.sendMore(signer.sign(parts));
        for (var i = 0; i < parts.size(); i++) {
            socket.send(parts.get(i), i < parts.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        return id;
    }

    private JsonObject reply(String channel, String id) throws IOException {
        while (true) {
            var message = receive(channel);
            if (message.parent().equals(id)) {
                return message.content();
            }
        }
    }

    private Received receive(String channel) throws IOException {
        var socket = sockets.get(channel);
        var deadline = System.nanoTime() + patience.toNanos();
        var first = socket.recv();
        while (first == null) {
            if (!process.isAlive()) {
                throw new IOException("it ended with exit code " + process.exitValue() + said());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "it did not answer on its "
                                + channel
                                + " channel within "
                                + patience.toSeconds()
                                + " s"
                                + said());
            }
            first = socket.recv();
        }
        var texts = new ArrayList<String>();
        texts.add(new String(first, StandardCharsets.UTF_8));
        while (socket.hasReceiveMore()) {
            texts.add(new String(socket.recv(), StandardCharsets.UTF_8));
        }
        var start = texts.indexOf(new String(DELIMITER, StandardCharsets.US_ASCII)) + 2;
        var header = JsonParser.parseString(texts.get(start)).getAsJsonObject();
        var parent = JsonParser.parseString(texts.get(start + 1)).getAsJsonObject();
        return new Received(
                header.get("msg_type").getAsString(),
                parent.has("msg_id") ? parent.get("msg_id").getAsString() : "",
                JsonParser.parseString(texts.get(start + 3)).getAsJsonObject());
    }

    private String said() {
        var log = log();
        return log.isEmpty() ? "" : ". It said:\n" + log;
    }

    /// Ends the kernel, willing or not, and removes its folder.
    @Override
    public void close() {
        context.close();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(folder);
    }
}
