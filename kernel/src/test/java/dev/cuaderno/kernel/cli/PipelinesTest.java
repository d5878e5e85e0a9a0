package dev.cuaderno.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The pipelines in `docs` and the image in `.binder` say nothing that the command line does not
/// understand. Their shape as YAML was looked at by hand.
class PipelinesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern CALL =
            Pattern.compile(
                    "(?m)(?:^|\\s)(?:\\$tool|\\./cuaderno) ((?:run|install|version).*?)\\s*\\\\?$");

    @ParameterizedTest
    @ValueSource(
            strings = {"docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml", ".binder/Dockerfile"})
    void everyCallIsUnderstood(String file) throws IOException {
        var calls =
                CALL.matcher(Files.readString(ROOT.resolve(file)))
                        .results()
                        .map(call -> call.group(1))
                        .toList();
        assertFalse(calls.isEmpty(), file);
        for (var call : calls) {
            assertDoesNotThrow(
                    () -> new CommandLine(new Main()).parseArgs(call.split(" +")),
                    file + ": " + call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml"})
    void pipelineIsIndentedByBlanksAndKeepsWhatTheRunWrites(String file) throws IOException {
        var text = Files.readString(ROOT.resolve(file));
        assertFalse(text.contains("\t"), "YAML knows no tabs");
        assertTrue(text.contains("--junit target/notebooks/junit.xml"), file);
        assertTrue(
                Pattern.compile("(?m)^ +(- |path: )target/notebooks$").matcher(text).find(), file);
    }

    @Test
    void imageCopiesAndCallsWhatIsThere() throws IOException {
        var steps =
                Files.readAllLines(ROOT.resolve(".binder/Dockerfile")).stream()
                        .map(line -> line.split(" ")[0])
                        .filter(word -> word.matches("[A-Z]+"))
                        .toList();
        assertEquals("FROM", steps.getFirst());
        assertTrue(steps.containsAll(List.of("COPY", "USER", "CMD")), steps.toString());
        assertTrue(Files.isExecutable(ROOT.resolve("cuaderno")));
    }
}
