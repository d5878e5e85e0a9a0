package dev.cuaderno.train;

import dev.cuaderno.tensor.Generator;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Samples whose batches other threads prepare before they are asked for.
record Prefetched(Dataset whole, int threads) implements Dataset {

    /// Enough for pictures beside a training that keeps all cores busy.
    static final int THREADS = 2;

    private static final int AHEAD = 2;

    Prefetched {
        if (threads < 1) {
            throw new IllegalArgumentException("prefetch: at least one thread, not " + threads);
        }
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Batch batch(int[] indices, Generator random) {
        return whole.batch(indices, random);
    }

    @Override
    public Stream<Batch> stream(List<int[]> order, Generator random) {
        var reader = new Reader(order, random);
        var spliterator =
                Spliterators.spliterator(
                        reader, order.size(), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(spliterator, false).onClose(reader::close);
    }

    @Override
    public Dataset plain() {
        return whole.plain();
    }

    @Override
    public int[] labels() {
        return whole.labels();
    }

    @Override
    public List<String> classes() {
        return whole.classes();
    }

    /// Hands out batches in their order, whichever thread is done first. At most [#AHEAD] batches
    /// for each thread wait, so memory stays bounded.
    private final class Reader implements Iterator<Batch> {

        private final List<int[]> order;
        private final Generator random;
        private final ExecutorService workers;
        private final Queue<Future<Batch>> waiting = new ArrayDeque<>();
        private int asked;

        Reader(List<int[]> order, Generator random) {
            this.order = order;
            this.random = random;
            this.workers =
                    Executors.newFixedThreadPool(
                            threads, Thread.ofPlatform().daemon().name("prefetch-", 0).factory());
            for (var i = 0; i < threads * AHEAD; i++) {
                ask();
            }
        }

        private void ask() {
            if (asked == order.size()) {
                workers.shutdown();
                return;
            }
            var number = asked++;
            // Forked here: a generator is not for several threads, and the name alone decides.
            var own = random.fork(Integer.toString(number));
            waiting.add(workers.submit(() -> whole.batch(order.get(number), own)));
        }

        @Override
        public boolean hasNext() {
            return !waiting.isEmpty();
        }

        @Override
        public Batch next() {
            var first = waiting.poll();
            if (first == null) {
                throw new NoSuchElementException("no more batches");
            }
            try {
                var batch = first.get();
                ask();
                return batch;
            } catch (InterruptedException e) {
                close();
                Thread.currentThread().interrupt();
                Interrupt.check();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                close();
                if (e.getCause() instanceof RuntimeException cause) {
                    // With the trace of the thread that asked; the cause has its own.
                    cause.addSuppressed(new IllegalStateException("asked for by prefetch", e));
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        void close() {
            workers.shutdownNow();
            waiting.clear();
        }
    }
}
