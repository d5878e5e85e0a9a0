package dev.cuaderno.kernel.dependency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Completion and suggestions from folders.
class LocalRepositoryTest {

    @TempDir private Path folder;
    private LocalRepository repository;

    @BeforeEach
    void fill() throws IOException {
        repository = new LocalRepository(folder);
        for (var each :
                List.of(
                        "org.apache:apache:pom:33",
                        "org.apache.commons:commons-lang3:3.9",
                        "org.apache.commons:commons-lang3:3.14",
                        "org.apache.commons:commons-text:1.12",
                        "org.antlr:antlr4:4.13",
                        "commons-io:commons-io:2.16")) {
            var file = folder.resolve(RemoteRepository.path(each));
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file.resolveSibling(file.getFileName().toString().replace(".jar", ".pom")), "");
        }
        Files.createDirectories(folder.resolve(".cache/org"));
    }

    @Test
    void completesStepByStep() {
        assertEquals(List.of("commons-io:", "org."), repository.complete(""));
        assertEquals(
                List.of("org.antlr:", "org.apache:", "org.apache."), repository.complete("org.a"));
        assertEquals(List.of("org.apache:", "org.apache."), repository.complete("org.apa"));
        assertEquals(List.of("org.apache.commons:"), repository.complete("org.apache."));
        assertEquals(
                List.of("org.apache.commons:commons-lang3:", "org.apache.commons:commons-text:"),
                repository.complete("org.apache.commons:c"));
        assertEquals(
                List.of(
                        "org.apache.commons:commons-lang3:3.14",
                        "org.apache.commons:commons-lang3:3.9"),
                repository.complete("org.apache.commons:commons-lang3:"));
        assertEquals(List.of(), repository.complete("net."));
        assertEquals(List.of(), new LocalRepository(folder.resolve("none")).complete("org"));
        assertEquals(List.of(), repository.complete("../x:y:z"));
    }

    @Test
    void whatCouldHaveBeenMeant() {
        assertEquals(
                List.of("org.apache.commons:commons-lang3"),
                repository.similar("org.apache.common", "commons-lang3"));
        assertEquals(List.of("commons-io:commons-io"), repository.similar("apache", "commons-io"));
        assertEquals(List.of(), repository.similar("quite", "different"));
    }

    @Test
    void spelling() {
        assertEquals(0, Spelling.distance("abc", "abc"));
        assertEquals(1, Spelling.distance("abc", "acb"));
        assertEquals(1, Spelling.distance("abc", "abcd"));
        assertEquals(3, Spelling.distance("", "abc"));
        assertTrue(Spelling.isNear("gauva", "guava"));
        assertFalse(Spelling.isNear("gson", "junit"));
    }

    @Test
    void versionsInOrder() {
        var sorted =
                List.of(
                        "0.9",
                        "1.0-alpha-1",
                        "1.0-beta2",
                        "1.0-rc1",
                        "1.0-SNAPSHOT",
                        "1.0",
                        "1.0-jre",
                        "1.0.1",
                        "1.2",
                        "1.10",
                        "2.0.0.Final",
                        "10");
        var mixed = new ArrayList<>(sorted);
        java.util.Collections.reverse(mixed);
        mixed.sort(new VersionOrder());
        assertEquals(sorted, mixed);
    }
}
