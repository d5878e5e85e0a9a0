package dev.cuaderno.kernel.session;

import dev.cuaderno.kernel.language.Language;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A language that begins to start before there is a kernel to serve: its JVMs take longer than all
/// the rest.
final class HeadStart implements Engine {

    private final FutureTask<Language> language;

    HeadStart(Engine engine) {
        language = new FutureTask<>(engine::start);
        Thread.ofPlatform().name("language-head-start").daemon().start(language);
    }

    @Override
    public Language start() throws Exception {
        try {
            return language.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Exception cause -> throw cause;
                case Error cause -> throw cause;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
