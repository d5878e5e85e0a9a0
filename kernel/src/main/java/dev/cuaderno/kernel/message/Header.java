package dev.cuaderno.kernel.message;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Names a message and its sender.
///
/// @param msgId unique per message
/// @param session the sender's session
/// @param username the sender's user
/// @param date when it was made, ISO 8601 with a zone
/// @param msgType its name in [MessageTypes]
/// @param version of the protocol
/// @param subshellId the subshell it is for; null for the main one
public record Header(
        String msgId,
        String session,
        String username,
        String date,
        String msgType,
        String version,
        String subshellId) {

    /// The protocol version spoken here.
    public static final String VERSION = "5.5";

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /// A header made now.
    public static Header of(String msgId, String session, String username, String msgType) {
        return new Header(msgId, session, username, now(), msgType, VERSION, null);
    }

    /// This instant as the protocol writes it.
    public static String now() {
        return MICROSECONDS.format(Instant.now().truncatedTo(ChronoUnit.MICROS));
    }
}
