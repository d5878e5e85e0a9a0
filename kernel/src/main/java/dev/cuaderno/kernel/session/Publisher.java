package dev.cuaderno.kernel.session;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Sockets;
import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Message;
import dev.cuaderno.kernel.message.MessageTypes;
import dev.cuaderno.kernel.message.Refusal;
import dev.cuaderno.kernel.wire.Codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Puts contents into envelopes and sends them.
final class Publisher {

    private static final String USER = System.getProperty("user.name", "kernel");

    private final Codec codec;
    private final String session = UUID.randomUUID().toString();
    private final AtomicLong count = new AtomicLong();
    private volatile Sockets sockets;
    private volatile boolean muted;

    Publisher(Codec codec) {
        this.codec = codec;
    }

    /// Says where to send; before the first message comes in.
    void connect(Sockets to) {
        this.sockets = to;
    }

    /// Sends nothing more: what a cell says while the kernel ends it is not the cell's doing.
    void mute() {
        muted = true;
    }

    private void send(Channel channel, Message message, Runnable undeliverable) {
        if (!muted) {
            sockets.send(channel, codec.encode(message), undeliverable);
        }
    }

    private Header header(String type) {
        return Header.of(session + "_" + count.incrementAndGet(), session, USER, type);
    }

    /// Sends to all front ends.
    ///
    /// @param parent the request that caused it; null for none
    void publish(Header parent, Content content) {
        publish(parent, content, new JsonObject(), List.of());
    }

    /// Sends to all front ends.
    void publish(Header parent, Content content, JsonObject metadata, List<byte[]> buffers) {
        var type = MessageTypes.nameOf(content);
        var topic = List.of(type.getBytes(StandardCharsets.UTF_8));
        send(
                Channel.IOPUB,
                new Message(topic, header(type), parent, metadata, content, buffers),
                null);
    }

    /// The frames of a message to a new subscriber.
    List<byte[]> greeting(byte[] topic, Content content) {
        var route = topic.length == 0 ? List.<byte[]>of() : List.of(topic);
        var type = MessageTypes.nameOf(content);
        return codec.encode(
                new Message(route, header(type), null, new JsonObject(), content, List.of()));
    }

    /// Answers a request on the channel it came by.
    void reply(Request request, Content content) {
        reply(request, content, new JsonObject());
    }

    /// Answers a request on the channel it came by.
    void reply(Request request, Content content, JsonObject metadata) {
        var type =
                content instanceof Refusal
                        ? MessageTypes.replyTo(request.type())
                        : MessageTypes.nameOf(content);
        send(
                request.channel(),
                new Message(
                        request.message().route(),
                        header(type),
                        request.header(),
                        metadata,
                        content,
                        List.of()),
                null);
    }

    /// Asks the sender of `request` on stdin.
    ///
    /// @param undeliverable run where it does not listen there
    void ask(Request request, Content content, Runnable undeliverable) {
        send(
                Channel.STDIN,
                new Message(
                        request.message().route(),
                        header(MessageTypes.nameOf(content)),
                        request.header(),
                        new JsonObject(),
                        content,
                        List.of()),
                undeliverable);
    }
}
