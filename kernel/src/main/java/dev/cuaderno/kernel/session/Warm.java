package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.assist.Assistant;
import dev.cuaderno.kernel.language.Language;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The language that is being started in the background.
final class Warm {

    private final Engine engine;
    private final CompletableFuture<Language> language = new CompletableFuture<>();

    Warm(Engine engine) {
        this.engine = engine;
        Thread.ofPlatform().name("language-start").daemon().start(this::run);
    }

    private void run() {
        try {
            var started = engine.start();
            if (!language.complete(started)) {
                started.close();
            }
        } catch (Exception | LinkageError | StackOverflowError failure) {
            language.completeExceptionally(failure);
        }
    }

    /// The language, as soon as it is there.
    ///
    /// @throws IllegalStateException if it could not be started; the message says why
    Language language() {
        try {
            return language.join();
        } catch (CompletionException failure) {
            var cause = failure.getCause();
            var reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalStateException("Java could not be started: " + reason, cause);
        }
    }

    /// The language's assistant, as soon as it is there; one that knows nothing where it never will
    /// be.
    Assistant assistant() {
        try {
            return engine.assistant(language());
        } catch (IllegalStateException failed) {
            return Assistant.NONE;
        }
    }

    /// The language, or null while it starts and where it could not be started.
    Language ifThere() {
        return language.isDone() && !language.isCompletedExceptionally() ? language.join() : null;
    }

    /// Ends the language, also one that is still starting.
    void close() {
        language.completeExceptionally(new IllegalStateException("the kernel is shutting down"));
        var there = ifThere();
        if (there != null) {
            there.close();
        }
    }
}
