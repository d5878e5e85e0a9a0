package dev.cuaderno.kernel.channel;

import dev.cuaderno.kernel.channel.Outbox.Item;

import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// The five sockets of a kernel. One thread owns them all: it sleeps until a message comes in, or
/// until another thread leaves one to send and wakes it.
public final class Sockets implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());
    private static final int LINGER_MS = 1000;
    // Outputs that may wait inside ZeroMQ for one slow front end; more wait in the outbox.
    private static final int OUTPUT_HIGH_WATER = 128;

    private final ZContext context = new ZContext();
    private final Outbox outbox = new Outbox();
    private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
    private final Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
    private final ZMQ.Socket wakeUp;
    private final ZMQ.Socket woken;
    private final Object wakeLock = new Object();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Receiver receiver;
    private final Congestion congestion;
    private final Thread owner;
    private volatile boolean stopping;

    private Sockets(Connection connection, Receiver receiver) throws ConnectionException {
        this.receiver = receiver;
        context.setLinger(LINGER_MS);
        try {
            for (var channel : Channel.values()) {
                sockets.put(channel, bind(channel, connection));
            }
            var name = "inproc://wake-" + UUID.randomUUID();
            woken = context.createSocket(SocketType.PAIR);
            woken.bind(name);
            wakeUp = context.createSocket(SocketType.PAIR);
            wakeUp.connect(name);
        } catch (ConnectionException | RuntimeException failure) {
            context.close();
            throw failure;
        }
        congestion = new Congestion(sockets.get(Channel.IOPUB));
        owner = Thread.ofPlatform().name("sockets").daemon().unstarted(this::run);
    }

    /// Binds the sockets and starts to receive.
    ///
    /// @throws ConnectionException if a port is taken or the address is not one of this machine
    public static Sockets open(Connection connection, Receiver receiver)
            throws ConnectionException {
        var sockets = new Sockets(connection, receiver);
        sockets.owner.start();
        return sockets;
    }

    private ZMQ.Socket bind(Channel channel, Connection connection) throws ConnectionException {
        var socket =
                context.createSocket(
                        channel == Channel.IOPUB ? SocketType.XPUB : SocketType.ROUTER);
        if (channel == Channel.IOPUB) {
            socket.setXpubVerbose(true);
            socket.setXpubNoDrop(true);
            socket.setSndHWM(OUTPUT_HIGH_WATER);
        } else {
            socket.setHWM(0);
            // A front end that reconnects under its old identity takes its place again.
            socket.setRouterHandover(true);
            socket.setRouterMandatory(channel == Channel.STDIN);
        }
        socket.setIPv6(connection.ip().contains(":"));
        connection
                .curve()
                .ifPresent(
                        curve -> {
                            socket.setCurveServer(true);
                            socket.setCurvePublicKey(ascii(curve.publicKey()));
                            socket.setCurveSecretKey(ascii(curve.secretKey()));
                        });
        var endpoint = connection.endpoint(channel);
        try {
            socket.bind(endpoint.endsWith(":0") ? endpoint.replaceAll("0$", "*") : endpoint);
        } catch (ZMQException failure) {
            throw notBound(channel, connection, failure);
        }
        var bound = socket.getLastEndpoint();
        ports.put(channel, Integer.valueOf(bound.substring(bound.lastIndexOf(':') + 1)));
        return socket;
    }

    private static ConnectionException notBound(
            Channel channel, Connection connection, ZMQException failure) {
        var place = channel.portName() + " at " + connection.endpoint(channel);
        var reason =
                failure.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode()
                        ? " is in use: another kernel may be running on this connection file;"
                                + " stop it or start this one with a fresh file"
                        : " cannot be bound (" + failure.getMessage() + "): check 'ip'";
        return new ConnectionException(
                "connection file " + connection.source() + ": " + place + reason, failure);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// The port that a channel is bound to.
    public int port(Channel channel) {
        return ports.get(channel);
    }

    /// Sends a message soon. Waits where outputs are produced faster than they can be sent.
    public void send(Channel channel, List<byte[]> frames) {
        send(channel, frames, null);
    }

    /// Sends a message soon.
    ///
    /// @param undeliverable run, on the thread of the sockets, where nobody listens at the other
    ///   end of the route (stdin only); may be null
    public void send(Channel channel, List<byte[]> frames, Runnable undeliverable) {
        var mayWait = Thread.currentThread() != owner;
        if (outbox.add(new Item(channel, frames, undeliverable), mayWait) && mayWait) {
            wake();
        }
    }

    private void wake() {
        // ZeroMQ allows a socket to change threads where a lock lies between them.
        synchronized (wakeLock) {
            if (!stopping) {
                wakeUp.send(new byte[0], ZMQ.DONTWAIT);
            }
        }
    }

    private void run() {
        try (var poller = context.createPoller(sockets.size() + 1)) {
            poller.register(woken, ZMQ.Poller.POLLIN);
            sockets.values().forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
            while (!stopping) {
                poller.poll(congestion.pollTimeoutMs());
                while (woken.recv(ZMQ.DONTWAIT) != null) {
                    // One look at the outbox serves all the calls.
                }
                sockets.forEach(this::receive);
                sendAll();
            }
            sendAll();
        } catch (ZMQException failure) {
            LOG.log(System.Logger.Level.ERROR, "the sockets failed", failure);
        } finally {
            outbox.close();
            synchronized (wakeLock) {
                stopping = true;
                context.close();
            }
            ended.countDown();
        }
    }

    private void receive(Channel channel, ZMQ.Socket socket) {
        for (var frames = Multipart.receive(socket);
                !frames.isEmpty();
                frames = Multipart.receive(socket)) {
            try {
                switch (channel) {
                    case HEARTBEAT -> Multipart.send(socket, frames);
                    case IOPUB -> subscribed(frames.getFirst());
                    case SHELL, STDIN, CONTROL -> receiver.received(channel, frames);
                }
            } catch (RuntimeException | StackOverflowError failure) {
                // One bad message must not silence the kernel.
                LOG.log(System.Logger.Level.ERROR, "a message on " + channel + " failed", failure);
            }
        }
    }

    private void subscribed(byte[] frame) {
        if (frame.length > 0 && frame[0] == 1) {
            receiver.subscribed(Arrays.copyOfRange(frame, 1, frame.length))
                    .ifPresent(welcome -> Multipart.send(sockets.get(Channel.IOPUB), welcome));
        }
    }

    private void sendAll() {
        for (var item : outbox.take()) {
            congestion.enqueueOr(item, this::sendNow);
        }
        congestion.retry(this::sendNow);
    }

    /// @return false if the message has to wait
    private boolean sendNow(Item item) {
        var socket = sockets.get(item.channel());
        if (item.channel() == Channel.IOPUB) {
            // Whoever subscribed meanwhile is welcomed before this output.
            receive(Channel.IOPUB, socket);
        }
        var sent = Multipart.send(socket, item.frames());
        if (!sent && item.channel() == Channel.IOPUB) {
            return false;
        }
        outbox.sent(item);
        if (!sent && item.undeliverable() != null) {
            item.undeliverable().run();
        }
        return true;
    }

    /// Sends what waits, then closes the sockets.
    @Override
    public void close() {
        synchronized (wakeLock) {
            if (!stopping) {
                stopping = true;
                wakeUp.send(new byte[0], ZMQ.DONTWAIT);
            }
        }
        if (Thread.currentThread() == owner) {
            return;
        }
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
