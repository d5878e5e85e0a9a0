package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.language.InputRefusedException;
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
    /// @return the line
    /// @throws InputRefusedException if the question was cancelled or nobody listens
    String ask(Request request, String prompt, boolean password) {
        var answer = new CompletableFuture<String>();
        synchronized (this) {
            cancel();
            pending = answer;
        }
        publisher.ask(
                request,
                new Input.Request(prompt, password),
                () -> refuse(answer, "the front end does not listen for questions"));
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InputRefusedException("the kernel is ending");
        } catch (ExecutionException refused) {
            throw new InputRefusedException(refused.getCause().getMessage());
        }
    }

    private static void refuse(CompletableFuture<String> answer, String why) {
        answer.completeExceptionally(new InputRefusedException(why));
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
            refuse(pending, "the question was cancelled");
            pending = null;
        }
    }
}
