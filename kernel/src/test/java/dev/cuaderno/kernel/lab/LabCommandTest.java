package dev.cuaderno.kernel.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class LabCommandTest {

    @Test
    void argumentsAreHandedOnInTheirOrder() {
        assertEquals(
                List.of(
                        "/bin/jupyter-lab",
                        "--MultiKernelManager.default_kernel_name=cuaderno",
                        "notebooks",
                        "--port=1",
                        "--no-browser"),
                LabCommand.command(
                        Path.of("/bin/jupyter-lab"),
                        List.of("notebooks", "--port=1", "--no-browser")));
    }

    @Test
    void theUserMayWantAnotherKernelForNewNotebooks() {
        var own = List.of("--MultiKernelManager.default_kernel_name=python3");
        assertEquals(
                List.of("/bin/jupyter-lab", own.getFirst()),
                LabCommand.command(Path.of("/bin/jupyter-lab"), own));
    }

    @Test
    void dataLieWhereTheSystemWantsThem() {
        var home = Path.of("/home/ana");
        assertEquals(
                Path.of("/home/ana/.local/share/cuaderno"), OwnFolder.of(Map.of(), "Linux", home));
        assertEquals(
                Path.of("/data/cuaderno"),
                OwnFolder.of(Map.of("XDG_DATA_HOME", "/data"), "Linux", home));
        assertEquals(
                Path.of("/home/ana/Library/Application Support/Cuaderno"),
                OwnFolder.of(Map.of(), "Mac OS X", home));
        assertEquals(
                Path.of("/home/ana/AppData/Local/Cuaderno"),
                OwnFolder.of(Map.of(), "Windows 11", home));
    }
}
