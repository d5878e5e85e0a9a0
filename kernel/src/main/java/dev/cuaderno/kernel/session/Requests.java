package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Comm;
import dev.cuaderno.kernel.message.CommInfo;
import dev.cuaderno.kernel.message.Complete;
import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.Execute;
import dev.cuaderno.kernel.message.History;
import dev.cuaderno.kernel.message.Inspect;
import dev.cuaderno.kernel.message.Interrupt;
import dev.cuaderno.kernel.message.IsComplete;
import dev.cuaderno.kernel.message.KernelInfo;
import dev.cuaderno.kernel.message.Malformed;
import dev.cuaderno.kernel.message.Refusal;
import dev.cuaderno.kernel.message.Shutdown;
import dev.cuaderno.kernel.message.Unknown;

/// What each request does: one line per message.
final class Requests {

    private static final System.Logger LOG = System.getLogger(Requests.class.getName());

    private final Publisher publisher;
    private final Activity activity;
    private final Execution execution;
    private final Answers answers;
    private final Comms comms;
    private final Runnable interrupt;
    private final Runnable stop;
    private volatile boolean asked;

    /// @param interrupt asks the running cell to stop
    /// @param stop ends the kernel
    Requests(
            Publisher publisher,
            Activity activity,
            Execution execution,
            Answers answers,
            Comms comms,
            Runnable interrupt,
            Runnable stop) {
        this.publisher = publisher;
        this.activity = activity;
        this.execution = execution;
        this.answers = answers;
        this.comms = comms;
        this.interrupt = interrupt;
        this.stop = stop;
    }

    /// Serves a request of the shell channel; all of them by one thread.
    void inTurn(Request request) {
        activity.inTurn(request, () -> serve(request));
        stopIfAsked();
    }

    /// Serves a request that does not wait for cells.
    void aside(Request request) {
        activity.aside(request, () -> serve(request));
        stopIfAsked();
    }

    private void serve(Request request) {
        try {
            switch (request.message().content()) {
                case Execute.Request execute -> execution.run(request, execute);
                case Comm.Open open -> comms.opened(request, open);
                case Comm.Message message -> comms.message(request, message);
                case Comm.Close close -> comms.closed(close);
                case Shutdown.Request shutdown -> shutdown(request, shutdown);
                default -> publisher.reply(request, answer(request));
            }
        } catch (RuntimeException | LinkageError | StackOverflowError failure) {
            // Whoever asks gets an answer, whatever happens.
            LOG.log(System.Logger.Level.ERROR, request.type() + " failed", failure);
            if (request.type().endsWith("_request")) {
                publisher.reply(
                        request,
                        Refusal.because(
                                failure.getClass().getSimpleName(),
                                String.valueOf(failure.getMessage())));
            }
        }
    }

    private Content answer(Request request) {
        return switch (request.message().content()) {
            case KernelInfo.Request _ -> KernelIdentity.reply();
            case Complete.Request complete -> answers.complete(complete);
            case Inspect.Request inspect -> answers.inspect(inspect);
            case IsComplete.Request isComplete -> answers.isComplete(isComplete);
            case History.Request history -> answers.history(history);
            case CommInfo.Request commInfo -> comms.info(commInfo.targetName());
            case Interrupt.Request _ -> {
                interrupt.run();
                yield new Interrupt.Reply("ok");
            }
            case Malformed malformed -> Refusal.because("MalformedRequest", malformed.reason());
            case Unknown _ ->
                    Refusal.because(
                            "UnknownRequest", "this kernel does not answer " + request.type());
            default ->
                    Refusal.because(
                            "UnexpectedMessage", request.type() + " is not for a kernel to take");
        };
    }

    private void shutdown(Request request, Shutdown.Request shutdown) {
        var reply = new Shutdown.Reply("ok", shutdown.restart());
        publisher.reply(request, reply);
        publisher.publish(request.header(), reply);
        asked = true;
    }

    // After the last idle, so that it is sent.
    private void stopIfAsked() {
        if (asked) {
            stop.run();
        }
    }
}
