package dev.cuaderno.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Helps magics to complete their arguments.
public final class Completing {

    private Completing() {}

    /// What is being written: the text behind the last blank.
    public static String lastWord(String arguments) {
        var at = arguments.length();
        while (at > 0 && !Character.isWhitespace(arguments.charAt(at - 1))) {
            at--;
        }
        return arguments.substring(at);
    }

    /// The files and folders that the last word begins the name of.
    ///
    /// @param folder the working folder
    /// @param ending what a file's name ends with; folders are always offered
    public static List<String> files(String arguments, Path folder, String... ending) {
        var word = lastWord(arguments);
        var slash = word.lastIndexOf('/') + 1;
        var parent = word.substring(0, slash);
        var prefix = word.substring(slash);
        try (Stream<Path> files = Files.list(folder.resolve(parent))) {
            return files.filter(file -> fits(file, prefix, ending))
                    .map(file -> parent + file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
                    .sorted()
                    .toList();
        } catch (IOException | RuntimeException unreadable) {
            return List.of();
        }
    }

    private static boolean fits(Path file, String prefix, String... endings) {
        var name = file.getFileName().toString();
        if (!name.startsWith(prefix) || (prefix.isEmpty() && name.startsWith("."))) {
            return false;
        }
        return endings.length == 0
                || Files.isDirectory(file)
                || Stream.of(endings).anyMatch(name::endsWith);
    }
}
