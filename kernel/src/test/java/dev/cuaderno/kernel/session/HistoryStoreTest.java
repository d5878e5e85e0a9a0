package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class HistoryStoreTest {

    @TempDir Path folder;

    private static List<String> codes(List<HistoryEntry> entries) {
        return entries.stream()
                .map(entry -> entry.session() + ":" + entry.line() + " " + entry.code())
                .toList();
    }

    @Test
    void sessionsRememberEarlierOnes() {
        var first = HistoryStore.in(folder);
        first.add(1, "a", null);
        first.add(2, "b\nb", "2");
        var second = HistoryStore.in(folder);
        assertEquals(List.of("1:1 a", "1:2 b\nb"), codes(second.tail(null)));
        // Before its first cell it looks back one session from the number it will get.
        assertEquals(List.of("1:1 a", "1:2 b\nb"), codes(second.range(-1, 0, null)));
        second.add(1, "c", null);
        assertEquals(List.of("1:2 b\nb", "2:1 c"), codes(second.tail(2)));
        assertEquals(List.of("2:1 c"), codes(second.range(0, 0, null)));
        assertEquals(List.of("1:2 b\nb"), codes(second.range(1, 2, 3)));
        assertEquals("2", second.range(1, 2, 3).getFirst().result());
        assertEquals(List.of(), second.tail(0));
    }

    @Test
    void kernelsAtOnceLoseNothing() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            var tasks =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    i ->
                                            pool.submit(
                                                    () -> {
                                                        var store = HistoryStore.in(folder);
                                                        for (var j = 1; j <= 50; j++) {
                                                            store.add(j, i + "." + j, null);
                                                        }
                                                    }))
                            .toList();
            for (var task : tasks) {
                task.get();
            }
        }
        var all = HistoryStore.in(folder).tail(null);
        assertEquals(200, all.size());
        for (var session = 1; session <= 4; session++) {
            var number = session;
            var lines =
                    all.stream()
                            .filter(entry -> entry.session() == number)
                            .map(HistoryEntry::line)
                            .toList();
            assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), lines);
        }
    }

    @Test
    void tornLinesHideNothingElse() throws Exception {
        HistoryStore.in(folder).add(1, "a", null);
        var file = folder.resolve("history.jsonl");
        Files.write(
                file,
                "{\"session\":1,\"line\":2,\"code\":\"\u00e9".getBytes(StandardCharsets.ISO_8859_1),
                StandardOpenOption.APPEND);
        HistoryStore.in(folder).add(1, "b", null);
        assertEquals(List.of("1:1 a", "2:1 b"), codes(HistoryStore.in(folder).tail(null)));
    }

    @Test
    void otherUsersCannotReadIt() throws Exception {
        HistoryStore.in(folder).add(1, "password", null);
        var file = folder.resolve("history.jsonl");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenLosesNothingOfThisSession() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "not a folder");
        var store = HistoryStore.in(file.resolve("inside"));
        store.add(1, "a", null);
        store.add(2, "b", null);
        assertEquals(2, store.tail(null).size());
        assertEquals(
                List.of("b"),
                store.search("b", null, false).stream().map(HistoryEntry::code).toList());
        assertEquals(1, store.range(0, 2, null).size());
    }

    @Test
    void aLargeFileLosesItsOlderHalf() throws Exception {
        var store = HistoryStore.in(folder);
        var code = "x".repeat(1 << 20);
        for (var i = 1; i <= 10; i++) {
            store.add(i, code + i, null);
        }
        var next = HistoryStore.in(folder);
        next.add(1, "new", null);
        var kept = next.tail(null);
        assertEquals(6, kept.size());
        assertTrue(kept.getFirst().code().endsWith("x6"));
        assertEquals(2, kept.getLast().session());
    }
}
