package dev.cuaderno.kernel.channel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What a connection file says.
///
/// @param source the file, for errors
/// @param transport `tcp`
/// @param ip the address to bind to
/// @param ports per channel a port; 0 for any free one
/// @param key the key of the signatures; empty for none
/// @param signatureScheme for instance `hmac-sha256`
/// @param curve the key pair of the encryption, where there is one
public record Connection(
        String source,
        String transport,
        String ip,
        Map<Channel, Integer> ports,
        String key,
        String signatureScheme,
        Optional<Curve> curve) {

    /// The kernel's key pair for CURVE encryption, Z85 text.
    public record Curve(String publicKey, String secretKey) {}

    public Connection {
        ports = Collections.unmodifiableMap(new EnumMap<>(ports));
    }

    /// Reads a connection file.
    ///
    /// @throws ConnectionException if it is missing, not JSON, or lacks something; says what
    public static Connection read(Path file) throws ConnectionException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new ConnectionException("connection file " + file + " does not exist", missing);
        } catch (CharacterCodingException binary) {
            throw new ConnectionException("connection file " + file + " is not text", binary);
        } catch (IOException unreadable) {
            throw new ConnectionException(
                    "connection file " + file + " cannot be read: " + unreadable, unreadable);
        }
        return parse(text, file.toString());
    }

    /// Reads the text of a connection file.
    ///
    /// @param source its name, for errors
    public static Connection parse(String text, String source) throws ConnectionException {
        var tree = tree(text, source);
        var fields = new Fields(tree, source);
        var transport = fields.text("transport", "tcp");
        if (!transport.equals("tcp")) {
            throw new ConnectionException(
                    "connection file "
                            + source
                            + ": transport '"
                            + transport
                            + "' is not supported, expected 'tcp'"
                            + (transport.equals("ipc")
                                    ? " (the pure Java ZeroMQ has no Unix-domain sockets; start the"
                                            + " server without KernelManager.transport=ipc, and"
                                            + " with transport_encryption=required for privacy)"
                                    : ""));
        }
        var ports = new EnumMap<Channel, Integer>(Channel.class);
        for (var channel : Channel.values()) {
            ports.put(channel, fields.port(channel.portName()));
        }
        return new Connection(
                source,
                transport,
                fields.text("ip", "127.0.0.1"),
                ports,
                fields.text("key", ""),
                fields.text("signature_scheme", "hmac-sha256"),
                fields.curve());
    }

    private static JsonObject tree(String text, String source) throws ConnectionException {
        JsonObject tree;
        try {
            tree = new Gson().fromJson(text, JsonObject.class);
        } catch (JsonParseException | ClassCastException broken) {
            throw new ConnectionException(
                    "connection file "
                            + source
                            + " is not a JSON object: "
                            + broken.getMessage().lines().findFirst().orElse(""),
                    broken);
        }
        if (tree == null) {
            throw new ConnectionException("connection file " + source + " is empty");
        }
        return tree;
    }

    /// Where a channel is bound.
    String endpoint(Channel channel) {
        var host = ip.contains(":") ? "[" + ip + "]" : ip;
        return "tcp://" + host + ":" + ports.get(channel);
    }

    private record Fields(JsonObject tree, String source) {

        String text(String name, String otherwise) throws ConnectionException {
            var value = tree.get(name);
            if (value == null || value.isJsonNull()) {
                return otherwise;
            }
            if (!value.isJsonPrimitive()) {
                throw wrong(name, "text", value);
            }
            return value.getAsString();
        }

        int port(String name) throws ConnectionException {
            var value = tree.get(name);
            if (value == null) {
                throw new ConnectionException(
                        "connection file " + source + " lacks '" + name + "'");
            }
            try {
                var port = value.getAsInt();
                if (port >= 0 && port < 1 << 16) {
                    return port;
                }
            } catch (IllegalStateException
                    | NumberFormatException
                    | UnsupportedOperationException other) {
                // Reported below like a number out of range.
            }
            throw wrong(name, "a port from 0 to 65535", value);
        }

        Optional<Curve> curve() throws ConnectionException {
            var publicKey = text("curve_publickey", "");
            var secretKey = text("curve_secretkey", "");
            if (publicKey.isEmpty() && secretKey.isEmpty()) {
                return Optional.empty();
            }
            if (publicKey.length() != 40 || secretKey.length() != 40) {
                throw new ConnectionException(
                        "connection file "
                                + source
                                + ": curve_publickey and curve_secretkey must both be 40"
                                + " characters of Z85, came "
                                + publicKey.length()
                                + " and "
                                + secretKey.length());
            }
            return Optional.of(new Curve(publicKey, secretKey));
        }

        private ConnectionException wrong(String name, String expected, JsonElement came) {
            return new ConnectionException(
                    "connection file "
                            + source
                            + ": '"
                            + name
                            + "' should be "
                            + expected
                            + ", is "
                            + came);
        }
    }
}
