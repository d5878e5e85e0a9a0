package dev.cuaderno.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class FrugalityTest {

    @Test
    void nothingIsAskedOfOtherSystems() {
        assertEquals(List.of(), Frugality.inFront("Mac OS X"));
        assertEquals(List.of(), Frugality.inWorker("Windows 11"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void jvmsTakeTheOptionsInSilence() throws Exception {
        for (var options : List.of(Frugality.inFront("Linux"), Frugality.inWorker("Linux"))) {
            var command = new ArrayList<String>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.add("--version");
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
            assertEquals(
                    Runtime.version().feature(),
                    Integer.parseInt(said.split("[ .]")[1]),
                    "nothing comes before the version: " + said);
        }
    }
}
