package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Everything that goes wrong says what, where, why and how to mend it.
class FaultsTest {

    @TempDir private Path folder;
    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private void assertSays(String message, String... parts) {
        for (var part : parts) {
            assertTrue(message.contains(part), "no \"" + part + "\" in:\n" + message);
        }
    }

    @Test
    void aMissingArtifactWithVersionsThatExist() throws Exception {
        workshop.remote.versions("org.one:base", "1.0", "1.1");
        assertSays(
                workshop.failure("org.one:base:9.9"),
                "org.one:base:9.9 was not found",
                "central (" + workshop.remote.url() + ")",
                "versions there are: 1.1, 1.0");
    }

    @Test
    void aSlipOfThePenIsMatchedWithTheLocalRepository() throws Exception {
        workshop.remote.library("org.apache.commons:commons-lang3:3.14");
        workshop.remote.library("commons-io:commons-io:2.16");
        workshop.dep("org.apache.commons:commons-lang3:3.14", "commons-io:commons-io:2.16");
        assertSays(
                workshop.failure("org.apache.comons:commons-lang3:3.14"),
                "did you mean org.apache.commons:commons-lang3:3.14?");
        assertSays(
                workshop.failure("org.apache.commons:common-lang3:3.14"),
                "did you mean org.apache.commons:commons-lang3:3.14?");
        assertSays(
                workshop.failure("org.apache.commons:commons-io:2.16"),
                "did you mean commons-io:commons-io:2.16?");
        assertSays(workshop.failure("quite:other:1"), "check the spelling", "%repo");
    }

    @Test
    void somethingDeepIsMissing() throws Exception {
        workshop.remote.library("org.one:middle:1.0", "org.one:gone:1.0");
        workshop.remote.library("org.one:top:1.0", "org.one:middle:1.0");
        assertSays(
                workshop.failure("org.one:top:1.0"),
                "org.one:gone:1.0 was not found; needed by org.one:top:1.0 -> org.one:middle:1.0");
    }

    @Test
    void aPomWithoutAJar() throws Exception {
        workshop.remote.versions("org.one:all", "1.0");
        workshop.remote.pom("org.one:all:1.0", "<packaging>pom</packaging>");
        assertSays(workshop.failure("org.one:all:1.0"), "write org.one:all:pom:1.0");
    }

