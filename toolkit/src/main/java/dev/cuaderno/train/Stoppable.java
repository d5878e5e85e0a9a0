package dev.cuaderno.train;

import dev.cuaderno.display.Display;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Work that can be stopped in JShell and keeps what it has done.
///
/// JShell stops code by an exception thrown into its thread, wherever that is just then: perhaps
/// between two halves of a step. So in JShell another thread does the work, while JShell's own
/// waits; what is thrown into that one becomes an interrupt, which the work obeys between steps. A
/// second stop no longer waits.
final class Stoppable {

    private Stoppable() {}

    /// What `work` gives, or throws.
    static <T> T run(Supplier<T> work) {
        return !Display.isHosted() && isCalledByJShell() ? aside(work) : work.get();
    }

    private static boolean isCalledByJShell() {
        return StackWalker.getInstance()
                .walk(
                        frames ->
                                frames.anyMatch(
                                        frame ->
                                                frame.getClassName()
                                                        .startsWith("jdk.jshell.execution.")));
    }

    /// Lets another thread do the work.
    static <T> T aside(Supplier<T> work) {
        var outcome = new Outcome<T>();
        var thread =
                Thread.ofPlatform().name("training").daemon().unstarted(() -> outcome.of(work));
        thread.start();
        try {
            thread.join();
        } catch (Throwable stop) {
            thread.interrupt();
            join(thread);
        }
        return outcome.get();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("left alone before it came to its end", again);
        }
    }

    /// Written by one thread, read by another after it has joined the first.
    private static final class Outcome<T> {

        private T value;
        private Throwable failure;

        void of(Supplier<T> work) {
            try {
                value = work.get();
            } catch (Throwable thrown) {
                failure = thrown;
            }
        }

        T get() {
            if (failure != null) {
                throw Outcome.<RuntimeException>as(withCaller(failure));
            }
            return value;
        }

        /// The line that asked for the work belongs to what went wrong in it.
        private static Throwable withCaller(Throwable failure) {
            var caller = Thread.currentThread().getStackTrace();
            failure.setStackTrace(
                    Stream.of(failure.getStackTrace(), caller)
                            .flatMap(Arrays::stream)
                            .toArray(StackTraceElement[]::new));
            return failure;
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> E as(Throwable failure) throws E {
            throw (E) failure;
        }
    }
}
