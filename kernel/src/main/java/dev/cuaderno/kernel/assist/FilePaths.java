package dev.cuaderno.kernel.assist;

import dev.cuaderno.kernel.assist.Assistant.Suggestion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Files and folders whose names begin with what has been typed.
public final class FilePaths {

    private static final int MOST = 200;

    private FilePaths() {}

    /// Paths that begin with `typed`, folders with a slash behind them. Hidden ones only where a
    /// dot has been typed.
    ///
    /// @param folder where relative paths begin
    public static List<Suggestion> suggest(String typed, Path folder) {
        var slash = typed.lastIndexOf('/');
        var before = typed.substring(0, slash + 1);
        var begin = typed.substring(slash + 1);
        var found = new ArrayList<Suggestion>();
        try {
            var place =
                    before.startsWith("~/")
                            ? Path.of(System.getProperty("user.home"), before.substring(2))
                            : folder.resolve(before);
            if (!Files.isDirectory(place)) {
                return found;
            }
            try (var files = Files.newDirectoryStream(place)) {
                for (var file : files) {
                    var name = file.getFileName().toString();
                    if (name.startsWith(begin)
                            && (!name.startsWith(".") || begin.startsWith("."))) {
                        var isFolder = Files.isDirectory(file);
                        found.add(
                                new Suggestion(
                                        before + name + (isFolder ? "/" : ""),
                                        isFolder ? "directory" : "file",
                                        ""));
                    }
                    if (found.size() == MOST) {
                        break;
                    }
                }
            }
        } catch (IOException | InvalidPathException unreadable) {
            return List.of();
        }
        found.sort(Comparator.comparing(Suggestion::text));
        return found;
    }
}
