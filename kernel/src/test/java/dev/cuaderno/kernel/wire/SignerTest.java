package dev.cuaderno.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

class SignerTest {

    // RFC 4231, test case 2.
    @Test
    void signaturesAreTheStandards() {
        var signer = Signer.of("hmac-sha256", "Jefe");
        var parts =
                List.of(
                        "what do ya want ".getBytes(StandardCharsets.US_ASCII),
                        "for nothing?".getBytes(StandardCharsets.US_ASCII));
        var expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assertEquals(expected, new String(signer.sign(parts), StandardCharsets.US_ASCII));
        assertTrue(signer.verifies(expected.getBytes(StandardCharsets.US_ASCII), parts));
    }

    @Test
    void anythingElseIsNoSignature() {
        var signer = Signer.of("hmac-sha256", "key");
        var parts = List.of(new byte[] {1});
        var good = signer.sign(parts);
        assertFalse(signer.verifies(new byte[0], parts));
        assertFalse(signer.verifies(HexFormat.of().parseHex("00"), parts));
        good[0] ^= 1;
        assertFalse(signer.verifies(good, parts));
    }

    @Test
    void otherHashesAreKnown() {
        assertEquals(128, Signer.of("hmac-sha512", "key").sign(List.of()).length);
    }

    @Test
    void unknownSchemesAreNamed() {
        for (var scheme : List.of("rot-13", "hmac-crc", "")) {
            var failure =
                    assertThrows(IllegalArgumentException.class, () -> Signer.of(scheme, "key"));
            assertTrue(failure.getMessage().contains("'" + scheme + "'"));
        }
    }
}
