package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One graph for the notebook: additions, mediation, what changed.
class DependenciesTest {

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

    @Test
    void fetchesALibraryWithAllItNeeds() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:middle:2.0", "org.one:base:1.0");
        workshop.remote.library("org.one:top:3.0", "org.one:middle:2.0");
        var change = workshop.dep("org.one:top:3.0");
        assertEquals(
                List.of("org.one:top:3.0", "org.one:middle:2.0", "org.one:base:1.0"),
                workshop.classPath());
        assertEquals(3, change.added().size());
        for (var artifact : change.added()) {
            assertTrue(Files.isRegularFile(artifact.file()), artifact.toString());
            assertTrue(artifact.file().startsWith(workshop.local()), artifact.toString());
            assertEquals("central", artifact.repository());
        }
    }

    @Test
    void asksNobodyForWhatIsThereAlready() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.dep("org.one:base:1.0");
        workshop.restart();
        workshop.remote.asked().clear();
        workshop.dep("org.one:base:1.0");
        assertEquals(List.of(), workshop.remote.asked());
    }

    @Test
    void everyAdditionChoosesVersionsAnewAndSaysWhatChanged() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:base:2.0");
        workshop.remote.library("org.one:far:1.0", "org.one:base:1.0");
        workshop.remote.library("org.one:near:1.0", "org.one:far:1.0");
        workshop.dep("org.one:near:1.0");
        assertEquals(
                List.of("org.one:base:1.0"),
                workshop.classPath().stream().filter(each -> each.contains("base")).toList());

        var change = workshop.dep("org.one:base:2.0");
        assertEquals(List.of("org.one:base 1.0 -> 2.0"), Workshop.texts(change.moved().stream()));
        assertEquals(List.of(), change.added());
        assertEquals(
                List.of("org.one:base:2.0"),
                workshop.classPath().stream().filter(each -> each.contains("base")).toList());
        assertTrue(change.text().contains("changed: org.one:base 1.0 -> 2.0"), change.text());
    }

    @Test
    void ofTwoEquallyNearVersionsTheFirstWinsAndTheTreeSaysSo() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:base:2.0");
        workshop.remote.library("org.one:first:1.0", "org.one:base:1.0");
        workshop.remote.library("org.one:second:1.0", "org.one:base:2.0");
        workshop.dep("org.one:first:1.0", "org.one:second:1.0");
        assertEquals(
                List.of("org.one:first:1.0", "org.one:base:1.0", "org.one:second:1.0"),
                workshop.classPath());
        assertEquals(
                """
                org.one:first:1.0
                └─ org.one:base:1.0
                org.one:second:1.0
                └─ org.one:base:2.0 (not used: 1.0 is nearer)
                """,
                TreeText.of(workshop.notebook.resolution().roots()));
    }

    @Test
    void theSameLibraryAskedForTwiceIsReplaced() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:base:2.0");
        workshop.dep("org.one:base:2.0");
        var change = workshop.dep("org.one:base:1.0");
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
        assertEquals("org.one:base 2.0 -> 1.0", change.moved().getFirst().toString());
    }

    @Test
    void whatTheJvmHasAlreadyCannotChangeAndIsNamed() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:base:2.0");
        workshop.remote.library("org.one:other:1.0");
        workshop.dep("org.one:base:1.0");
        assertEquals(1, workshop.notebook.takeNew().size());

        var change = workshop.dep("org.one:base:2.0", "org.one:other:1.0");
        assertEquals(List.of("org.one:base:1.0"), change.outdated());
        assertTrue(change.text().contains("restart"), change.text());
        // Only what is new is handed over: two versions of one library would mix.
        assertEquals(
                List.of("other-1.0.jar"),
                workshop.notebook.takeNew().stream()
                        .map(each -> each.getFileName().toString())
                        .toList());

        workshop.notebook.reloaded();
        assertEquals(List.of(), workshop.notebook.takeNew());
        assertEquals(List.of(), workshop.dep("org.one:base:2.0").outdated());
    }

    @Test
    void aFailedAdditionChangesNothing() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.dep("org.one:base:1.0");
        assertThrows(ResolutionException.class, () -> workshop.dep("org.one:missing:1.0"));
        assertEquals(List.of("org.one:base:1.0"), workshop.classPath());
        assertTrue(workshop.dep("org.one:base:1.0").isEmpty());
    }

    @Test
    void takesALibraryBack() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.one:top:1.0", "org.one:base:1.0");
        workshop.remote.library("org.one:other:1.0");
        workshop.dep("org.one:top:1.0", "org.one:other:1.0");
        var change = workshop.notebook.remove("org.one:top", Transfers.NONE);
        assertEquals(2, change.removed().size());
        assertEquals(List.of("org.one:other:1.0"), workshop.classPath());
        var unknown =
                assertThrows(
                        ResolutionException.class,
                        () -> workshop.notebook.remove("org.one:top", Transfers.NONE));
        assertTrue(
                unknown.getMessage().contains("it asked for org.one:other"), unknown.getMessage());
    }

    @Test
    void exclusionsKeepThingsOut() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.library("org.two:log:1.0");
        workshop.remote.library("org.one:top:1.0", "org.one:base:1.0", "org.two:log:1.0");
        workshop.notebook.add(
                CellRequests.parse(List.of("org.one:top:1.0"), List.of("org.two:*")),
                false,
                Transfers.NONE);
        assertEquals(List.of("org.one:top:1.0", "org.one:base:1.0"), workshop.classPath());
    }

    @Test
    void classifiersAndExtensions() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.remote.jar("org.one:base:1.0:linux");
        workshop.remote.put(RemoteRepository.path("org.one:base:zip:1.0"), "data");
        workshop.dep("org.one:base:1.0", "org.one:base:1.0:linux", "org.one:base:1.0@zip");
        assertEquals(
                List.of("org.one:base:1.0", "org.one:base:jar:linux:1.0", "org.one:base:zip:1.0"),
                workshop.classPath());
    }

    @Test
    void aRangeTakesTheHighestAndRangesMeet() throws Exception {
        workshop.remote.versions("org.one:base", "1.0", "1.5", "2.0");
        for (var version : List.of("1.0", "1.5", "2.0")) {
            workshop.remote.library("org.one:base:" + version);
        }
        workshop.dep("org.one:base:[1.0,2.0)");
        assertEquals(List.of("org.one:base:1.5"), workshop.classPath());
        assertTrue(
                TreeText.of(workshop.notebook.resolution().roots())
                        .contains("(the highest of [1.0,2.0))"));
        workshop.remote.library("org.one:strict:1.0", "org.one:base:[2.0,3.0)");
        var message = workshop.failure("org.one:strict:1.0");
        assertTrue(message.contains("nothing in common"), message);
        assertTrue(message.contains("strict") && message.contains("[2.0,3.0)"), message);
    }

    @Test
    void anEmptyRangeNamesTheVersionsThereAre() throws Exception {
        workshop.remote.versions("org.one:base", "1.0", "1.5");
        var message = workshop.failure("org.one:base:[3.0,)");
        assertTrue(message.contains("no version of org.one:base:[3.0,)"), message);
        assertTrue(message.contains("versions there are: 1.5, 1.0"), message);
    }

    @Test
    void withoutAVersionTheNewestReleaseIsTakenAndNamed() throws Exception {
        workshop.remote.versions("org.one:base", "1.0", "1.5");
        workshop.remote.library("org.one:base:1.5");
        var change = workshop.dep("org.one:base");
        assertEquals(List.of("org.one:base:1.5"), workshop.classPath());
        assertTrue(
                change.text().contains("took the newest release, org.one:base:1.5"), change.text());
    }

    @Test
    void aSnapshotIsTheLatestOneAndKeepsItsFileName() throws Exception {
        var base = "org/one/base/1.0-SNAPSHOT/";
        workshop.notebook.addRepository(
                new Repository("snapshots", workshop.remote.url() + "/snapshots", false));
        snapshot(base, 1);
        workshop.dep("org.one:base:1.0-SNAPSHOT");
        var first = workshop.notebook.resolution().artifacts().getFirst();
        assertEquals("1.0-20260101.000001-1", first.coordinates().version());
        assertEquals("base-1.0-20260101.000001-1.jar", first.file().getFileName().toString());

        snapshot(base, 2);
        // Asked for once a day only, as in Maven ...
        assertTrue(workshop.dep("org.one:base:1.0-SNAPSHOT").isEmpty());
        // ... unless wanted.
        var change =
                workshop.notebook.add(
                        CellRequests.parse(List.of("org.one:base:1.0-SNAPSHOT"), List.of()),
                        true,
                        Transfers.NONE);
        assertEquals(
                "org.one:base 1.0-20260101.000001-1 -> 1.0-20260101.000002-2",
                change.moved().getFirst().toString());
        assertTrue(Files.exists(first.file()), "a file in use was taken away");
    }

    private void snapshot(String base, int number) {
        var stamp = "20260101.00000" + number + "-" + number;
        var stem = "snapshots/" + base + "base-1.0-" + stamp;
        workshop.remote.put(stem + ".jar", RemoteRepository.jarBytes("snapshot " + number));
        workshop.remote.put(
                stem + ".pom",
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.one</groupId>"
                        + "<artifactId>base</artifactId><version>1.0-SNAPSHOT</version></project>");
        workshop.remote.put(
                "snapshots/" + base + "maven-metadata.xml",
                "<metadata><groupId>org.one</groupId><artifactId>base</artifactId>"
                        + "<version>1.0-SNAPSHOT</version><versioning><snapshot><timestamp>20260101.00000"
                        + number
                        + "</timestamp><buildNumber>"
                        + number
                        + "</buildNumber></snapshot><lastUpdated>2026010100000"
                        + number
                        + "</lastUpdated></versioning></metadata>");
    }

    @Test
    void theResolversLibrariesAreOutOfSight() throws Exception {
        workshop.remote.library("org.one:base:1.0");
        workshop.dep("org.one:base:1.0");
        var resolver = ResolverLoader.open(workshop.settings());
        var loader = resolver.getClass().getClassLoader();
        assertEquals("resolver", loader.getName());
        var system = Class.forName("org.eclipse.aether.RepositorySystem", false, loader);
        assertEquals(loader, system.getClassLoader());
        // Of the kernel it sees this package only.
        assertThrows(
                ClassNotFoundException.class,
                () -> Class.forName("picocli.CommandLine", false, loader));
        assertFalse(
                resolver.getClass().getClassLoader().equals(Dependencies.class.getClassLoader()));
    }
}
