package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.dependency.magic.LibraryMagics;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.MagicRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Libraries asked for in cells, and used by their Java.
@Timeout(120)
class LibraryMagicsTest {

    @TempDir private Path folder;
    private Workshop workshop;
    private JavaLanguage java;
    private int count;
    private final Shown shown = new Shown();

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
        library("base:1.0", "Base", "one");
        library("base:2.0", "Base", "two");
        library("other:1.0", "Other", "other");
        workshop.remote.put(
                RemoteRepository.path("org.one:top:1.0"), CompiledJar.saying("Top", "top", folder));
        workshop.remote.pom(
                "org.one:top:1.0",
                "<dependencies>"
                        + RemoteRepository.dependency("org.one:base:1.0", "")
                        + "</dependencies>");
        start(Map.of());
    }

    private void library(String artifactAndVersion, String type, String text) throws IOException {
        workshop.remote.pom("org.one:" + artifactAndVersion, "");
        workshop.remote.put(
                RemoteRepository.path("org.one:" + artifactAndVersion),
                CompiledJar.saying(type, text, folder));
    }

    private void start(Map<String, String> environment) throws IOException {
        java =
                new JavaLanguage(
                        Settings.fromEnvironment(Map.of()).withFolder(folder),
                        new MagicRegistry(LibraryMagics.all(workshop.settings(), environment)));
    }

    @AfterEach
    void close() {
        java.close();
        workshop.close();
    }

    private String value(String source) {
        var outcome = java.execute(new Cell(++count, source), shown);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(MimeBundle::plainText).orElse(null);
    }

    private Outcome.Failed failure(String source) {
        var outcome = java.execute(new Cell(++count, source), shown);
        return assertInstanceOf(Outcome.Failed.class, outcome, outcome.toString());
    }

    @Test
    void theNextLineOfTheCellUsesTheLibrary() {
        assertEquals("top", value("%dep org.one:top:1.0\nlib.Top.says()"));
        assertEquals("one", value("import lib.Base;\nBase.says()"));
        assertTrue(
                shown.events.stream().anyMatch(each -> each.startsWith("display:Downloading 1 of")),
                shown.events.toString());
        assertTrue(shown.events.getLast().startsWith("update:Downloaded 4 files"));
        shown.events.clear();
        // All here already: nothing to say.
        value("%maven org.one:top:1.0");
        assertEquals(List.of(), shown.events);
        assertTrue(
                java.complete("lib.Ba", 6).suggestions().stream()
                        .anyMatch(each -> each.text().startsWith("Base")));
    }

    @Test
    void theLinesOfACellAreOneList() {
        // Resolved line by line, base 1.0 would be in use before 2.0 is asked for.
        assertEquals(
                "two", value("//DEPS org.one:top:1.0\n//DEPS org.one:base:2.0\nlib.Base.says()"));
        assertFalse(shown.text().contains("restart"), shown.text());
        assertEquals(
                "org.one:top:1.0\n└─ org.one:base:1.0 (not used: 2.0 is nearer)\norg.one:base:2.0",
                value("%dep tree"));
    }

    @Test
    void aLibraryThatIsInUseStaysAndTheUserIsTold() {
        value("%dep org.one:base:1.0");
        assertEquals("one", value("lib.Base.says()"));
        value("%dep org.one:base:2.0");
        assertTrue(shown.text().contains("changed: org.one:base 1.0 -> 2.0"), shown.text());
        assertTrue(shown.text().contains("already loaded"), shown.text());
        assertEquals("one", value("lib.Base.says()"));
        value("String ask() { return lib.Base.says(); }");
        value("%dep restart");
        assertEquals("two", value("ask()"));
        assertTrue(value("%classpath").contains("base-2.0.jar"));
        assertFalse(value("%classpath").contains("base-1.0.jar"));
    }

    @Test
    void libraryStaysWhenTheJvmOfTheCellsIsReplaced() {
        value("%dep org.one:base:1.0");
        failure("System.exit(1);");
        assertEquals("one", value("lib.Base.says()"));
    }

    @Test
    void errorsFailTheCellWithoutAStackTrace() {
        var missing = failure("int before = 1;\n%dep org.one:bass:1.0");
        assertEquals("DependencyError", missing.name());
        assertTrue(missing.message().contains("org.one:bass:1.0 was not found"), missing.message());
        assertEquals(2, missing.line());
        var typo = failure("%dep org.one");
        assertEquals("UsageError", typo.name());
        assertTrue(typo.message().contains("group:artifact:version"), typo.message());
        assertTrue(failure("%dep tre").message().contains("did you mean %dep tree?"));
        assertEquals("UsageError", failure("%dep tree now").name());
        assertEquals("UsageError", failure("%repo here").name());
        assertEquals("UsageError", failure("%%pom everything\n<project/>").name());
        assertTrue(failure("%pom none.xml").message().contains("none.xml"));
        assertTrue(failure("%%pom\n<project>").message().contains("well-formed"));
        assertTrue(failure("%dep lock").message().contains("no library"));
    }

    @Test
    void variablesInCoordinates() {
        assertEquals(
                "two",
                value("var version = \"2.0\";\n%dep org.one:base:${version}\nlib.Base.says()"));
    }

    @Test
    void pomsAndRepositories() throws Exception {
        value(
                """
                %%pom
                <properties><v>2.0</v></properties>
                <dependency>
                  <groupId>org.one</groupId><artifactId>base</artifactId><version>${v}</version>
                </dependency>""");
        assertEquals("two", value("lib.Base.says()"));
        Files.writeString(
                folder.resolve("pom.xml"),
                "<project>"
                        + RemoteRepository.managed()
                        + "<dependencies>"
                        + RemoteRepository.dependency("org.one:other:1.0", "<scope>test</scope>")
                        + "</dependencies></project>");
        value("%loadFromPOM pom.xml test");
        assertEquals("other", value("lib.Other.says()"));
        try (var second = new RemoteRepository()) {
            second.pom("org.two:far:1.0", "");
            second.put(
                    RemoteRepository.path("org.two:far:1.0"),
                    CompiledJar.saying("Far", "far", folder));
            assertEquals(
                    "far",
                    value(
                            "//DEPS org.two:far:1.0\n//REPOS second="
                                    + second.url()
                                    + "\nlib.Far.says()"));
            assertTrue(value("%repo").startsWith("second (" + second.url() + ")"));
        }
    }

    @Test
    void aLockInACell() throws Exception {
        value("%dep org.one:top:1.0");
        var lock = value("%dep lock");
        assertTrue(lock.contains("//LOCK org.one:base:1.0 sha256="), lock);
        java.close();
        workshop.remote.libraryWith("org.one:top:1.0", "");
        start(Map.of());
        value(lock);
        assertEquals("one", value("%dep org.one:top:1.0\nlib.Base.says()"));
        var refused = failure("%dep org.one:other:1.0");
        assertTrue(refused.message().contains("not in the notebook's lock"), refused.message());
        value("%dep unlock");
        value("%dep org.one:other:1.0");
        assertEquals("LockError", failure("//LOCK org.one:top:1.0 sha256=77").name());
    }

    @Test
    void aLockInTheNotebooksFile() throws Exception {
        value("%dep org.one:top:1.0");
        var lines = value("%dep lock").lines().skip(1).map(line -> line.substring(6)).toList();
        var metadata = new com.google.gson.JsonObject();
        LockJson.write(LockText.read(lines), metadata);
        var notebook = folder.resolve("n.ipynb");
        Files.writeString(notebook, "{\"metadata\":" + metadata + "}");
        java.close();
        start(Map.of("JPY_SESSION_NAME", notebook.toString()));
        var refused = failure("%dep org.one:other:1.0");
        assertTrue(refused.message().contains("not in the notebook's lock"), refused.message());
        assertEquals("one", value("lib.Base.says()"));
    }

    @Test
    void jarsAndFolders() throws Exception {
        var lib = Files.createDirectory(folder.resolve("lib"));
        Files.write(lib.resolve("a.jar"), CompiledJar.saying("A", "a", folder));
        Files.write(lib.resolve("b.jar"), CompiledJar.saying("B", "b", folder));
        Files.write(folder.resolve("c.jar"), CompiledJar.saying("C", "c", folder));
        assertEquals("2", value("var added = %jars lib/*.jar\nadded.size()"));
        assertEquals("ab", value("lib.A.says() + lib.B.says()"));
        value("%classpath c.jar");
        assertEquals("c", value("lib.C.says()"));
        assertTrue(value("%classpath").contains("c.jar"));

        var nothing = failure("%jars lib/x*.jar");
        assertTrue(nothing.message().contains("no jar matches lib/x*.jar"), nothing.message());
        Files.writeString(folder.resolve("page.jar"), "<html>");
        var page = failure("%classpath page.jar");
        assertTrue(page.message().contains("is not a jar"), page.message());
        assertTrue(failure("%jars *.jar").message().contains("page.jar"));
        assertTrue(failure("%classpath gone.jar").message().contains("there is no"));
    }

    @Test
    void coordinatesComplete() {
        value("%dep org.one:base:1.0");
        var code = "%dep org.one:ba";
        var found = java.complete(code, code.length());
        assertEquals(
                List.of("org.one:base:"),
                found.suggestions().stream().map(each -> each.text()).toList());
        assertEquals(5, found.start());
    }

    /// What cells printed and showed.
    private static final class Shown implements Outputs {

        private final List<String> events = new ArrayList<>();

        @Override
        public synchronized void stream(Stream stream, String text) {
            events.add(text);
        }

        @Override
        public synchronized void display(MimeBundle bundle, String id, boolean update) {
            events.add((update ? "update:" : "display:") + bundle.plainText());
        }

        @Override
        public void clear(boolean wait) {}

        @Override
        public String input(String prompt, boolean password) {
            return null;
        }

        synchronized String text() {
            return String.join("", events);
        }
    }
}
