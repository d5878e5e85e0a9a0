package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A locked notebook gets the same files or none.
class LockTest {

    @TempDir private Path folder;
    private Workshop workshop;

    @BeforeEach
    void open() throws Exception {
        workshop = new Workshop(folder);
        workshop.remote.versions("org.one:base", "1.0");
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:base:2.0");
        workshop.remote.library("org.one:other:1.0");
        workshop.remote.library("org.one:top:1.0", "org.one:base:[1.0,)");
        workshop.dep("org.one:top:1.0");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static Lock read(String text) {
        return LockText.read(
                text.lines().map(line -> line.substring(LockText.DIRECTIVE.length())).toList());
    }

    @Test
    void holdsRequestsAndFilesWithTheirChecksums() throws Exception {
        var lock = workshop.notebook.newLock();
        var sum = Lock.sha256(workshop.notebook.resolution().artifacts().getLast().file());
        var text = LockText.write(lock);
        assertTrue(text.startsWith("//LOCK for org.one:top:1.0\n//LOCK org.one:top:1.0 sha256="));
        assertTrue(text.endsWith("//LOCK org.one:base:1.0 sha256=" + sum + "\n"), text);
        assertEquals(lock, read(text));
        var metadata = new JsonObject();
        metadata.addProperty("other", 1);
        LockJson.write(lock, metadata);
        assertEquals(lock, LockJson.read(metadata).orElseThrow());
        assertEquals(1, metadata.get("other").getAsInt());
    }

    @Test
    void keepsVersionsThatWouldMoveOn() throws Exception {
        var lock = workshop.notebook.newLock();
        workshop.remote.versions("org.one:base", "1.0", "2.0");
        workshop.restart();
        workshop.notebook.add(
                CellRequests.parse(List.of("org.one:top:1.0"), List.of()), true, Transfers.NONE);
        assertEquals(List.of("org.one:top:1.0", "org.one:base:2.0"), workshop.classPath());

        workshop.restart();
        workshop.notebook.lock(lock, Transfers.NONE);
        workshop.dep("org.one:top:1.0");
        assertEquals(List.of("org.one:top:1.0", "org.one:base:1.0"), workshop.classPath());
    }

    @Test
    void readsNoPom() throws Exception {
        var lock = workshop.notebook.newLock();
        var clean = new Workshop(Files.createDirectory(folder.resolve("clean")));
        try (clean) {
            clean.remote.jar("org.one:top:1.0");
            clean.remote.jar("org.one:base:1.0");
            clean.notebook.lock(lock, Transfers.NONE);
            assertEquals(List.of("org.one:top:1.0", "org.one:base:1.0"), clean.classPath());
            assertTrue(clean.remote.asked().stream().noneMatch(each -> each.endsWith(".pom")));
        }
    }

    @Test
    void refusesWhatItLacks() throws Exception {
        workshop.notebook.lock(workshop.notebook.newLock(), Transfers.NONE);
        var unknown = workshop.failure("org.one:other:1.0");
        assertTrue(
                unknown.contains("org.one:other:1.0 is not in the notebook's lock")
                        && unknown.contains("%dep unlock"),
                unknown);
        var otherVersion = workshop.failure("org.one:base:2.0");
        assertTrue(otherVersion.contains("which holds org.one:base:1.0"), otherVersion);
        workshop.notebook.unlock();
        workshop.dep("org.one:other:1.0");
        assertTrue(workshop.classPath().contains("org.one:other:1.0"));
    }

    @Test
    void refusesWhatWasAskedForBefore() throws Exception {
        var lock = workshop.notebook.newLock();
        workshop.dep("org.one:other:1.0");
        assertThrows(ResolutionException.class, () -> workshop.notebook.lock(lock, Transfers.NONE));
        assertTrue(workshop.notebook.lock().isEmpty());
    }

    @Test
    void refusesAnotherFileOfTheSameName() throws Exception {
        var lock = workshop.notebook.newLock();
        var file = workshop.notebook.resolution().artifacts().getFirst().file();
        Files.write(file, RemoteRepository.jarBytes("somebody else's"));
        workshop.restart();
        var message =
                assertThrows(
                                ResolutionException.class,
                                () -> workshop.notebook.lock(lock, Transfers.NONE))
                        .getMessage();
        assertTrue(
                message.contains("org.one:top:1.0 is not the file that was locked")
                        && message.contains(lock.files().getFirst().sha256())
                        && message.contains(file.toString()),
                message);
        assertEquals(List.of(), workshop.classPath());
    }

    @Test
    void damagedLocks() {
        for (var bad :
                List.of("", "org.one:top:1.0", "org.one:top:1.0 sha256=12", "for", "a b c")) {
            var failure =
                    assertThrows(
                            IllegalArgumentException.class, () -> LockText.read(List.of(bad)), bad);
            assertTrue(!failure.getMessage().isBlank());
        }
        var range = "org.one:top:[1,2) sha256=" + "0".repeat(64);
        assertThrows(IllegalArgumentException.class, () -> LockText.read(List.of(range)));
        for (var bad : List.of("1", "{}", "{\"requests\":[],\"files\":[1]}")) {
            var metadata = JsonParser.parseString("{\"cuaderno\":{\"lock\":" + bad + "}}");
            var failure =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> LockJson.read(metadata.getAsJsonObject()),
                            bad);
            assertTrue(failure.getMessage().contains("cuaderno.lock"), failure.getMessage());
        }
        assertTrue(LockJson.read(new JsonObject()).isEmpty());
    }
}
