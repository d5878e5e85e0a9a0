package dev.cuaderno.kernel.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.install.InstallCommand;
import dev.cuaderno.kernel.install.InstalledKernel;
import dev.cuaderno.kernel.install.JupyterPaths;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.File;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class LabKernelTest {

    @TempDir Path folder;
    private Path own;
    private Path program;

    @BeforeEach
    void places() {
        own = folder.resolve("own");
        program = folder.resolve("venv/bin/jupyter-lab");
    }

    private LabKernel kernel(Map<String, String> environment) {
        return new LabKernel(new JupyterPaths(environment, "Linux", folder.resolve("home")), own);
    }

    private void install(Path prefix) {
        var command = new CommandLine(new InstallCommand());
        command.setOut(new PrintWriter(Writer.nullWriter()));
        assertEquals(0, command.execute("--prefix", prefix.toString(), "--jvm-arg=-Xmx3g"));
    }

    @Test
    void givesItsOwnKernelBeforeAllOthers() throws Exception {
        var ours = own.resolve("share/jupyter");
        assertEquals(Map.of("JUPYTER_PATH", ours.toString()), kernel(Map.of()).variables(program));
        assertTrue(InstalledKernel.in(ours).orElseThrow().isThisOne());
        assertEquals(
                Map.of("JUPYTER_PATH", ours + File.pathSeparator + "/elsewhere"),
                kernel(Map.of("JUPYTER_PATH", "/elsewhere")).variables(program));
    }

    @Test
    void leavesTheKernelThatTheUserInstalled() throws Exception {
        install(folder.resolve("venv"));
        assertEquals(Map.of(), kernel(Map.of()).variables(program));
        assertTrue(Files.notExists(own));
    }

    @Test
    void anotherCuadernoDoesNotHideThisOne() throws Exception {
        install(folder.resolve("venv"));
        var file = folder.resolve("venv/share/jupyter/kernels/cuaderno/kernel.json");
        var text = Files.readString(file);
        var moved = text.replace(System.getProperty("java.class.path"), "/old/cuaderno.jar");
        assertTrue(!moved.equals(text), text);
        Files.writeString(file, moved);
        assertEquals(
                Map.of("JUPYTER_PATH", own.resolve("share/jupyter").toString()),
                kernel(Map.of()).variables(program));
    }

    @Test
    void anOutdatedKernelOfItsOwnIsWrittenAnew() throws Exception {
        kernel(Map.of()).variables(program);
        var file = own.resolve("share/jupyter/kernels/cuaderno/kernel.json");
        Files.writeString(file, "{\"argv\": [\"java\"]}");
        kernel(Map.of()).variables(program);
        assertTrue(InstalledKernel.in(own.resolve("share/jupyter")).orElseThrow().isThisOne());
    }
}
