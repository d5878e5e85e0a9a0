package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class LateImportsTest {

    @Test
    void allNamesOfEveryImportAreKnown() throws Exception {
        assertEquals(Settings.DEFAULT_IMPORTS, List.copyOf(LateImports.NAMES.keySet()));
        for (var each : LateImports.NAMES.entrySet()) {
            assertEquals(brought(each.getKey()), each.getValue(), each.getKey());
        }
    }

    /// The names that an import brings, by the classes themselves.
    private static Set<String> brought(String line) throws Exception {
        var name = line.replaceFirst("^import (static )?", "").replace(";", "");
        var owner = name.substring(0, name.lastIndexOf('.'));
        var member = name.substring(owner.length() + 1);
        if (!line.startsWith("import static ")) {
            return typesOf(owner);
        }
        var type = Class.forName(owner);
        var names = new HashSet<String>();
        Stream.<Member>concat(Stream.of(type.getMethods()), Stream.of(type.getFields()))
                .filter(each -> Modifier.isStatic(each.getModifiers()))
                .forEach(each -> names.add(each.getName()));
        Stream.of(type.getClasses()).forEach(each -> names.add(each.getSimpleName()));
        if (!member.equals("*")) {
            names.retainAll(Set.of(member));
        }
        return names;
    }

    private static Set<String> typesOf(String packageName) throws Exception {
        var names = new HashSet<String>();
        var folder = packageName.replace('.', '/');
        var root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/packages", packageName);
        try (var modules = Files.list(root)) {
            for (var module : modules.toList()) {
                try (var files = Files.list(module.resolve(folder))) {
                    for (var file : files.toList()) {
                        var name = file.getFileName().toString().replace(".class", "");
                        if (!name.contains("$")
                                && Modifier.isPublic(
                                        Class.forName(packageName + "." + name).getModifiers())) {
                            names.add(name);
                        }
                    }
                }
            }
        }
        return names;
    }

    @Test
    void namesMeanWhatTheImportsSayWhereverTheyAreFirstWritten() throws IOException {
        try (var java = new JavaLanguage(Settings.fromEnvironment(Map.of()))) {
            assertEquals("2", value(java, "1 + 1"));
            assertEquals(
                    "&lt;",
                    value(java, "String quoted(String s) { return escape(s); }\nquoted(\"<\")"));
            assertEquals("true", value(java, "Preferences.class.getName().startsWith(\"java\")"));
            assertEquals(
                    "7",
                    value(
                            java,
                            "int s = 0; for (int i : pr\\u006fgress(3)) s += i + 4 / 3; s + 1"));
        }
    }

    @Test
    void whatTheUserDeclaresComesFirst() throws IOException {
        try (var java = new JavaLanguage(Settings.fromEnvironment(Map.of()))) {
            assertEquals(
                    "mine", value(java, "String display(int n) { return \"mine\"; }\ndisplay(1)"));
            assertEquals("5", value(java, "int html = 5;\nhtml"));
        }
    }

    private static String value(JavaLanguage java, String source) {
        var outcome = java.execute(new Cell(1, source), new Recorder());
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().orElseThrow().plainText();
    }
}
