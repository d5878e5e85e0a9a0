package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.magic.Timing;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// `%ls`: files, as a list of their names.
final class LsMagic implements Magic {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("dir");
    }

    @Override
    public String help() {
        return "Lists files: var files = %ls *.jar gives a List<String>.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words(
                "PATH",
                0,
                Syntax.Option.flag("a", "hidden files, too"),
                Syntax.Option.flag("l", "shows size and time"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, IOException {
        var words = call.arguments().words();
        var hidden = call.arguments().has("a");
        var names = new TreeSet<String>();
        for (var word : words.isEmpty() ? List.of(".") : words) {
            find(word, session.folder(), hidden, names);
        }
        var result = Result.lines(List.copyOf(names));
        if (!call.arguments().has("l")) {
            return result;
        }
        var lines = new ArrayList<String>();
        for (var name : names) {
            lines.add(describe(session.folder().resolve(name), name));
        }
        return new Result(Result.lines(lines).shown(), result.value());
    }

    private static void find(String word, Path folder, boolean hidden, Set<String> names)
            throws MagicException, IOException {
        if (word.chars().anyMatch(c -> "*?[".indexOf(c) >= 0)) {
            var found = glob(word, folder, hidden);
            if (found.isEmpty()) {
                throw new MagicException("no file matches " + word + " in " + folder);
            }
            names.addAll(found);
            return;
        }
        var path = FolderMagics.path(word, folder);
        if (Files.isDirectory(path)) {
            var prefix = word.equals(".") ? "" : word.replaceAll("/+$", "") + "/";
            try (Stream<Path> files = Files.list(path)) {
                files.filter(file -> hidden || !isHidden(file))
                        .forEach(file -> names.add(prefix + name(file)));
            }
        } else if (Files.exists(path)) {
            names.add(word);
        } else {
            throw new MagicException("there is no file or folder " + path);
        }
    }

    /// Files that match a pattern; only `**` goes into folders.
    private static List<String> glob(String pattern, Path folder, boolean hidden)
            throws IOException, MagicException {
        var fixed = pattern.substring(0, pattern.replaceAll("[*?\\[{].*", "").lastIndexOf('/') + 1);
        var root = FolderMagics.path(fixed.isEmpty() ? "." : fixed, folder);
        var rest = pattern.substring(fixed.length());
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        var depth = rest.contains("**") ? Integer.MAX_VALUE : 1 + rest.split("/").length;
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(file -> !file.equals(root))
                    .filter(file -> hidden || !isHidden(file))
                    .filter(file -> matcher.matches(root.relativize(file)))
                    .map(file -> fixed + root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static String name(Path file) {
        return file.getFileName() + (Files.isDirectory(file) ? "/" : "");
    }

    private static String describe(Path file, String name) throws IOException {
        var time = Files.getLastModifiedTime(file).toInstant().atZone(ZoneId.systemDefault());
        var size = Files.isDirectory(file) ? "" : Timing.formatBytes((double) Files.size(file));
        return String.format(Locale.ROOT, "%10s  %s  %s", size, TIME.format(time), name);
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder());
    }
}
