package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.Map;

class JavaBaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "List<String> all;",
                "var x = new int[3]; Arrays.fill(x, 1);",
                "(Map.Entry<?, ?>) x",
                "a->Path.of(a)",
                "@FunctionalInterface interface F { Stream<F> all(); }",
                "L\\u0069st<String> all;"
            })
    void namesOfTheModuleAreSeen(String code) {
        assertTrue(JavaBase.isNeededBy(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 + 1",
                "int x = Math.max(1, 2); String s = \"\"; Object o = null;",
                "Tensor t = tensor(1, 2);",
                "java.util.List<String> all;",
                "class Listing {}"
            })
    void othersAreNot(String code) {
        assertFalse(JavaBase.isNeededBy(code));
    }

    @Test
    void everyPublicTypeBeginsWithACapital() throws IOException {
        var modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        for (var each : JavaBase.packages()) {
            try (var files = Files.list(modules.resolve(each.replace('.', '/')))) {
                for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    var name = file.getFileName().toString().replace(".class", "");
                    assertTrue(
                            Character.isUpperCase(name.charAt(0)) || !isPublic(each + "." + name),
                            name);
                }
            }
        }
    }

    private static boolean isPublic(String type) {
        if (type.endsWith("-info")) {
            return false;
        }
        try {
            return Modifier.isPublic(Class.forName(type, false, null).getModifiers());
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void theImportComesBeforeItIsNeededAndLosesToTheUsers() throws IOException {
        try (var java = new JavaLanguage(Settings.fromEnvironment(Map.of()))) {
            assertEquals("2", value(java, "1 + 1"));
            assertEquals(
                    Language.Completeness.State.COMPLETE,
                    java.completeness("var all = Set.of(1);").state());
            // As if the module had been imported from the first: an import of the user's wins.
            assertEquals(
                    "true", value(java, "import java.awt.*;\nList.class == java.awt.List.class"));
            assertEquals("[3]", value(java, "Set.of(3)"));
        }
    }

    private static String value(JavaLanguage java, String source) {
        var outcome = java.execute(new Cell(1, source), new Recorder());
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().orElseThrow().plainText();
    }
}
