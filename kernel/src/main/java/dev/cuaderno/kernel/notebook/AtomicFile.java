package dev.cuaderno.kernel.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/// Writes a text file whole or not at all: beside its place first, then moved over it.
public final class AtomicFile {
    private AtomicFile() {}

    /// Writes `text` as UTF-8 and makes the folders above it. What is there already keeps its
    /// permissions, and a symbolic link goes on leading to its file.
    public static void write(Path file, String text) throws IOException {
        var target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        var name = target.getFileName().toString();
        var beside =
                target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
        try {
            // Unlike writeString, this takes half a character, which a cell may have printed.
            Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
            keepPermissions(target, beside);
            try {
                Files.move(
                        beside,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException plain) {
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        var before = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (before != null && Files.exists(from)) {
            Files.setPosixFilePermissions(to, before.readAttributes().permissions());
        }
    }
}
