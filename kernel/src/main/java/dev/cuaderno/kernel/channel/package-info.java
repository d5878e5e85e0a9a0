/// ZeroMQ sockets and the one thread that owns them. Knows frames only.
package dev.cuaderno.kernel.channel;
