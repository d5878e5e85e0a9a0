package dev.cuaderno.kernel.assist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipFile;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/// Finds the sources of compiled types: of the JDK in its `lib/src.zip`, of a library in the
/// `-sources.jar` beside its jar or in the folder `sources` there, of a folder of classes in the
/// source folder of its project.
public final class Sources implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Sources.class.getName());

    /// Parsed files are large; the last few are the ones that are asked about again.
    private static final int KEPT = 12;

    private final Compiler compiler;
    private final Path jdkSources;
    private final Map<Path, Optional<ZipFile>> archives = new HashMap<>();
    private final Map<String, Optional<SourceFile>> files =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, Optional<SourceFile>> eldest) {
                    return size() > KEPT;
                }
            };

    Sources(Compiler compiler, Path jdkHome) {
        this.compiler = compiler;
        this.jdkSources = jdkHome.resolve("lib/src.zip");
    }

    /// The source that an element is declared in.
    Optional<SourceFile> of(Element element, Elements elements) {
        if (element instanceof ModuleElement module) {
            var name = module.getQualifiedName().toString();
            return file(name + "/module-info.java", name);
        }
        var top = element;
        // A package is enclosed by its module.
        while (!(top instanceof PackageElement)
                && top != null
                && top.getEnclosingElement() != null
                && top.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            top = top.getEnclosingElement();
        }
        var name =
                switch (top) {
                    case PackageElement pack -> pack.getQualifiedName() + ".package-info";
                    case TypeElement type -> type.getQualifiedName().toString();
                    case null, default -> "";
                };
        var module = top == null ? null : elements.getModuleOf(top);
        var moduleName = module == null ? "" : module.getQualifiedName().toString();
        return name.isEmpty()
                ? Optional.empty()
                : file(name.replace('.', '/') + ".java", moduleName);
    }

    private static String key(String file, String module) {
        return module + "/" + file;
    }

    private Optional<SourceFile> file(String file, String module) {
        return files.computeIfAbsent(
                key(file, module),
                _ -> read(file, module).flatMap(text -> SourceFile.parse(compiler, text)));
    }

    private Optional<String> read(String file, String module) {
        if (!module.isEmpty()) {
            // Module descriptors come with the module's name already.
            var name = file.startsWith(module + "/") ? file : module + "/" + file;
            var found = inArchive(jdkSources, name);
            if (found.isPresent()) {
                return found;
            }
        }
        for (var entry : compiler.classPath()) {
            for (var place : beside(entry)) {
                var found =
                        Files.isDirectory(place) ? inFolder(place, file) : inArchive(place, file);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// Where the sources of an entry of the class path may lie.
    public static List<Path> beside(Path entry) {
        var places = new ArrayList<Path>();
        var name = entry.getFileName() == null ? "" : entry.getFileName().toString();
        if (name.endsWith(".jar")) {
            var stem = name.substring(0, name.length() - 4);
            places.add(entry.resolveSibling(stem + "-sources.jar"));
            places.add(entry.resolveSibling("sources").resolve(stem + "-sources.jar"));
            // Some jars carry their sources themselves.
            places.add(entry);
        } else {
            places.add(entry);
            // Maven's target/classes and Gradle's build/classes/java/main.
            for (var up = entry.toAbsolutePath().getParent(); up != null; up = up.getParent()) {
                var maven = up.resolve("src/main/java");
                if (Files.isDirectory(maven)) {
                    places.add(maven);
                    break;
                }
                if (up.getNameCount() + 5 < entry.toAbsolutePath().getNameCount()) {
                    break;
                }
            }
        }
        return places;
    }

    private static Optional<String> inFolder(Path folder, String file) {
        var path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(path));
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "cannot read " + path, unreadable);
            return Optional.empty();
        }
    }

    private Optional<String> inArchive(Path archive, String file) {
        return archives.computeIfAbsent(archive, Sources::open)
                .flatMap(
                        zip -> {
                            var entry = zip.getEntry(file);
                            if (entry == null) {
                                return Optional.empty();
                            }
                            try (var in = zip.getInputStream(entry)) {
                                return Optional.of(
                                        new String(in.readAllBytes(), StandardCharsets.UTF_8));
                            } catch (IOException unreadable) {
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        "cannot read " + file + " in " + archive,
                                        unreadable);
                                return Optional.empty();
                            }
                        });
    }

    private static Optional<ZipFile> open(Path archive) {
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ZipFile(archive.toFile()));
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "cannot open " + archive, unreadable);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        for (var archive : archives.values()) {
            archive.ifPresent(
                    zip -> {
                        try {
                            zip.close();
                        } catch (IOException failure) {
                            LOG.log(System.Logger.Level.DEBUG, "closing", failure);
                        }
                    });
        }
    }
}
