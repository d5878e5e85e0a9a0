package dev.cuaderno.kernel.export;

import dev.cuaderno.kernel.dependency.Coordinates;
import dev.cuaderno.kernel.dependency.Dependencies;
import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.dependency.Transfers;
import dev.cuaderno.kernel.dependency.magic.CellLibraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;

/// The libraries of an exported program.
///
/// @param needed what it asks for, with versions
/// @param boms what prescribes versions
/// @param repositories where they come from, beside Maven Central
/// @param files jars and folders that no repository has
/// @param classPath all that it is compiled against
record Libraries(
        List<Coordinates> needed,
        List<Coordinates> boms,
        List<Repository> repositories,
        List<Path> files,
        List<Path> classPath,
        List<String> notes) {

    /// Chooses the versions of what the cells ask for.
    ///
    /// @param present the class path that the session has anyway
    static Libraries resolve(CellLibraries asked, List<Path> present, ResolverSettings settings)
            throws InterruptedException {
        var classPath = new LinkedHashSet<>(present);
        var notes = new ArrayList<>(asked.notes());
        var needed = new ArrayList<Coordinates>();
        var boms = new ArrayList<Coordinates>();
        classPath.addAll(asked.files());
        for (var request : asked.requests()) {
            switch (request) {
                case Request.Library library -> needed.add(library.coordinates());
                case Request.Bom bom -> boms.add(bom.coordinates());
                case Request.Project _ -> {
                    // What it asks for is known when it is resolved.
                }
            }
        }
        if (!asked.requests().isEmpty()) {
            var graph = new Dependencies(settings);
            asked.repositories().forEach(graph::addRepository);
            graph.setOffline(asked.options().contains("offline"));
            try {
                graph.add(asked.requests(), false, Transfers.NONE);
                classPath.addAll(graph.takeNew());
                needed.clear();
                needed.addAll(graph.resolution().requested());
            } catch (ResolutionException failure) {
                notes.add("the libraries could not be resolved: " + failure.getMessage());
            }
        }
        return new Libraries(
                needed,
                boms,
                List.copyOf(new LinkedHashSet<>(asked.repositories())),
                List.copyOf(new LinkedHashSet<>(asked.files())),
                List.copyOf(classPath),
                notes);
    }

    /// Adds those jars of the class path that hold what the program imports, where they tell by
    /// which coordinates Maven knows them.
    Libraries with(Set<String> packages) {
        var all = new LinkedHashMap<String, Coordinates>();
        needed.forEach(each -> all.put(each.key(), each));
        var local = new LinkedHashSet<>(files);
        for (var entry : classPath) {
            if (!Files.isRegularFile(entry) || files.contains(entry)) {
                continue;
            }
            try (var jar = new JarFile(entry.toFile())) {
                if (packages.stream().anyMatch(each -> jar.getEntry(each) != null)) {
                    var found = coordinates(jar);
                    if (found == null) {
                        local.add(entry);
                    } else {
                        all.putIfAbsent(found.key(), found);
                    }
                }
            } catch (IOException noJar) {
                // The compiler passes over it, too.
            }
        }
        return new Libraries(
                List.copyOf(all.values()),
                boms,
                repositories,
                List.copyOf(local),
                classPath,
                notes);
    }

    private static Coordinates coordinates(JarFile jar) {
        var found =
                jar.stream()
                        .filter(
                                each ->
                                        each.getName()
                                                .matches(
                                                        "META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                        .toList();
        // One of several would be a guess.
        if (found.size() != 1) {
            return null;
        }
        try (var text = jar.getInputStream(found.getFirst())) {
            var properties = new Properties();
            properties.load(text);
            return new Coordinates(
                    properties.getProperty("groupId"),
                    properties.getProperty("artifactId"),
                    "jar",
                    "",
                    properties.getProperty("version"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
