package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.tools.ToolProvider;

/// Jars with real classes.
final class CompiledJar {

    private CompiledJar() {}

    /// The bytes of a jar with the class `lib.NAME`, whose static method `says()` gives `text`.
    static byte[] saying(String name, String text, Path folder) throws IOException {
        var sources = Files.createTempDirectory(folder, "jar");
        var source = Files.createDirectories(sources.resolve("lib")).resolve(name + ".java");
        Files.writeString(
                source,
                "package lib; public class "
                        + name
                        + " { public static String says() { return \""
                        + text
                        + "\"; } }");
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(
                    compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-d", sources.toString()),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call());
        }
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("lib/" + name + ".class"));
            zip.write(Files.readAllBytes(sources.resolve("lib/" + name + ".class")));
        }
        return bytes.toByteArray();
    }
}
