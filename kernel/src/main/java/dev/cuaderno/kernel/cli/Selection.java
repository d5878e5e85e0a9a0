package dev.cuaderno.kernel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Finds the notebooks that files, folders and patterns name, and says where below the output
/// folder the results of each belong.
///
/// What is found in a folder keeps its place in it; notebooks named one by one keep their places
/// below the deepest folder that holds them all.
final class Selection {

    /// A notebook to run.
    ///
    /// @param source where it is, absolute
    /// @param target where its copy belongs, relative to the output folder
    record Entry(Path source, Path target) {}

    private static final String SUFFIX = ".ipynb";

    private final Path base;

    /// Null where nothing is written elsewhere.
    private final Path out;

    private final Map<Path, Path> targets = new LinkedHashMap<>();
    private final List<Path> single = new ArrayList<>();

    private Selection(Path base, Path out) {
        this.base = base;
        this.out = out;
    }

    /// A path as reports and links spell it: with `/` on every system.
    static String name(Path target) {
        return target.toString().replace('\\', '/');
    }

    /// Where the page of a notebook belongs: beside its executed copy.
    static Path page(Path target) {
        var name = target.getFileName().toString();
        return target.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".html");
    }

    /// Finds notebooks, in the order of the arguments and within a folder by name.
    ///
    /// @param base what relative arguments are relative to
    /// @param out the output folder, absolute; not searched
    /// @throws UsageException if an argument finds nothing, or two notebooks would be written to
    ///   one place, or one over itself
    static List<Entry> of(List<String> arguments, Path base, Path out)
            throws UsageException, IOException {
        var entries = forPages(arguments, base, out);
        for (var entry : entries) {
            if (out.normalize().resolve(entry.target()).equals(entry.source())) {
                throw new UsageException(
                        "the result would overwrite the notebook itself: "
                                + entry.source()
                                + "; choose another folder with --out");
            }
        }
        return entries;
    }

    /// Finds notebooks of which nothing but pages is written.
    static List<Entry> forPages(List<String> arguments, Path base, Path out)
            throws UsageException, IOException {
        var selection = new Selection(base.toAbsolutePath().normalize(), out.normalize());
        for (var argument : arguments) {
            selection.add(argument);
        }
        selection.placeSingle();
        return selection.entries();
    }

    /// Finds notebooks that are changed where they are.
    static List<Path> files(List<String> arguments, Path base) throws UsageException, IOException {
        var selection = new Selection(base.toAbsolutePath().normalize(), null);
        for (var argument : arguments) {
            selection.add(argument);
        }
        selection.single.forEach(file -> selection.targets.putIfAbsent(file, file));
        return List.copyOf(selection.targets.keySet());
    }

    private void add(String argument) throws UsageException, IOException {
        if (hasWildcard(argument) && !exists(argument)) {
            addPattern(argument);
            return;
        }
        var path = base.resolve(argument).normalize();
        if (Files.isDirectory(path)) {
            if (!addFolder(path, file -> true)) {
                throw new UsageException("no notebook (*.ipynb) in the folder " + argument);
            }
        } else if (!Files.exists(path)) {
            throw new UsageException("no such file or folder: " + argument);
        } else if (!path.toString().endsWith(SUFFIX)) {
            throw new UsageException(
                    "not a notebook (its name does not end in .ipynb): " + argument);
        } else if (!single.contains(path)) {
            single.add(path);
        }
    }

    /// A name may hold brackets without being a pattern.
    private boolean exists(String argument) {
        return argument.indexOf('*') < 0
                && argument.indexOf('?') < 0
                && Files.exists(base.resolve(argument));
    }

    private static boolean hasWildcard(String argument) {
        return argument.chars().anyMatch(each -> "*?[{".indexOf(each) >= 0);
    }

    private void addPattern(String pattern) throws UsageException, IOException {
        // The part before the first wildcard is the folder to search.
        var unified = pattern.replace('\\', '/');
        var wildcard = 0;
        while ("*?[{".indexOf(unified.charAt(wildcard)) < 0) {
            wildcard++;
        }
        var slash = unified.lastIndexOf('/', wildcard);
        var folder = base.resolve(slash < 0 ? "" : unified.substring(0, slash + 1)).normalize();
        var rest = unified.substring(slash + 1);
        var matchers = new ArrayList<PathMatcher>();
        matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + rest));
        if (rest.contains("**/")) {
            // As in shells, ** stands for no folder, too.
            matchers.add(
                    FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", "")));
        }
        if (!Files.isDirectory(folder)
                || !addFolder(folder, file -> matchers.stream().anyMatch(m -> m.matches(file)))) {
            throw new UsageException("no notebook (*.ipynb) matches " + pattern);
        }
    }

    /// @param wanted chooses among the notebooks by their paths relative to `folder`
    /// @return whether there was any
    private boolean addFolder(Path folder, Predicate<Path> wanted)
            throws UsageException, IOException {
        // A folder's own notebooks introduce those of the folders in it.
        var found =
                new TreeSet<Path>(
                        Comparator.comparingInt(Path::getNameCount)
                                .thenComparing(Comparator.naturalOrder()));
        var all =
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes any) {
                        return !each.equals(folder) && isSkipped(each)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path each, BasicFileAttributes any) {
                        if (each.toString().endsWith(SUFFIX)
                                && wanted.test(folder.relativize(each))) {
                            found.add(each);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                };
        try {
            Files.walkFileTree(folder, all);
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        for (var file : found) {
            place(file, folder.relativize(file));
        }
        return !found.isEmpty();
    }

    /// Build results, earlier results and what editors keep for themselves (`.ipynb_checkpoints`).
    private boolean isSkipped(Path folder) {
        var name = folder.getFileName().toString();
        return name.startsWith(".") || name.equals("target") || folder.equals(out);
    }

    private void placeSingle() throws UsageException {
        if (single.isEmpty()) {
            return;
        }
        var common = single.getFirst().getParent();
        for (var file : single) {
            while (!file.startsWith(common)) {
                common = common.getParent();
                if (common == null) {
                    throw new UsageException(
                            "notebooks on different drives need runs of their own");
                }
            }
        }
        for (var file : single) {
            place(file, common.relativize(file));
        }
    }

    private void place(Path source, Path target) throws UsageException {
        if (targets.containsKey(source)) {
            return;
        }
        if (out == null) {
            targets.put(source, source);
            return;
        }
        for (var other : targets.entrySet()) {
            if (other.getValue().equals(target)) {
                throw new UsageException(
                        other.getKey()
                                + " and "
                                + source
                                + " would both be written to "
                                + target
                                + "; name a folder that holds both, or run them one by one");
            }
        }
        targets.put(source, target);
    }

    private List<Entry> entries() {
        return targets.entrySet().stream()
                .map(each -> new Entry(each.getKey(), each.getValue()))
                .toList();
    }
}
