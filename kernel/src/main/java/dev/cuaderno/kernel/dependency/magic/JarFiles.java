package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Jars;
import dev.cuaderno.kernel.magic.MagicException;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Finds jars by patterns, and looks into them before the compiler does, which passes over a
/// damaged one without a word.
final class JarFiles {

    private static final int DEEPEST = 20;

    private JarFiles() {}

    static boolean isPattern(String word) {
        return word.chars().anyMatch(letter -> "*?[{".indexOf(letter) >= 0);
    }

    /// The files that match `pattern`, in the order of their names; `**` goes into folders.
    ///
    /// @throws MagicException if none does, or one is called a jar and is none
    static List<Path> matching(String pattern, Path folder) throws MagicException {
        var whole =
                pattern.startsWith("/")
                        ? pattern
                        : folder.toString().replace('\\', '/') + "/" + pattern;
        var root = root(whole);
        var found = new ArrayList<Path>();
        if (Files.isDirectory(root)) {
            try (var files =
                    Files.walk(
                            root,
                            whole.contains("**") ? DEEPEST : slashes(whole, root),
                            FileVisitOption.FOLLOW_LINKS)) {
                var matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
                files.filter(file -> matcher.matches(file) && Jars.isCalledJar(file))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException | java.io.UncheckedIOException unreadable) {
                throw new MagicException("cannot list " + root + ": " + unreadable.getMessage());
            } catch (PatternSyntaxException bad) {
                throw new MagicException(
                        "not a pattern: " + pattern + " (" + bad.getDescription() + ")");
            }
        }
        if (found.isEmpty()) {
            throw new MagicException(
                    "no jar matches "
                            + pattern
                            + " in "
                            + root
                            + "; the working folder is "
                            + folder);
        }
        for (var jar : found) {
            checked(jar);
        }
        return found;
    }

    /// The folder above the first part that holds a wildcard.
    private static Path root(String pattern) {
        var wild = 0;
        while (!isPattern(pattern.substring(wild, wild + 1))) {
            wild++;
        }
        return Path.of(pattern.substring(0, pattern.lastIndexOf('/', wild) + 1));
    }

    private static int slashes(String pattern, Path root) {
        return Math.toIntExact(
                pattern.substring(Math.min(pattern.length(), root.toString().length()))
                        .chars()
                        .filter(letter -> letter == '/')
                        .count());
    }

    /// @throws MagicException if it is not there, or is called a jar and is none
    static Path checked(Path entry) throws MagicException {
        if (!Files.exists(entry)) {
            throw new MagicException("there is no jar or folder " + entry);
        }
        if (Jars.isCalledJar(entry) && Files.isRegularFile(entry)) {
            var fault = Jars.fault(entry);
            if (fault != null) {
                throw new MagicException(entry + " is not a jar (" + fault + ")");
            }
        }
        return entry;
    }
}
