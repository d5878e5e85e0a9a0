package dev.cuaderno.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/// Fetches files. A file appears under its name only when it is whole and its sum is right; what
/// has come so far lies beside it as `.part` and is continued the next time, also by another
/// process. A lock file makes others wait who want the same file.
final class Downloader {

    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 5;
    private static final int BUFFER = 1 << 16;
    private static final int WHOLE = 200;
    private static final int PARTIAL = 206;
    private static final int PAST_END = 416;
    private static final long LOCK_MILLIS = 100;

    private final Function<String, DownloadProgress> progress;
    private final Duration patience;

    /// @param progress for a file's name, what is told how far its download is
    Downloader(Function<String, DownloadProgress> progress) {
        this(progress, ANSWERING);
    }

    /// @param patience how long a server may be silent
    Downloader(Function<String, DownloadProgress> progress, Duration patience) {
        this.progress = progress;
        this.patience = patience;
    }

    /// Fetches one file unless it is there already.
    ///
    /// @param servers addresses of folders
    /// @throws IOException if no server gave the right file; the message has a line for each
    void fetch(Published.Download file, List<String> servers, Path folder) throws IOException {
        Files.createDirectories(folder);
        var target = folder.resolve(file.file());
        var lockFile = folder.resolve(file.file() + ".lock");
        try (var channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            var lock = locked(channel);
            try {
                if (!Files.isRegularFile(target)) {
                    anyServer(file, servers, target);
                }
            } finally {
                lock.release();
            }
        }
        // Not deleted: another process may hold it open and would then lock a file of no name.
    }

    private static FileLock locked(FileChannel channel) throws IOException {
        while (true) {
            try {
                var lock = channel.lock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held by another thread of this JVM.
                pause(LOCK_MILLIS);
            }
        }
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void anyServer(Published.Download file, List<String> servers, Path target)
            throws IOException {
        var part = target.resolveSibling(file.file() + ".part");
        var failures = new ArrayList<String>();
        for (var server : servers) {
            var address = URI.create(server + file.file());
            try {
                var resumed = present(part) > 0;
                var sum = persistently(address, part, file);
                if (!sum.equals(file.md5()) && resumed) {
                    // The beginning may have come from a server with another file of this name.
                    Files.delete(part);
                    sum = persistently(address, part, file);
                }
                if (sum.equals(file.md5())) {
                    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                    return;
                }
                Files.delete(part);
                failures.add(
                        "%s: another file, with the MD5 sum %s instead of %s"
                                .formatted(address, sum, file.md5()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                failures.add(address + ": " + reason(e));
            }
        }
        throw new IOException(String.join(System.lineSeparator(), failures));
    }

    private static long present(Path part) throws IOException {
        return Files.isRegularFile(part) ? Files.size(part) : 0;
    }

    /// Goes on with the same server as long as every attempt brings something.
    ///
    /// @return the sum of the whole
    private String persistently(URI address, Path part, Published.Download file)
            throws IOException, InterruptedException {
        for (var attempt = 1; ; attempt++) {
            var before = present(part);
            try {
                return receive(address, part, file);
            } catch (IOException e) {
                if (attempt == ATTEMPTS || present(part) <= before) {
                    throw e;
                }
            }
        }
    }

    private static String reason(IOException e) {
        var kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : "%s (%s)".formatted(e.getMessage(), kind);
    }

    /// Receives what is still missing of a file.
    ///
    /// @return the sum of the whole
    private String receive(URI address, Path part, Published.Download file)
            throws IOException, InterruptedException {
        var present = present(part);
        var request = HttpRequest.newBuilder(address).timeout(patience);
        if (present > 0) {
            request.header("Range", "bytes=" + present + "-");
        }
        try (var client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECTING)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = new Watched(response.body(), patience)) {
                switch (response.statusCode()) {
                    case PARTIAL -> store(body, part, present, length(response), file, address);
                    case WHOLE -> store(body, part, 0, length(response), file, address);
                    case PAST_END -> {
                        // Everything was there already, or too much: the sum tells.
                    }
                    default ->
                            throw new IOException("the server answered " + response.statusCode());
                }
            }
        }
        return sum(part);
    }

    private static OptionalLong length(HttpResponse<?> response) {
        return response.headers().firstValueAsLong("Content-Length");
    }

    private void store(
            InputStream body,
            Path part,
            long from,
            OptionalLong coming,
            Published.Download file,
            URI address)
            throws IOException {
        var whole = coming.isPresent() ? from + coming.getAsLong() : file.bytes();
        var told = progress.apply(file.file());
        told.at(from, whole);
        var at = from;
        try (var out =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(from).position(from);
            var buffer = new byte[BUFFER];
            for (var n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                var bytes = ByteBuffer.wrap(buffer, 0, n);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                at += n;
                told.at(at, whole);
            }
        }
        if (coming.isPresent() && at < whole) {
            throw new IOException("it broke off after %d of %d bytes".formatted(at, whole));
        }
        told.done(at, address);
    }

    private static String sum(Path file) throws IOException {
        var digest = Bundle.md5();
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
