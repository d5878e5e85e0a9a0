package dev.cuaderno.kernel.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class ConnectionTest {

    private static final String GOOD =
            """
            {"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
             "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256",
             "kernel_name": "java", "jupyter_session": "a.ipynb"}""";

    @TempDir Path folder;

    private static String failure(String text) {
        return assertThrows(ConnectionException.class, () -> Connection.parse(text, "file.json"))
                .getMessage();
    }

    @Test
    void aFileOfAFrontEndIsRead() throws Exception {
        var connection = Connection.read(Files.writeString(folder.resolve("c.json"), GOOD));
        assertEquals(1, connection.ports().get(Channel.SHELL));
        assertEquals(5, connection.ports().get(Channel.HEARTBEAT));
        assertEquals("k", connection.key());
        assertEquals(Optional.empty(), connection.curve());
        assertEquals("tcp://127.0.0.1:2", connection.endpoint(Channel.IOPUB));
    }

    @Test
    void faultsAreNamed() {
        assertTrue(failure("").contains("file.json is empty"));
        assertTrue(failure("{").contains("not a JSON object"));
        assertTrue(failure("[1]").contains("not a JSON object"));
        assertTrue(failure("{}").contains("lacks 'shell_port'"));
        assertTrue(failure(GOOD.replace("\"hb_port\": 5", "\"hb_port\": 99999")).contains("99999"));
        assertTrue(
                failure(GOOD.replace("\"hb_port\": 5", "\"hb_port\": \"x\"")).contains("hb_port"));
        assertTrue(failure(GOOD.replace("\"k\"", "[]")).contains("'key' should be text"));
        assertTrue(failure(GOOD.replace("\"tcp\"", "\"ipc\"")).contains("'ipc' is not supported"));
        assertTrue(
                failure(GOOD.replace("\"key\"", "\"curve_publickey\": \"short\", \"key\""))
                        .contains("40 characters of Z85"));
    }

    @Test
    void unreadableFilesAreNamed() throws Exception {
        var missing = folder.resolve("missing.json");
        var failure = assertThrows(ConnectionException.class, () -> Connection.read(missing));
        assertTrue(failure.getMessage().contains(missing + " does not exist"));
        var binary = Files.write(folder.resolve("binary.json"), new byte[] {-1, -2, 0});
        failure = assertThrows(ConnectionException.class, () -> Connection.read(binary));
        assertTrue(failure.getMessage().contains("is not text"));
        failure = assertThrows(ConnectionException.class, () -> Connection.read(folder));
        assertTrue(failure.getMessage().contains("cannot be read"));
    }
}
