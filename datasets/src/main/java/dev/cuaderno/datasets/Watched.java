package dev.cuaderno.datasets;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;

/// A stream from a server that may fall silent: a read that waits too long ends in an error.
///
/// Java's HTTP client limits how long the head of an answer may take, but not what follows.
final class Watched extends FilterInputStream {

    private final Duration patience;
    private final Thread watch;
    private volatile long heard = System.nanoTime();
    private volatile boolean silent;

    /// @param in whose `close`, by another thread, ends a read
    Watched(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        this.watch = Thread.ofVirtual().name("download-watch").start(this::watch);
    }

    private void watch() {
        try {
            for (var left = patience.toNanos(); left > 0; left = left()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            silent = true;
            super.close();
        } catch (InterruptedException | IOException e) {
            // The stream has been closed by whoever reads it.
        }
    }

    private long left() {
        return patience.toNanos() - (System.nanoTime() - heard);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        try {
            heard = System.nanoTime();
            var count = super.read(bytes, from, length);
            if (!silent) {
                return count;
            }
        } catch (IOException e) {
            if (!silent) {
                throw e;
            }
        }
        throw new IOException(
                String.format(
                        Locale.ROOT,
                        "the server sent nothing for %.0f s",
                        Math.max(1, patience.toMillis() / 1000.0)));
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}
