package dev.cuaderno.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;

import dev.cuaderno.kernel.Start;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import javax.imageio.ImageIO;

class InstallCommandTest {

    @TempDir Path folder;
    private final StringWriter printed = new StringWriter();

    private int run(Callable<Integer> command, String... arguments) {
        var line = new CommandLine(command);
        line.setOut(new PrintWriter(printed));
        line.setErr(new PrintWriter(printed));
        return line.execute(arguments);
    }

    @Test
    void aKernelIsInstalledAndRemoved() throws Exception {
        var code =
                run(
                        new InstallCommand(),
                        "--prefix=" + folder,
                        "--name=java-test",
                        "--no-aot",
                        "--display-name=Java of a test",
                        "--jvm-arg=-Xmx3g",
                        "--jvm-arg=-ea");
        assertEquals(0, code, printed::toString);
        var kernel = folder.resolve("share/jupyter/kernels/java-test");
        assertTrue(printed.toString().contains(kernel.toString()), printed::toString);
        assertTrue(printed.toString().contains("JUPYTER_PATH"), printed::toString);
        var spec =
                JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
                        .getAsJsonObject();
        assertEquals("Java of a test", spec.get("display_name").getAsString());
        assertEquals("java", spec.get("language").getAsString());
        assertEquals("message", spec.get("interrupt_mode").getAsString());
        assertEquals(
                "-Xmx3g -ea",
                spec.get("env").getAsJsonObject().get("CUADERNO_JVM_OPTS").getAsString());
        assertEquals(
                "[\"curve\"]",
                spec.get("metadata").getAsJsonObject().get("supported_encryption").toString());
        var command = spec.get("argv").getAsJsonArray();
        assertTrue(Path.of(command.get(0).getAsString()).isAbsolute());
        assertTrue(Files.isExecutable(Path.of(command.get(0).getAsString())));
        assertEquals("{connection_file}", command.get(command.size() - 1).getAsString());
        assertEquals(Start.class.getName(), command.get(command.size() - 2).getAsString());
        for (var side : List.of(32, 64)) {
            var png = Files.readAllBytes(kernel.resolve("logo-" + side + "x" + side + ".png"));
            var image = ImageIO.read(new ByteArrayInputStream(png));
            assertNotNull(image);
            assertEquals(side, image.getWidth());
            // The corner is clear, the page in the middle is not.
            assertEquals(0, image.getRGB(0, 0) >>> 24);
            assertEquals(255, image.getRGB(side / 2, side / 2) >>> 24);
        }
        assertTrue(Files.readString(kernel.resolve("logo-svg.svg")).startsWith("<svg "));

        for (var file : List.of("front.aot", "worker-0123abcd.aot", "worker.jar")) {
            Files.createFile(kernel.resolve(file));
        }
        assertEquals(0, run(new UninstallCommand(), "--prefix=" + folder, "--name=java-test"));
        assertFalse(Files.exists(kernel));
        assertEquals(1, run(new UninstallCommand(), "--prefix=" + folder, "--name=java-test"));
        assertTrue(printed.toString().contains("no kernel is installed"), printed::toString);
    }

    @Test
    void otherKernelsAreLeftAlone() throws Exception {
        var kernel = folder.resolve("share/jupyter/kernels/other");
        Files.createDirectories(kernel);
        for (var text : List.of("{\"argv\": [\"python\"]}", "{", "[]", "{}")) {
            Files.writeString(kernel.resolve("kernel.json"), text);
            assertEquals(1, run(new UninstallCommand(), "--prefix=" + folder, "--name=other"));
            assertTrue(Files.exists(kernel.resolve("kernel.json")));
        }
        assertTrue(printed.toString().contains("another program's kernel"), printed::toString);
    }

    @Test
    void faultsAreNamed() {
        assertEquals(1, run(new InstallCommand(), "--prefix=" + folder, "--name=a b"));
        assertTrue(printed.toString().contains("--name 'a b'"), printed::toString);
        assertEquals(1, run(new InstallCommand(), "--prefix=" + folder, "--jvm-arg=-a -b"));
        assertTrue(printed.toString().contains("--jvm-arg '-a -b'"), printed::toString);
        assertEquals(1, run(new InstallCommand(), "--prefix=" + folder, "--jdk=" + folder));
        assertTrue(printed.toString().contains("no bin/java"), printed::toString);
        assertEquals(2, run(new InstallCommand(), "--prefix=" + folder, "--user"));
        assertFalse(Files.exists(folder.resolve("share")));
    }

    @Test
    void jdksThatAreTooOldOrTooSmallAreNamed() throws Exception {
        var java = folder.resolve("bin/java");
        Files.createDirectories(java.getParent());
        assertTrue(Files.createFile(java).toFile().setExecutable(true));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.2\"\n");
        var failure = assertThrows(InstallException.class, () -> new Jdk(folder).check());
        assertTrue(failure.getMessage().contains("is Java 17.0.2"), failure.getMessage());
        Files.writeString(
                folder.resolve("release"),
                "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base java.desktop\"\n");
        failure = assertThrows(InstallException.class, () -> new Jdk(folder).check());
        assertTrue(failure.getMessage().contains("jdk.jshell"), failure.getMessage());
        Files.writeString(
                folder.resolve("release"),
                "JAVA_VERSION=\"25.0.1\"\nMODULES=\"java.base jdk.jshell\"\n");
        assertEquals(java, new Jdk(folder).check().java());
    }

    @Test
    void theClassPathOfUserCodeIsPassedOnAsItStands() throws Exception {
        var entries = "lib/*" + File.pathSeparator + "classes";
        assertEquals(
                Map.of("CUADERNO_CLASSPATH", entries),
                InstallCommand.environment(
                        Map.of("CUADERNO_CLASSPATH", entries, "HOME", "/x"), List.of()));
        var absolute = InstallCommand.absolute("a.jar" + File.pathSeparator + "/b/../c.jar");
        assertEquals(
                Path.of("a.jar").toAbsolutePath() + File.pathSeparator + Path.of("/c.jar"),
                absolute);
    }
}
