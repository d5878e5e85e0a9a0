package dev.cuaderno.kernel.dependency;

import static dev.cuaderno.kernel.dependency.RemoteRepository.dependency;
import static dev.cuaderno.kernel.dependency.RemoteRepository.managed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// BOMs, and POMs typed into a cell or read from a file.
class PomTest {

    @TempDir private Path folder;
    private Workshop workshop;

    @BeforeEach
    void open() {
        workshop = new Workshop(folder);
        for (var library : List.of("base:1.0", "base:2.0", "other:1.0", "tester:1.0")) {
            workshop.remote.library("org.one:" + library);
        }
        workshop.remote.library("org.one:top:1.0", "org.one:base:1.0", "org.one:other:1.0");
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    private static String project(String elements) {
        return "<project>" + elements + "</project>";
    }

    @Test
    void aBomPrescribesVersionsDirectAndDeep() throws Exception {
        workshop.remote.pom(
                "org.one:bom:1.0",
                "<packaging>pom</packaging>"
                        + managed(
                                dependency("org.one:base:2.0", ""),
                                dependency("org.one:top:1.0", "")));
        workshop.dep("org.one:bom:1.0@pom", "org.one:top");
        assertEquals(
                List.of("org.one:top:1.0", "org.one:base:2.0", "org.one:other:1.0"),
                workshop.classPath());
        assertTrue(
                TreeText.of(workshop.notebook.resolution().roots())
                        .contains("org.one:base:2.0 (instead of 1.0, by a BOM)"));
    }

    @Test
    void aBomAddedLaterMovesWhatIsThere() throws Exception {
        workshop.dep("org.one:top:1.0");
        workshop.remote.pom("org.one:bom:1.0", managed(dependency("org.one:base:2.0", "")));
        var change = workshop.dep("org.one:bom:1.0@pom");
        assertEquals("org.one:base 1.0 -> 2.0", change.moved().getFirst().toString());
    }

    @Test
    void aPomThatIsNoBomIsTold() throws Exception {
        workshop.remote.pom("org.one:all:1.0", "<packaging>pom</packaging>");
        var text = workshop.dep("org.one:all:1.0@pom").text();
        assertTrue(text.contains("it is no BOM") && text.contains("org.one:all:pom:1.0"), text);
    }

    @Test
    void propertiesManagementExclusionsClassifiersScopes() throws Exception {
        workshop.remote.jar("org.one:base:2.0:linux");
        var xml =
                project(
                        "<properties><v>2.0</v></properties>"
                                + managed(dependency("org.one:other:1.0", ""))
                                + "<dependencies>"
                                + dependency(
                                        "org.one:top:1.0",
                                        "<exclusions><exclusion><groupId>org.one</groupId>"
                                                + "<artifactId>base</artifactId></exclusion></exclusions>")
                                + "<dependency><groupId>org.one</groupId><artifactId>base</artifactId>"
                                + "<version>${v}</version><classifier>linux</classifier></dependency>"
                                + dependency("org.one:other", "")
                                + dependency("org.one:tester:1.0", "<scope>test</scope>")
                                + "</dependencies>");
        workshop.pom(xml);
        assertEquals(
                List.of("org.one:top:1.0", "org.one:other:1.0", "org.one:base:jar:linux:2.0"),
                workshop.classPath().stream().sorted(java.util.Comparator.reverseOrder()).toList());
        workshop.restart();
        workshop.notebook.add(
                List.of(new Request.Project(xml, null, Set.of("test"))), false, Transfers.NONE);
        assertEquals(List.of("org.one:tester:1.0"), workshop.classPath());
    }

    @Test
    void parentsAndTheirParents() throws Exception {
        workshop.remote.pom(
                "org.one:grand:1.0",
                "<packaging>pom</packaging><properties><v>2.0</v></properties>");
        workshop.remote.put(
                RemoteRepository.path("org.one:parent:pom:1.0"),
                project(
                        "<modelVersion>4.0.0</modelVersion><parent><groupId>org.one</groupId>"
                                + "<artifactId>grand</artifactId><version>1.0</version></parent>"
                                + "<artifactId>parent</artifactId><packaging>pom</packaging>"
                                + "<dependencies>"
                                + "<dependency><groupId>org.one</groupId><artifactId>base</artifactId>"
                                + "<version>${v}</version></dependency></dependencies>"));
        workshop.pom(
                project(
                        "<parent><groupId>org.one</groupId><artifactId>parent</artifactId>"
                                + "<version>1.0</version></parent>"));
        assertEquals(List.of("org.one:base:2.0"), workshop.classPath());
    }

    @Test
    void aParentBesideTheFile() throws Exception {
        Files.writeString(
                folder.resolve("pom.xml"),
                project(
                        "<modelVersion>4.0.0</modelVersion><groupId>mine</groupId>"
                                + "<artifactId>whole</artifactId><version>1</version>"
                                + "<packaging>pom</packaging>"
                                + managed(dependency("org.one:base:2.0", ""))));
        var part = Files.createDirectory(folder.resolve("part")).resolve("pom.xml");
        Files.writeString(
                part,
                project(
                        "<modelVersion>4.0.0</modelVersion><parent><groupId>mine</groupId>"
                                + "<artifactId>whole</artifactId><version>1</version></parent>"
                                + "<artifactId>part</artifactId><dependencies>"
                                + dependency("org.one:base", "")
                                + "</dependencies>"));
        workshop.notebook.add(
                List.of(new Request.Project(Files.readString(part), part, Request.Project.RUNTIME)),
                false,
                Transfers.NONE);
        assertEquals(List.of("org.one:base:2.0"), workshop.classPath());
    }

    @Test
    void aRepositoryThatThePomNames() throws Exception {
        try (var second = new RemoteRepository()) {
            second.library("org.two:rare:1.0");
            workshop.pom(
                    "<repository><id>second</id><url>"
                            + second.url()
                            + "</url></repository>"
                            + dependency("org.two:rare:1.0", ""));
            assertEquals(
                    "second", workshop.notebook.resolution().artifacts().getFirst().repository());
        }
    }

    @Test
    void looseDependenciesAreEnough() throws Exception {
        workshop.pom(
                "<!-- from a web page -->\n"
                        + dependency("org.one:base:2.0", "")
                        + "\n"
                        + dependency("org.one:other:1.0", ""));
        assertEquals(List.of("org.one:base:2.0", "org.one:other:1.0"), workshop.classPath());
    }

    @Test
    void whatIsAskedForByNameCountsMoreThanThePom() throws Exception {
        workshop.pom(dependency("org.one:base:1.0", ""));
        workshop.dep("org.one:base:2.0");
        assertEquals(List.of("org.one:base:2.0"), workshop.classPath());
    }

    private String refused(String xml) {
        return assertThrows(ResolutionException.class, () -> workshop.pom(xml), xml).getMessage();
    }

    @Test
    void brokenPoms() {
        var open = refused("<project>\n  <dependencies>\n</project>");
        assertTrue(open.contains("the POM in the cell is not well-formed XML: line 3"), open);
        var stranger = refused("<plugin/>");
        assertTrue(stranger.contains("<plugin>") && stranger.contains("dependency"), stranger);
        var text = refused("org.one:base:1.0");
        assertTrue(text.contains("org.one:base:1.0"), text);
        assertTrue(refused("  ").contains("empty"));
        var noVersion = refused(dependency("org.one:base", "").replace("<project>", ""));
        assertTrue(noVersion.contains("version") && noVersion.contains("org.one:base"), noVersion);
        var noParent =
                refused(
                        project(
                                "<parent><groupId>org.one</groupId><artifactId>gone</artifactId>"
                                        + "<version>1</version></parent>"));
        assertTrue(
                noParent.contains("needs the POM org.one:gone:1")
                        && noParent.contains(workshop.remote.url()),
                noParent);
    }

    @Test
    void aPomReadsNoFilesOfThisMachine() throws Exception {
        Files.writeString(folder.resolve("secret"), "org.one");
        var message =
                refused(
                        "<!DOCTYPE project [<!ENTITY s SYSTEM \""
                                + folder.resolve("secret").toUri()
                                + "\">]><project><groupId>&s;</groupId></project>");
        assertTrue(message.contains("DOCTYPE"), message);
    }
}
