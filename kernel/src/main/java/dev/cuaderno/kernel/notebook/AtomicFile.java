package dev.cuaderno.kernel.notebook;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a text file whole or not at all: beside its place first, then moved over it.
public final class AtomicFile {
    private AtomicFile() {}

    /// Writes `text` as UTF-8 and makes the folders above it.
    public static void write(Path file, String text) throws IOException {
        var target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        var name = target.getFileName().toString();
        var beside =
                target.resolveSibling("." + name + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.writeString(beside, text);
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
}
