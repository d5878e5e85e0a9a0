package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Connection;
import dev.cuaderno.kernel.channel.ConnectionException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A kernel for a test, with the fake language behind it and front ends before it.
final class Kernels implements AutoCloseable {

    static final String KEY = "a secret of this test";

    final FakeLanguage language = new FakeLanguage();
    final Connection connection;
    final KernelServer server;
    private final List<FrontEnd> frontEnds = new ArrayList<>();

    private Kernels(Connection connection, Engine engine, Path folder, Duration gather)
            throws ConnectionException {
        this.connection = connection;
        server =
                KernelServer.start(
                        connection,
                        engine == null ? () -> language : engine,
                        new KernelOptions(HistoryStore.in(folder), 100_000, gather));
    }

    static Connection connection(Optional<Connection.Curve> curve) {
        Map<Channel, Integer> free =
                Stream.of(Channel.values()).collect(Collectors.toMap(c -> c, _ -> 0));
        return new Connection("test", "tcp", "127.0.0.1", free, KEY, "hmac-sha256", curve);
    }

    static Kernels start(Path folder) throws ConnectionException {
        return new Kernels(connection(Optional.empty()), null, folder, Duration.ofMillis(20));
    }

    static Kernels start(Path folder, Engine engine) throws ConnectionException {
        return new Kernels(connection(Optional.empty()), engine, folder, Duration.ofMillis(20));
    }

    static Kernels start(Path folder, Connection connection) throws ConnectionException {
        return new Kernels(connection, null, folder, Duration.ofMillis(20));
    }

    /// A kernel that sends printed text only when it has to.
    static Kernels startPatient(Path folder) throws ConnectionException {
        return new Kernels(connection(Optional.empty()), null, folder, Duration.ofDays(1));
    }

    FrontEnd frontEnd() {
        var frontEnd = new FrontEnd(connection, server::port);
        frontEnds.add(frontEnd);
        return frontEnd;
    }

    @Override
    public void close() {
        frontEnds.forEach(FrontEnd::close);
        server.close();
    }
}
