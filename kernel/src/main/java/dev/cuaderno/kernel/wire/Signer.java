package dev.cuaderno.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages with the key of the connection file and checks signatures in constant time. An
/// empty key switches both off.
public final class Signer {

    private static final byte[] UNSIGNED = {};

    private final Mac mac;

    private Signer(Mac mac) {
        this.mac = mac;
    }

    /// A signer.
    ///
    /// @param scheme for instance `hmac-sha256`
    /// @throws IllegalArgumentException if the scheme is not an HMAC that this JVM has
    public static Signer of(String scheme, String key) {
        if (key.isEmpty()) {
            return new Signer(null);
        }
        var name = scheme.toLowerCase(Locale.ROOT);
        if (!name.startsWith("hmac-")) {
            throw unknown(scheme);
        }
        try {
            var algorithm = "Hmac" + name.substring("hmac-".length()).toUpperCase(Locale.ROOT);
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return new Signer(mac);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            var failure = unknown(scheme);
            failure.initCause(missing);
            throw failure;
        }
    }

    private static IllegalArgumentException unknown(String scheme) {
        return new IllegalArgumentException(
                "signature scheme '" + scheme + "' is not known; expected 'hmac-sha256'");
    }

    /// Whether messages are signed at all.
    public boolean signs() {
        return mac != null;
    }

    /// The signature of `parts` in hexadecimal digits.
    public byte[] sign(List<byte[]> parts) {
        if (mac == null) {
            return UNSIGNED;
        }
        byte[] digest;
        synchronized (mac) {
            parts.forEach(mac::update);
            digest = mac.doFinal();
        }
        return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether `signature` is that of `parts`; takes the same time wherever they differ.
    public boolean verifies(byte[] signature, List<byte[]> parts) {
        return mac == null || MessageDigest.isEqual(sign(parts), signature);
    }
}
