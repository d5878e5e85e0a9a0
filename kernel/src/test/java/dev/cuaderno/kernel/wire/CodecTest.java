package dev.cuaderno.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.cuaderno.kernel.message.Comm;
import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.Display;
import dev.cuaderno.kernel.message.Execute;
import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Malformed;
import dev.cuaderno.kernel.message.Message;
import dev.cuaderno.kernel.message.StreamOutput;
import dev.cuaderno.kernel.message.Unknown;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class CodecTest {

    private static final String KEY = "key";

    private static Codec codec() {
        return new Codec(Signer.of("hmac-sha256", KEY));
    }

    private static Message message(String type, Content content) {
        return new Message(
                List.of(bytes("route")),
                Header.of("id", "session", "user", type),
                Header.of("parent", "session", "user", "parent_request"),
                new JsonObject(),
                content,
                List.of(new byte[] {1, 2}));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Frames of a message with a content as it stands.
    private static List<byte[]> frames(String type, String content) {
        var parts =
                List.of(
                        bytes("{\"msg_id\": \"1\", \"msg_type\": \"" + type + "\"}"),
                        bytes("{}"),
                        bytes("{}"),
                        bytes(content));
        var signature = Signer.of("hmac-sha256", KEY).sign(parts);
        return new Frames(List.of(), signature, parts, List.of()).join();
    }

    @Test
    void whatIsEncodedIsDecoded() throws WireException {
        var sent = message("stream", new StreamOutput("stdout", "\u00e1\ud83d\ude00\n<"));
        var came = codec().decode(codec().encode(sent));
        assertEquals(sent.header(), came.header());
        assertEquals(sent.parent(), came.parent());
        assertEquals(sent.content(), came.content());
        assertArrayEquals(bytes("route"), came.route().getFirst());
        assertArrayEquals(new byte[] {1, 2}, came.buffers().getFirst());
    }

    @Test
    void namesAreTheProtocols() {
        var frames =
                codec().encode(
                                message(
                                        "execute_reply",
                                        Execute.Reply.error(3, "E", "v", List.of())));
        var content = JsonParser.parseString(text(frames.get(6))).getAsJsonObject();
        assertEquals(3, content.get("execution_count").getAsInt());
        assertEquals("error", content.get("status").getAsString());
        var header = JsonParser.parseString(text(frames.get(3))).getAsJsonObject();
        assertEquals("execute_reply", header.get("msg_type").getAsString());
        assertTrue(header.get("date").getAsString().endsWith("Z"));
    }

    @Test
    void absentComponentsAreLeftOutAndNullsInsideDataStay() {
        var data = new JsonObject();
        data.add("value", JsonNull.INSTANCE);
        var frames = codec().encode(message("comm_msg", new Comm.Message("c", data)));
        assertEquals("{\"comm_id\":\"c\",\"data\":{\"value\":null}}", text(frames.get(6)));
        frames =
                codec().encode(
                                message(
                                        "display_data",
                                        new Display.Data(
                                                new JsonObject(),
                                                new JsonObject(),
                                                new Display.Id("d"))));
        assertEquals(
                "{\"data\":{},\"metadata\":{},\"transient\":{\"display_id\":\"d\"}}",
                text(frames.get(6)));
        assertTrue(!text(frames.get(3)).contains("subshell_id"));
    }

    @Test
    void absentFieldsGetTheProtocolsDefaults() throws WireException {
        var came = codec().decode(frames("execute_request", "{\"code\": \"1\"}"));
        var request = assertInstanceOf(Execute.Request.class, came.content());
        assertEquals("1", request.code());
        assertTrue(request.storeHistory());
        assertTrue(request.stopOnError());
        assertTrue(!request.silent() && !request.allowStdin());
        assertTrue(request.userExpressions().isEmpty());
        assertNull(came.parent());
    }

    @Test
    void silentCellsAreNotStored() throws WireException {
        var came =
                codec().decode(
                                frames(
                                        "execute_request",
                                        "{\"silent\": true, \"store_history\": true}"));
        assertTrue(!assertInstanceOf(Execute.Request.class, came.content()).storeHistory());
    }

    @Test
    void unknownTypesAndUnfitContentsAreToldApart() throws WireException {
        assertInstanceOf(
                Unknown.class, codec().decode(frames("fly_request", "{\"a\": 1}")).content());
        var malformed =
                assertInstanceOf(
                        Malformed.class,
                        codec().decode(frames("execute_request", "{\"code\": {}}")).content());
        assertTrue(malformed.reason().contains("code"), malformed.reason());
    }

    private static String failure(List<byte[]> frames) {
        return assertThrows(WireException.class, () -> codec().decode(frames)).getMessage();
    }

    @Test
    void everyFaultIsNamed() {
        var good = codec().encode(message("stream", new StreamOutput("stdout", "x")));
        assertTrue(failure(List.of()).contains("no <IDS|MSG>"));
        assertTrue(failure(good.subList(0, 5)).contains("truncated"));
        var forged = new ArrayList<>(good);
        forged.set(6, bytes("{\"name\":\"stdout\",\"text\":\"y\"}"));
        assertTrue(failure(forged).contains("signature does not match"));
        assertTrue(failure(frames("stream", "{\"a\": }")).contains("content is not a JSON object"));
        assertTrue(failure(frames("stream", "[1]")).contains("content is not a JSON object"));
        assertTrue(failure(frames("stream", "")).contains("content is empty"));
        assertTrue(
                failure(frames("stream\", \"msg_id\": null, \"x\": \"", "{}")).contains("header"));
    }

    @Test
    void replaysAreFound() throws WireException {
        var codec = codec();
        var frames = frames("stream", "{\"name\": \"stdout\", \"text\": \"x\"}");
        codec.decode(frames);
        var failure = assertThrows(WireException.class, () -> codec.decode(frames));
        assertTrue(failure.getMessage().contains("replay"));
    }

    @Test
    void withoutAKeyNothingIsSigned() throws WireException {
        var codec = new Codec(Signer.of("hmac-sha256", ""));
        var frames = codec.encode(message("stream", new StreamOutput("stdout", "x")));
        assertEquals(0, frames.get(2).length);
        codec.decode(frames);
        codec.decode(frames);
    }
}
