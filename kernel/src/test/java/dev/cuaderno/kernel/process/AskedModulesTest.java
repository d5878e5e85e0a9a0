package dev.cuaderno.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

class AskedModulesTest {

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir private Path folder;

    @Test
    void whatLibrariesAskForIsAdded() throws IOException {
        var first = jar("first.jar", "jdk.incubator.vector");
        var second = jar("second.jar", "java.sql, jdk.incubator.vector");
        assertEquals(
                List.of("--add-modules=java.sql,jdk.incubator.vector"),
                AskedModules.options(JDK, List.of(first, second)));
    }

    @Test
    void whatTheJdkLacksIsLeftOut() throws IOException {
        assertEquals(
                List.of(), AskedModules.options(JDK, List.of(jar("odd.jar", "no.such.module"))));
        assertEquals(
                List.of(),
                AskedModules.options(folder, List.of(jar("other.jar", "jdk.incubator.vector"))));
    }

    @Test
    void otherEntriesAskForNothing() throws IOException {
        var text = Files.writeString(folder.resolve("text.jar"), "no jar");
        var plain = jar("plain.jar", null);
        assertEquals(
                List.of(),
                AskedModules.options(JDK, List.of(text, plain, folder, folder.resolve("none"))));
    }

    private Path jar(String name, String modules) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (modules != null) {
            manifest.getMainAttributes().putValue("Add-Modules", modules);
        }
        var file = folder.resolve(name);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
