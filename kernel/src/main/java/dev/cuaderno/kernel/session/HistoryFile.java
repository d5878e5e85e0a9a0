package dev.cuaderno.kernel.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Cells on disk: one JSON object a line, only ever appended to, under a lock that all kernels of
/// the user share. A line that cannot be read (a crash while writing) is passed over.
final class HistoryFile {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    static final Object ONE_THREAD = new Object();
    private static final long LARGEST = 8L << 20;

    private final Path file;
    private final Path lock;

    HistoryFile(Path folder) {
        this.file = folder.resolve("history.jsonl");
        this.lock = folder.resolve("history.lock");
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    /// All entries of all sessions, oldest first.
    List<HistoryEntry> read() throws IOException {
        var entries = new ArrayList<HistoryEntry>();
        if (Files.exists(file)) {
            // Not readAllLines: a line torn in the middle of a character must not hide the others.
            var text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            text.lines().forEach(line -> parse(line, entries));
        }
        return entries;
    }

    private static void parse(String line, List<HistoryEntry> entries) {
        try {
            var entry = GSON.fromJson(line, HistoryEntry.class);
            if (entry != null && entry.code() != null) {
                entries.add(entry);
            }
        } catch (JsonParseException torn) {
            // Passed over, as the class says.
        }
    }

    /// Appends the first entry of a session, which gets the next free session number.
    HistoryEntry appendFirst(int line, String code, String result) throws IOException {
        return locked(
                () -> {
                    shorten();
                    var last = read().stream().mapToInt(HistoryEntry::session).max().orElse(0);
                    var entry = new HistoryEntry(last + 1, line, code, result);
                    write(entry);
                    return entry;
                });
    }

    /// Appends an entry.
    void append(HistoryEntry entry) throws IOException {
        locked(
                () -> {
                    write(entry);
                    return entry;
                });
    }

    private void write(HistoryEntry entry) throws IOException {
        createPrivate(file);
        var line = GSON.toJson(entry) + "\n";
        try (var out = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var end = out.size();
            if (end > 0) {
                var lastByte = ByteBuffer.allocate(1);
                out.read(lastByte, end - 1);
                if (lastByte.get(0) != '\n') {
                    line = "\n" + line;
                }
            }
            var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += out.write(bytes, end);
            }
        }
    }

    // The older half goes when the file has grown large.
    private void shorten() throws IOException {
        if (!Files.exists(file) || Files.size(file) < LARGEST) {
            return;
        }
        var entries = read();
        var text = new StringBuilder();
        entries.subList(entries.size() / 2, entries.size())
                .forEach(entry -> text.append(GSON.toJson(entry)).append('\n'));
        var fresh = file.resolveSibling("history.jsonl.new");
        Files.deleteIfExists(fresh);
        createPrivate(fresh);
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private <T> T locked(Action<T> action) throws IOException {
        Files.createDirectories(lock.getParent());
        // The file lock keeps other processes out, this one threads of the same process.
        synchronized (ONE_THREAD) {
            createPrivate(lock);
            try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!held.isValid()) {
                    throw new IOException("the lock " + lock + " was lost");
                }
                return action.run();
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        }
    }

    // Code may hold passwords: readable by its owner only.
    private static void createPrivate(Path path) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(path);
        }
    }
}
