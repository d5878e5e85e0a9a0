package dev.cuaderno.kernel.assist;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// The names of all top-level types that a cell can import: what the JDK's modules export and what
/// lies on the class path. Names only: whether a type is public is the compiler's to tell.
final class TypeIndex {

    private static final System.Logger LOG = System.getLogger(TypeIndex.class.getName());

    /// A type.
    record Entry(String packageName, String name) {
        String qualified() {
            return packageName + "." + name;
        }
    }

    private final NavigableMap<String, List<Entry>> byName = new TreeMap<>();
    private final Map<String, List<Entry>> byPackage = new HashMap<>();
    private final Map<String, Set<String>> exports = new TreeMap<>();
    private final NavigableMap<String, String> packages = new TreeMap<>();
    private final Map<String, List<Entry>> subtypes = new HashMap<>();

    /// Reads the JDK of this process and `classPath`.
    static TypeIndex of(Collection<Path> classPath) {
        var index = new TypeIndex();
        ModuleFinder.ofSystem().findAll().forEach(index::addModule);
        classPath.forEach(index::addEntry);
        return index;
    }

    private void addModule(ModuleReference module) {
        var descriptor = module.descriptor();
        var exported = new HashSet<String>();
        descriptor.exports().stream()
                .filter(each -> !each.isQualified())
                .forEach(each -> exported.add(each.source()));
        if (exported.isEmpty()) {
            return;
        }
        exports.put(descriptor.name(), exported);
        // These modules are not there unless asked for.
        if (descriptor.name().startsWith("jdk.incubator")) {
            return;
        }
        try (var reader = module.open();
                var files = reader.list()) {
            files.forEach(file -> add(file, exported));
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "cannot list " + descriptor.name(), unreadable);
        }
    }

    private void addEntry(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> files = Files.walk(entry)) {
                    files.forEach(
                            file ->
                                    add(
                                            entry.relativize(file).toString().replace('\\', '/'),
                                            null));
                }
            } else if (Files.isRegularFile(entry)) {
                try (var jar = new JarFile(entry.toFile())) {
                    jar.stream().forEach(each -> add(each.getName(), null));
                }
            }
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "cannot list " + entry, unreadable);
        }
    }

    /// @param exported the packages to take; null for all
    private void add(String file, Set<String> exported) {
        var slash = file.lastIndexOf('/');
        if (!file.endsWith(".class")
                || slash < 0
                || file.indexOf('$') >= 0
                || file.indexOf('-') >= 0) {
            return;
        }
        var packageName = file.substring(0, slash).replace('/', '.');
        if (exported != null && !exported.contains(packageName)) {
            return;
        }
        var entry = new Entry(packageName, file.substring(slash + 1, file.length() - 6));
        byName.computeIfAbsent(entry.name(), _ -> new ArrayList<>(1)).add(entry);
        byPackage.computeIfAbsent(packageName, _ -> new ArrayList<>()).add(entry);
        packages.put(packageName, packageName);
    }

    /// Types whose name begins with `prefix`, the packages used most first. Behind a small letter,
    /// the capital is meant as well.
    List<Entry> beginningWith(String prefix) {
        var capital =
                prefix.isEmpty()
                        ? ""
                        : prefix.substring(0, 1).toUpperCase(Locale.ROOT) + prefix.substring(1);
        return Stream.of(prefix, capital)
                .distinct()
                .flatMap(
                        begin ->
                                byName
                                        .subMap(begin, true, begin + Character.MAX_VALUE, false)
                                        .values()
                                        .stream())
                .flatMap(List::stream)
                .sorted(
                        Comparator.comparingInt((Entry each) -> each.name().equals(prefix) ? 0 : 1)
                                .thenComparingInt(each -> rank(each.packageName()))
                                .thenComparingInt(each -> each.name().length())
                                .thenComparing(Entry::name)
                                .thenComparing(Entry::packageName))
                .toList();
    }

    List<Entry> named(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .sorted(Comparator.comparingInt(each -> rank(each.packageName())))
                .toList();
    }

    List<Entry> inPackage(String packageName) {
        return byPackage.getOrDefault(packageName, List.of());
    }

    /// The types of a package that are of a type; looked for once.
    List<Entry> subtypes(String type, String packageName, Predicate<Entry> isOfType) {
        return subtypes.computeIfAbsent(
                type, _ -> inPackage(packageName).stream().filter(isOfType).toList());
    }

    Set<String> exportsOf(String module) {
        return exports.getOrDefault(module, Set.of());
    }

    Set<String> modules() {
        return exports.keySet();
    }

    /// Names of the packages directly below one, without its own name before them.
    Set<String> below(String packageName) {
        var prefix = packageName.isEmpty() ? "" : packageName + ".";
        var names = new TreeSet<String>();
        for (var each : packages.tailMap(prefix, true).keySet()) {
            if (!each.startsWith(prefix)) {
                break;
            }
            var rest = each.substring(prefix.length());
            var dot = rest.indexOf('.');
            names.add(dot < 0 ? rest : rest.substring(0, dot));
        }
        return names;
    }

    /// What an average program uses first.
    private static int rank(String packageName) {
        if (packageName.equals("java.util") || packageName.equals("java.lang")) {
            return 0;
        }
        if (packageName.startsWith("java.util.stream") || packageName.startsWith("java.util.fun")) {
            return 1;
        }
        var top = packageName.toLowerCase(Locale.ROOT);
        if (top.startsWith("java.awt.") || top.startsWith("java.rmi") || top.startsWith("javax.")) {
            return 4;
        }
        if (top.startsWith("java.")) {
            return 2;
        }
        // Libraries are on the class path because somebody wants them.
        var isInternal =
                top.startsWith("com.sun.") || top.startsWith("sun.") || top.startsWith("jdk.");
        return isInternal || top.startsWith("org.xml") || top.startsWith("org.w3c") ? 5 : 3;
    }
}
