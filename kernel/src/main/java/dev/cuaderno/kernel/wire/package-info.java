/// Frames, signatures, and JSON to records and back. Knows no meaning and no socket.
package dev.cuaderno.kernel.wire;
