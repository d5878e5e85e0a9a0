package dev.cuaderno.kernel.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class JupyterPathsTest {

    private static final Path HOME = Path.of("/home/ana");

    private static Path data(String system, Map<String, String> environment) {
        return new JupyterPaths(environment, system, HOME).data();
    }

    @Test
    void everySystemHasItsDataFolder() {
        assertEquals(HOME.resolve(".local/share/jupyter"), data("Linux", Map.of()));
        assertEquals(Path.of("/x/jupyter"), data("Linux", Map.of("XDG_DATA_HOME", "/x")));
        assertEquals(HOME.resolve("Library/Jupyter"), data("Mac OS X", Map.of()));
        assertEquals(
                Path.of("/roaming/jupyter"), data("Windows 11", Map.of("APPDATA", "/roaming")));
        assertEquals(HOME.resolve(".jupyter/data"), data("Windows 11", Map.of()));
    }

    @Test
    void platformFoldersAreUsedWhereTheyAreAskedFor() {
        assertEquals(
                HOME.resolve("Library/Application Support/Jupyter"),
                data("Mac OS X", Map.of("JUPYTER_PLATFORM_DIRS", "1")));
        assertEquals(
                Path.of("/local/Jupyter"),
                data("Windows 11", Map.of("JUPYTER_PLATFORM_DIRS", "1", "LOCALAPPDATA", "/local")));
        assertEquals(
                HOME.resolve("Library/Jupyter"),
                data("Mac OS X", Map.of("JUPYTER_PLATFORM_DIRS", "off")));
    }

    @Test
    void theVariableGoesBeforeAll() {
        for (var system : List.of("Linux", "Mac OS X", "Windows 11")) {
            assertEquals(Path.of("/d"), data(system, Map.of("JUPYTER_DATA_DIR", "/d")));
        }
    }

    @Test
    void theSearchFollowsJupytersOrder() {
        var paths =
                new JupyterPaths(
                        Map.of("JUPYTER_PATH", "/a" + File.pathSeparator + "/b"), "Linux", HOME);
        assertEquals(
                List.of(
                        Path.of("/a"),
                        Path.of("/b"),
                        HOME.resolve(".local/share/jupyter"),
                        Path.of("/venv/share/jupyter"),
                        Path.of("/usr/local/share/jupyter"),
                        Path.of("/usr/share/jupyter")),
                paths.search(Optional.of(Path.of("/venv"))));
        var active = new JupyterPaths(Map.of("VIRTUAL_ENV", "/venv"), "Linux", HOME);
        assertEquals(
                Path.of("/venv/share/jupyter"),
                active.search(active.activeEnvironment()).getFirst());
    }
}
