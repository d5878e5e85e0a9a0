package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.language.Settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the REPL evaluates before the first prompt, and after every `/reset`.
final class StartUp {

    /// A library on the class path says in this file what a REPL with it should begin with.
    static final String RESOURCE = "META-INF/cuaderno/repl.jsh";

    /// What jshell begins with by itself.
    private static final List<String> JSHELL =
            List.of(
                    "import java.io.*;",
                    "import java.math.*;",
                    "import java.net.*;",
                    "import java.nio.file.*;",
                    "import java.util.*;",
                    "import java.util.concurrent.*;",
                    "import java.util.function.*;",
                    "import java.util.regex.*;",
                    "import java.util.stream.*;");

    private StartUp() {}

    /// The snippets for these settings, one below the other.
    static String text(Settings settings) {
        var text = new StringBuilder();
        JSHELL.forEach(line -> text.append(line).append('\n'));
        Settings.DEFAULT_IMPORTS.forEach(line -> text.append(line).append('\n'));
        settings.classPath().forEach(entry -> of(entry).ifPresent(text::append));
        settings.startup().forEach(script -> text.append(script.stripTrailing()).append('\n'));
        return text.toString();
    }

    /// What one jar or folder wants.
    private static Optional<String> of(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                return read(entry.resolve(RESOURCE));
            }
            if (!entry.toString().endsWith(".jar") || !Files.isRegularFile(entry)) {
                return Optional.empty();
            }
            try (var jar = FileSystems.newFileSystem(entry)) {
                return read(jar.getPath(RESOURCE));
            }
        } catch (IOException notAJar) {
            // The compiler will say so where something in it is wanted.
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(Files.readString(file).stripTrailing() + "\n")
                : Optional.empty();
    }

    /// The commands that describe our feedback mode, run once before the first prompt.
    static String mode() {
        try (var in = StartUp.class.getResourceAsStream("mode.jsh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
