package dev.cuaderno.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StartCacheTest {

    private static final Path JDK = Path.of("/jdk");

    @TempDir Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(StartCache.PROPERTY);
    }

    private static List<String> options(String... given) {
        return StartCache.workerOptions(
                new Launch(JDK, List.of(given), List.of(), Path.of("").toAbsolutePath()));
    }

    @Test
    void aFileServesTheOptionsItWasMadeWith() throws Exception {
        var cache = new StartCache(folder);
        var file = Files.createFile(cache.worker(JDK, List.of("-Xmx1g")));
        assertEquals(List.of(), options("-Xmx1g"), "no property, no cache");
        System.setProperty(StartCache.PROPERTY, folder.toString());
        assertEquals(StartCache.use(file), options("-Xmx1g"));
        assertEquals(List.of(), options());
        assertNotEquals(
                cache.worker(JDK, List.of("-Xmx1g")),
                cache.worker(Path.of("/other"), List.of("-Xmx1g")));
    }

    @Test
    void optionsThatExcludeOursAreLeftAlone() throws Exception {
        System.setProperty(StartCache.PROPERTY, folder.toString());
        for (var rival :
                List.of("-Xshare:off", "-XX:AOTCacheOutput=x", "-XX:SharedArchiveFile=y")) {
            Files.createFile(new StartCache(folder).worker(JDK, List.of(rival)));
            assertEquals(List.of(), options(rival));
        }
    }

    @Test
    void aJarOfAnotherBuildIsNotUsed() throws Exception {
        System.setProperty(StartCache.PROPERTY, folder.toString());
        var cache = new StartCache(folder.resolve("deep"));
        assertEquals(cache.workerJar(), cache.writeWorkerJar());
        assertTrue(WorkerFiles.isOfThisBuild(cache.workerJar()));
        Files.writeString(cache.workerJar(), "older");
        assertFalse(WorkerFiles.isOfThisBuild(cache.workerJar()));
        assertFalse(WorkerFiles.isOfThisBuild(folder.resolve("none")));
    }

    @Test
    void aJvmThatWritesAFileIsGivenTime() {
        assertTrue(StartCache.makes(StartCache.makeWorker(folder.resolve("f"))));
        assertFalse(StartCache.makes(StartCache.use(folder.resolve("f"))));
    }
}
