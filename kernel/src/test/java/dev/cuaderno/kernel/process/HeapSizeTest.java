package dev.cuaderno.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class HeapSizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseParallelGC"})
    void everyCollectorTakesTheOptionsAndTheUsersCountMore(String collector) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HeapSize.JVM_OPTIONS);
        command.addAll(
                List.of(collector, "-XX:GCTimeRatio=7", "-XX:+PrintFlagsFinal", "--version"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("100", value(said, "MaxHeapFreeRatio"));
        assertEquals("7", value(said, "GCTimeRatio"));
        assertTrue(said.stripLeading().startsWith("[Global flags]"), "no complaint: " + said);
    }

    private static String value(String flags, String name) {
        return flags.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 3 && words[1].equals(name))
                .map(words -> words[3])
                .findFirst()
                .orElseThrow();
    }
}
