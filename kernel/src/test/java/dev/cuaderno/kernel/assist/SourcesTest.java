package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.ToolProvider;

/// Documentation of libraries, from the sources beside them.
@Timeout(120)
class SourcesTest {

    private static final String SOURCE =
            """
            package library;

            /// A greeter.
            public class Greeter {
                /// Greets.
                ///
                /// @param whom somebody
                public static <T extends Comparable<T>> String greet(java.util.List<? super T> whom, int... times) {
                    return "hello " + whom;
                }
            }
            """;

    @TempDir private Path folder;

    private Path compiled(Path sources) throws IOException {
        var file = sources.resolve("library/Greeter.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, SOURCE);
        var classes = folder.resolve("project/target/classes");
        Files.createDirectories(classes);
        var compiler = ToolProvider.getSystemJavaCompiler();
        var files = compiler.getStandardFileManager(null, null, null);
        var options = List.of("-d", classes.toString(), "-proc:none");
        assertTrue(
                compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                        .call());
        files.close();
        return classes;
    }

    private static void zip(Path archive, Path from, String file) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(file));
            zip.write(Files.readAllBytes(from.resolve(file)));
        }
    }

    private void assertDocumented(Path entry) {
        try (var session = new SessionForTests(folder)) {
            session.addToClassPath(entry);
            var greet = "library.Greeter.gre|et(words, 1)";
            var told = session.markdown(greet);
            assertTrue(
                    told.contains("String Greeter.greet(List<? super T> whom, int... times)"),
                    told);
            assertTrue(told.contains("Greets.") && told.contains("somebody"), told);
            assertTrue(session.inspect(greet, 1).plainText().contains("return \"hello \""));
            assertEquals("class \u00b7 library", session.suggestion("Greet|", "Greeter").type());
            assertEquals(
                    "String greet(List<? super T> whom, int... times)",
                    session.suggestion("library.Greeter.gre|", "greet(").signature());
        }
    }

    @Test
    void aJarHasItsSourcesBesideIt() throws IOException {
        var sources = folder.resolve("elsewhere");
        var classes = compiled(sources);
        var jar = folder.resolve("library-1.0.jar");
        zip(jar, classes, "library/Greeter.class");
        zip(folder.resolve("library-1.0-sources.jar"), sources, "library/Greeter.java");
        assertDocumented(jar);
    }

    @Test
    void aFolderOfClassesHasThemInItsProject() throws IOException {
        assertDocumented(compiled(folder.resolve("project/src/main/java")));
    }
}