    @Test
    void aServerWithAFault() throws Exception {
        workshop.remote.status = 500;
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "could not be fetched",
                "central (" + workshop.remote.url() + "): the server answered 500",
                "try again later");
        // Not remembered: the next attempt asks again.
        workshop.remote.status = 200;
        workshop.remote.library("org.one:base:1.0");
        workshop.dep("org.one:base:1.0");
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
    }

    @Test
    void aServerThatNeverAnswers() throws Exception {
        workshop.remote.silent = true;
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "central (" + workshop.remote.url() + ")",
                "did not answer in time");
    }

    @Test
    void nobodyThere() throws Exception {
        workshop.remote.close();
        assertSays(workshop.failure("org.one:base:1.0"), "the connection was refused");
    }

    @Test
    void noSuchHost() throws Exception {
        workshop.notebook.addRepository(
                new Repository("elsewhere", "https://repository.invalid/maven", false));
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "elsewhere (https://repository.invalid/maven): no such host",
                "%dep --offline");
    }

    @Test
    void aWrongChecksum() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        var jar = RemoteRepository.path("org.one:base:1.0");
        workshop.remote.put(jar + ".sha1", "0".repeat(40));
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "org.one:base:1.0 could not be fetched",
                "the file's checksum is wrong",
                "it was not used");
        assertFalse(Files.exists(workshop.local().resolve(jar)));
    }

    @Test
    void noChecksumAtAllIsTakenAndTold() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.remove(RemoteRepository.path("org.one:base:1.0") + ".sha1");
        assertSays(
                workshop.dep("org.one:base:1.0").text(),
                "base-1.0.jar came without a checksum from central");
    }

    @Test
    void aJarThatIsNone() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.put(
                RemoteRepository.path("org.one:base:1.0"), "<html>Please log in</html>");
        var file = workshop.local().resolve(RemoteRepository.path("org.one:base:1.0"));
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "org.one:base:1.0, from central, is not a jar",
                "<html>Please log in",
                "delete " + file);
    }

    @Test
    void aBrokenPomOfALibraryIsTold() throws Exception {
        workshop.remote.jar("org.one:base:1.0");
        workshop.remote.put(RemoteRepository.path("org.one:base:pom:1.0"), "<project><depend");
        var change = workshop.dep("org.one:base:1.0");
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
        assertSays(change.text(), "the POM of org.one:base", "what it needs is not known");
    }

    @Test
    void aCircleOfLibrariesEnds() throws Exception {
        workshop.remote.library("org.one:hen:1.0", "org.one:egg:1.0");
        workshop.remote.library("org.one:egg:1.0", "org.one:hen:1.0");
        workshop.dep("org.one:hen:1.0");
        assertEquals(List.of("org.one:hen:1.0", "org.one:egg:1.0"), workshop.classPath());
    }

    @Test
    void bomsThatImportEachOther() throws Exception {
        workshop.remote.pom("org.one:a:1.0", bom("org.one:b:1.0"));
        workshop.remote.pom("org.one:b:1.0", bom("org.one:a:1.0"));
        assertSays(
                workshop.failure("org.one:a:1.0@pom"), "org.one:a:pom:1.0 cannot be read", "cycle");
    }

    private static String bom(String imported) {
        return "<packaging>pom</packaging>"
                + RemoteRepository.managed(
                        RemoteRepository.dependency(
                                imported, "<type>pom</type><scope>import</scope>"));
    }

    @Test
    void aMissingBom() throws Exception {
        assertSays(workshop.failure("org.one:bom:1.0@pom"), "org.one:bom:pom:1.0 was not found");
    }

    @Test
    void offlineWithAndWithoutTheFile() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:other:1.0");
        workshop.dep("org.one:base:1.0");
        workshop.restart();
        workshop.notebook.setOffline(true);
        workshop.remote.asked().clear();
        workshop.dep("org.one:base:1.0");
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
        assertSays(
                workshop.failure("org.one:other:1.0"),
                "org.one:other:1.0 could not be fetched",
                "the notebook is offline",
                "%dep --online");
        assertEquals(List.of(), workshop.remote.asked());
        workshop.notebook.setOffline(false);
        workshop.dep("org.one:other:1.0");
    }

    @Test
    void plainHttpToAnotherMachineIsRefused() throws Exception {
        workshop.notebook.addRepository(
                new Repository("open", "http://repository.invalid/maven", false));
        assertSays(
                workshop.failure("org.one:base:1.0"),
                "plain http:",
                "%repo --insecure open http://repository.invalid/maven");
        workshop.notebook.addRepository(
                new Repository("open", "http://repository.invalid/maven", true));
        assertSays(workshop.failure("org.one:base:1.0"), "no such host");
    }

    @Test
    void aStoppedCellDoesNotWaitForTheServer() throws Exception {
        workshop.remote.silent = true;
        var ended = new AtomicReference<Exception>();
        var cell =
                new Thread(
                        () ->
                                ended.set(
                                        assertThrows(
                                                Exception.class,
                                                () -> workshop.dep("org.one:base:1.0"))));
        cell.start();
        while (workshop.remote.asked().isEmpty()) {
            Thread.sleep(10);
        }
        cell.interrupt();
        cell.join();
        assertEquals(InterruptedException.class, ended.get().getClass());
    }

    @Test
    void badCoordinates() {
        for (var bad :
                List.of(
                        "guava",
                        "org.one:",
                        ":base:1.0",
                        "org.one:base:",
                        "org one:base:1.0",
                        "org.one:base:../../1.0",
                        "a:b:c:d",
                        "a:b:c:d:e:f",
                        "org.one:base:zip:1.0@jar")) {
            var failure =
                    assertThrows(IllegalArgumentException.class, () -> Coordinates.parse(bad), bad);
            assertSays(failure.getMessage(), "\"" + bad + "\"", Coordinates.FORMS);
        }
    }

    @Test
    void badRepositories() {
        assertSays(refused("my repo", "https://x"), "\"my repo\"");
        assertSays(refused("x", "ftp://x"), "begins with https:");
        assertSays(refused("x", "repo.example.org"), "begins with https:");
        assertSays(refused("x", "https://me:secret@x"), "settings.xml");
        assertFalse(refused("x", "https://me:secret@x").contains("secret"));
    }

    private static String refused(String id, String url) {
        return assertThrows(
                        IllegalArgumentException.class, () -> new Repository(id, url, false), url)
                .getMessage();
    }

    @Test
    void aDamagedJarSaysHowItBegins() throws Exception {
        var file = folder.resolve("x.jar");
        Files.write(file, "PK but no more".getBytes(StandardCharsets.US_ASCII));
        assertSays(Jars.fault(file), "PK but no more");
    }
}
