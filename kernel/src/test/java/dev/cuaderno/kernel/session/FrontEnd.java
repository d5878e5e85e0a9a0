package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Connection;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A notebook front end for tests. It reads and writes plain JSON and signs by itself, so that it
/// shares no mistake with the kernel.
final class FrontEnd implements AutoCloseable {

    private static final String DELIMITER = "<IDS|MSG>";
    private static final int PATIENCE_MS = 20_000;

    final String session = UUID.randomUUID().toString();
    private final String key;
    private final ZContext context = new ZContext();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);

    /// A message that came from the kernel.
    record Received(
            List<byte[]> route,
            JsonObject header,
            JsonObject parent,
            JsonObject metadata,
            JsonObject content,
            List<byte[]> buffers) {

        String type() {
            return header.get("msg_type").getAsString();
        }

        String parentId() {
            return parent.has("msg_id") ? parent.get("msg_id").getAsString() : "";
        }

        String text(String name) {
            return content.get(name).getAsString();
        }

        String status() {
            return text("status");
        }
    }

    /// @param port where each channel of the kernel is bound
    FrontEnd(Connection connection, ToIntFunction<Channel> port) {
        this.key = connection.key();
        context.setLinger(500);
        for (var channel : Channel.values()) {
            var socket =
                    context.createSocket(
                            switch (channel) {
                                case IOPUB -> SocketType.SUB;
                                case HEARTBEAT -> SocketType.REQ;
                                default -> SocketType.DEALER;
                            });
            socket.setReceiveTimeOut(PATIENCE_MS);
            socket.setHWM(0);
            if (channel != Channel.IOPUB && channel != Channel.HEARTBEAT) {
                socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
            }
            connection
                    .curve()
                    .ifPresent(
                            curve -> {
                                var pair = ZMQ.Curve.generateKeyPair();
                                socket.setCurveServerKey(ascii(curve.publicKey()));
                                socket.setCurvePublicKey(ascii(pair.publicKey));
                                socket.setCurveSecretKey(ascii(pair.secretKey));
                            });
            socket.connect("tcp://127.0.0.1:" + port.applyAsInt(channel));
            sockets.put(channel, socket);
        }
        sockets.get(Channel.IOPUB).subscribe("");
        var welcome = receive(Channel.IOPUB);
        // A kernel that has just begun says so, which may cross the subscription on its way.
        if (welcome.type().equals("status") && welcome.parent().isEmpty()) {
            welcome = receive(Channel.IOPUB);
        }
        if (!welcome.type().equals("iopub_welcome") || !welcome.parent().isEmpty()) {
            throw new AssertionError("first came " + welcome);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    JsonObject header(String type) {
        var header = new JsonObject();
        header.addProperty("msg_id", UUID.randomUUID().toString());
        header.addProperty("session", session);
        header.addProperty("username", "test");
        header.addProperty("date", "2026-01-01T00:00:00.000000Z");
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.5");
        return header;
    }

    /// Sends a request.
    ///
    /// @return its id
    String send(Channel channel, String type, JsonObject content) {
        var header = header(type);
        sendParts(
                channel,
                key,
                List.of(header.toString(), "{}", "{}", content.toString()),
                List.of());
        return header.get("msg_id").getAsString();
    }

    /// Sends four parts as they are.
    void sendParts(Channel channel, String key, List<String> parts, List<byte[]> buffers) {
        var frames = new ArrayList<byte[]>();
        frames.add(ascii(DELIMITER));
        frames.add(ascii(sign(key, parts)));
        parts.forEach(part -> frames.add(part.getBytes(StandardCharsets.UTF_8)));
        frames.addAll(buffers);
        sendFrames(channel, frames);
    }

    void sendFrames(Channel channel, List<byte[]> frames) {
        var socket = sockets.get(channel);
        for (var i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    static String sign(String key, List<String> parts) {
        if (key.isEmpty()) {
            return "";
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            parts.forEach(part -> mac.update(part.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// The next message of a channel.
    Received receive(Channel channel) {
        var frames = receiveFrames(channel);
        var delimiter = 0;
        while (!new String(frames.get(delimiter), StandardCharsets.US_ASCII).equals(DELIMITER)) {
            delimiter++;
        }
        var parts = new ArrayList<String>();
        for (var i = delimiter + 2; i < delimiter + 6; i++) {
            parts.add(new String(frames.get(i), StandardCharsets.UTF_8));
        }
        var signature = new String(frames.get(delimiter + 1), StandardCharsets.US_ASCII);
        if (!signature.equals(sign(key, parts))) {
            throw new AssertionError("wrong signature on " + parts);
        }
        return new Received(
                frames.subList(0, delimiter),
                json(parts.get(0)),
                json(parts.get(1)),
                json(parts.get(2)),
                json(parts.get(3)),
                frames.subList(delimiter + 6, frames.size()));
    }

    private List<byte[]> receiveFrames(Channel channel) {
        var socket = sockets.get(channel);
        var frames = new ArrayList<byte[]>();
        do {
            var frame = socket.recv();
            assertNotNull(frame, "nothing came on " + channel + " for " + PATIENCE_MS + " ms");
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    /// The reply to a request; what else comes before it is passed over.
    Received reply(Channel channel, String id) {
        var message = receive(channel);
        while (!message.parentId().equals(id)) {
            message = receive(channel);
        }
        return message;
    }

    /// Asks and waits for the answer.
    Received ask(Channel channel, String type, String content) {
        return reply(channel, send(channel, type, json(content)));
    }

    /// What comes on iopub for a request, from busy to idle, without these two.
    List<Received> outputs(String id) {
        var outputs = new ArrayList<Received>();
        var busy = false;
        while (true) {
            var message = receive(Channel.IOPUB);
            if (!message.parentId().equals(id)) {
                continue;
            }
            if (message.type().equals("status")) {
                var state = message.text("execution_state");
                if (state.equals("busy")) {
                    busy = true;
                } else if (state.equals("idle")) {
                    if (!busy) {
                        throw new AssertionError("idle without busy");
                    }
                    return outputs;
                }
            } else {
                if (!busy) {
                    throw new AssertionError(message + " before busy");
                }
                outputs.add(message);
            }
        }
    }

    /// Sends a cell with the protocol's defaults.
    ///
    /// @return its id
    String startCell(String code) {
        var content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("allow_stdin", true);
        return send(Channel.SHELL, "execute_request", content);
    }

    /// Runs a cell to its end.
    Run run(String code) {
        var id = startCell(code);
        return new Run(reply(Channel.SHELL, id), outputs(id));
    }

    /// Runs a cell with a content of one's own.
    Run runWith(String content) {
        var id = send(Channel.SHELL, "execute_request", json(content));
        return new Run(reply(Channel.SHELL, id), outputs(id));
    }

    /// A cell's end and its outputs without the echo.
    record Run(Received reply, List<Received> all) {

        List<String> types() {
            return all.stream().map(Received::type).toList();
        }

        List<Received> of(String type) {
            return all.stream().filter(message -> message.type().equals(type)).toList();
        }

        /// The text of one stream put together.
        String stream(String name) {
            var text = new StringBuilder();
            for (var message : of("stream")) {
                if (message.text("name").equals(name)) {
                    text.append(message.text("text"));
                }
            }
            return text.toString();
        }
    }

    /// Answers a question that came on stdin.
    void answer(String value) {
        var content = new JsonObject();
        content.addProperty("value", value);
        send(Channel.STDIN, "input_reply", content);
    }

    /// Sends bytes to the heartbeat.
    ///
    /// @return what came back
    String heartbeat(String text) {
        var socket = sockets.get(Channel.HEARTBEAT);
        socket.send(text);
        return socket.recvStr();
    }

    static JsonArray array(Received message, String name) {
        return message.content().get(name).getAsJsonArray();
    }

    @Override
    public void close() {
        context.close();
    }
}
