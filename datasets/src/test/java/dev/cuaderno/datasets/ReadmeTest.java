package dev.cuaderno.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Runs the README's examples. A comment behind an expression that looks like a value is its value.
class ReadmeTest {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern VALUE =
            Pattern.compile("(.*?)\\s+// (\\d+|true|\\[.*]|digits: .*)");

    @Test
    void everyExampleRuns() throws IOException {
        var blocks = BLOCK.matcher(Files.readString(Path.of("README.md")));
        var checked = 0;
        try (var shell = JShell.builder().executionEngine("local").build()) {
            shell.addToClasspath(System.getProperty("java.class.path"));
            while (blocks.find()) {
                for (var line : blocks.group(1).lines().filter(one -> !one.isBlank()).toList()) {
                    var value = VALUE.matcher(line);
                    if (value.matches()) {
                        var text = run(shell, "String.valueOf(" + value.group(1) + ")");
                        assertEquals('"' + value.group(2) + '"', text, line);
                        checked++;
                    } else {
                        run(shell, line);
                    }
                }
            }
        }
        assertTrue(checked >= 8, checked + " values");
    }

    private static String run(JShell shell, String line) {
        var value = "";
        for (var event : shell.eval(line)) {
            var problems =
                    shell.diagnostics(event.snippet()).map(one -> one.getMessage(null)).toList();
            assertEquals(Snippet.Status.VALID, event.status(), line + " " + problems);
            assertNull(event.exception(), line);
            value = event.value();
        }
        return value;
    }
}
