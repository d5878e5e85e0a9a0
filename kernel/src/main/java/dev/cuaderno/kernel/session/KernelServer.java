package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Connection;
import dev.cuaderno.kernel.channel.ConnectionException;
import dev.cuaderno.kernel.channel.Receiver;
import dev.cuaderno.kernel.channel.Sockets;
import dev.cuaderno.kernel.message.CommInfo;
import dev.cuaderno.kernel.message.Complete;
import dev.cuaderno.kernel.message.Input;
import dev.cuaderno.kernel.message.Inspect;
import dev.cuaderno.kernel.message.KernelInfo;
import dev.cuaderno.kernel.message.Message;
import dev.cuaderno.kernel.message.Status;
import dev.cuaderno.kernel.message.Welcome;
import dev.cuaderno.kernel.wire.Codec;
import dev.cuaderno.kernel.wire.Signer;
import dev.cuaderno.kernel.wire.WireException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A running Jupyter kernel: takes messages off the sockets and gives each to the thread whose turn
/// it is.
///
/// | thread | serves |
/// |---|---|
/// | sockets | nothing itself; checks, decodes, hands over |
/// | shell | requests of the shell channel in their order |
/// | control | the control channel; and who-are-you questions that come while cells run or wait |
/// | assist | completion and inspection while cells run or wait |
/// | outputs | text that has been gathered long enough |
public final class KernelServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KernelServer.class.getName());

    private static final Duration LAST_REQUEST = Duration.ofSeconds(3);

    private final Publisher publisher;
    private final Questions questions;
    private final Warm warm;
    private final Requests requests;
    private final Comms comms;
    private final Turns shell;
    private final Turns control;
    private final Turns assist;
    private final ScheduledThreadPoolExecutor timer;
    private final Sockets sockets;
    private final AtomicLong received = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    private KernelServer(Connection connection, Engine engine, KernelOptions options)
            throws ConnectionException {
        Signer signer;
        try {
            signer = Signer.of(connection.signatureScheme(), connection.key());
        } catch (IllegalArgumentException unknown) {
            throw new ConnectionException(
                    "connection file " + connection.source() + ": " + unknown.getMessage(),
                    unknown);
        }
        var codec = new Codec(signer);
        publisher = new Publisher(codec);
        questions = new Questions(publisher);
        var activity = new Activity(publisher);
        comms = new Comms(publisher, activity);
        timer =
                new ScheduledThreadPoolExecutor(
                        1, task -> Thread.ofPlatform().name("outputs").daemon().unstarted(task));
        shell = new Turns("shell");
        control = new Turns("control");
        assist = new Turns("assist");
        // First, since it takes longest; front ends are greeted meanwhile.
        warm = new Warm(engine);
        try {
            sockets = Sockets.open(connection, new Incoming(codec));
        } catch (ConnectionException unusable) {
            warm.close();
            throw unusable;
        }
        publisher.connect(sockets);
        comms.serve(
                frame -> {
                    var language = warm.ifThere();
                    return language != null && language.comm(frame);
                });
        var execution =
                new Execution(publisher, warm, questions, options, timer, received::get, comms);
        requests =
                new Requests(
                        publisher,
                        activity,
                        execution,
                        new Answers(warm, options.history()),
                        comms,
                        this::interrupt,
                        this::stop);
        publisher.publish(null, new Status("starting"));
        shell.start(requests::inTurn);
        control.start(requests::aside);
        assist.start(requests::aside);
    }

    /// Binds the sockets, starts the language in the background and serves.
    ///
    /// @throws ConnectionException if the connection cannot be used; the message says why
    public static KernelServer start(Connection connection, Engine engine, KernelOptions options)
            throws ConnectionException {
        return new KernelServer(connection, engine, options);
    }

    /// Takes what comes in; on the thread of the sockets.
    private final class Incoming implements Receiver {
        private final Codec codec;

        Incoming(Codec codec) {
            this.codec = codec;
        }

        @Override
        public void received(Channel channel, List<byte[]> frames) {
            Message message;
            try {
                message = codec.decode(frames);
            } catch (WireException bad) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "dropped a message on " + channel + ": " + bad.getMessage());
                return;
            }
            var request = new Request(channel, message, received.incrementAndGet());
            switch (channel) {
                case CONTROL -> control.add(request);
                case STDIN -> {
                    if (message.content() instanceof Input.Reply reply) {
                        questions.answer(reply);
                    }
                }
                default -> whoseTurn(request).add(request);
            }
        }

        @Override
        public Optional<List<byte[]>> subscribed(byte[] topic) {
            var text = new String(topic, StandardCharsets.UTF_8);
            return Optional.of(publisher.greeting(topic, new Welcome(text)));
        }
    }

    // What changes nothing does not wait for cells.
    private Turns whoseTurn(Request request) {
        if (!shell.holdsCells()) {
            return shell;
        }
        return switch (request.message().content()) {
            case KernelInfo.Request _, CommInfo.Request _ -> control;
            case Complete.Request _, Inspect.Request _ -> assist;
            default -> shell;
        };
    }

    /// Comms between objects here and in the front end.
    public Comms comms() {
        return comms;
    }

    /// The port of a channel.
    public int port(Channel channel) {
        return sockets.port(channel);
    }

    /// Asks the running cell to stop.
    public void interrupt() {
        var language = warm.ifThere();
        if (language != null) {
            language.interrupt();
        }
        questions.cancel();
    }

    /// Ends [#await].
    void stop() {
        stopped.countDown();
    }

    /// Waits for a shutdown request.
    public void await() throws InterruptedException {
        stopped.await();
    }

    /// Ends the language, sends what waits and closes the sockets.
    @Override
    public void close() {
        stop();
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        publisher.mute();
        shell.stop();
        control.stop();
        assist.stop();
        questions.cancel();
        warm.close();
        // It may be writing the last cell into the history.
        shell.awaitEnd(LAST_REQUEST);
        timer.shutdown();
        sockets.close();
    }
}
