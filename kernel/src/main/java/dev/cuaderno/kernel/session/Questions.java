package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.message.Input;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Asks the user for lines, one at a time.
final class Questions {

    private final Publisher publisher;
    private CompletableFuture<String> pending;

    Questions(Publisher publisher) {
        this.publisher = publisher;
    }

    /// Asks and waits.
    ///
    /// @return the line, or null if the question was cancelled or nobody listens
    String ask(Request request, String prompt, boolean password) {
        var answer = new CompletableFuture<String>();
        synchronized (this) {
            cancel();
            pending = answer;
        }
        publisher.ask(request, new Input.Request(prompt, password), () -> answer.complete(null));
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// An answer came; one that nobody waits for any more is dropped.
    synchronized void answer(Input.Reply reply) {
        if (pending != null) {
            pending.complete(reply.value());
            pending = null;
        }
    }

    /// Ends the pending question, if there is one, without an answer.
    synchronized void cancel() {
        if (pending != null) {
            pending.complete(null);
            pending = null;
        }
    }
}
