package dev.cuaderno.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.message.Header;
import dev.cuaderno.kernel.message.Message;
import dev.cuaderno.kernel.message.StreamOutput;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random damage to messages: decoding either works or throws [WireException], nothing else.
class WireFuzzTest {

    private static final long SEED = 4711;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "\"",
        ":",
        ",",
        "null",
        "true",
        "1e999",
        "-",
        "\\u12",
        "\ud83d\ude00",
        "\"code\"",
        "\"msg_type\"",
        "execute_request",
        "history_request",
        " ",
        "\0",
        "\"n\":1.5",
        "\"cursor_pos\":99999999999",
        "\"session\":[]"
    };

    @Test
    void damagedFramesAreRefusedNotSuffered() {
        var random = new Random(SEED);
        var refused = 0;
        for (var i = 0; i < 20_000; i++) {
            var codec = new Codec(Signer.of("hmac-sha256", "key"));
            var good =
                    codec.encode(
                            new Message(
                                    List.of(),
                                    Header.of("id" + i, "s", "u", "stream"),
                                    null,
                                    new JsonObject(),
                                    new StreamOutput("stdout", "text"),
                                    List.of()));
            var frames = damage(new ArrayList<>(good), random);
            try {
                codec.decode(frames);
            } catch (WireException expected) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, "only " + refused + " refused");
    }

    private static List<byte[]> damage(List<byte[]> frames, Random random) {
        for (var n = 1 + random.nextInt(3); n > 0 && !frames.isEmpty(); n--) {
            var at = random.nextInt(frames.size());
            switch (random.nextInt(5)) {
                case 0 -> frames.remove(at);
                case 1 -> frames.add(at, frames.get(random.nextInt(frames.size())));
                case 2 -> {
                    var noise = new byte[random.nextInt(20)];
                    random.nextBytes(noise);
                    frames.set(at, noise);
                }
                case 3 -> {
                    var bytes = frames.get(at).clone();
                    if (bytes.length > 0) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    frames.set(at, bytes);
                }
                default -> {
                    var bytes = frames.get(at);
                    frames.set(
                            at, java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
                }
            }
        }
        return frames;
    }

    /// The same with a right signature, as a broken or malicious front end with the key would send.
    @Test
    void signedNonsenseIsRefusedNotSuffered() {
        var random = new Random(SEED);
        var signer = Signer.of("hmac-sha256", "key");
        for (var i = 0; i < 20_000; i++) {
            var parts = new ArrayList<byte[]>();
            for (var j = 0; j < 4; j++) {
                parts.add(nonsense(j, random).getBytes(StandardCharsets.UTF_8));
            }
            var frames = new Frames(List.of(), signer.sign(parts), parts, List.of()).join();
            try {
                new Codec(signer).decode(frames);
            } catch (WireException expected) {
                assertTrue(!expected.getMessage().isEmpty());
            }
        }
    }

    private static String nonsense(int place, Random random) {
        if (random.nextInt(4) > 0) {
            return place == 0
                    ? "{\"msg_id\":\"1\",\"msg_type\":\"" + PIECES[random.nextInt(2) + 15] + "\"}"
                    : "{" + PIECES[random.nextInt(3) + 19] + "}";
        }
        var text = new StringBuilder();
        for (var n = random.nextInt(12); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
