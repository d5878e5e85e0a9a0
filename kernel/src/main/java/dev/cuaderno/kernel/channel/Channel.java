package dev.cuaderno.kernel.channel;

import java.util.Locale;

/// The sockets of a kernel, in the order of the connection file.
public enum Channel {
    /// Requests, in their order.
    SHELL,
    /// Outputs to every front end.
    IOPUB,
    /// Questions to the user.
    STDIN,
    /// Requests that do not wait for the running cell.
    CONTROL,
    /// Echoes what comes, so that front ends know that the kernel lives.
    HEARTBEAT;

    /// The name of its port in a connection file: `shell_port`, `hb_port`.
    String portName() {
        return (this == HEARTBEAT ? "hb" : name().toLowerCase(Locale.ROOT)) + "_port";
    }
}
