package dev.cuaderno.kernel.dependency;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the local repository holds, for completion and for suggestions after a slip of the pen.
///
/// Folders are read as they are asked for, so it costs little in a large repository.
///
/// @param folder for instance `~/.m2/repository`; need not exist
public record LocalRepository(Path folder) {

    /// Folders looked at when a name is sought everywhere.
    private static final int MOST_FOLDERS = 20_000;

    /// Newer versions first.
    private static final Comparator<String> NEWEST_FIRST = new VersionOrder().reversed();

    /// Coordinates that `prefix` may be the beginning of, one step further each: a part of the
    /// group (ending in `.`), the group (ending in `:`), the artifact (ending in `:`), the version.
    public List<String> complete(String prefix) {
        var parts = prefix.split(":", -1);
        return switch (parts.length) {
            case 1 -> completeGroup(prefix);
            case 2 ->
                    artifacts(parts[0]).stream()
                            .filter(artifact -> artifact.startsWith(parts[1]))
                            .map(artifact -> parts[0] + ":" + artifact + ":")
                            .toList();
            case 3 ->
                    versions(parts[0], parts[1]).stream()
                            .filter(version -> version.startsWith(parts[2]))
                            .map(version -> parts[0] + ":" + parts[1] + ":" + version)
                            .toList();
            default -> List.of();
        };
    }

    private List<String> completeGroup(String prefix) {
        var dot = prefix.lastIndexOf('.');
        var base = prefix.substring(0, dot + 1);
        var found = new ArrayList<String>();
        for (var name : folders(groupFolder(base))) {
            if (!name.startsWith(prefix.substring(dot + 1))) {
                continue;
            }
            var group = base + name;
            var isGroup = false;
            var hasDeeper = false;
            for (var child : folders(groupFolder(group))) {
                var artifact = isArtifact(groupFolder(group).resolve(child));
                isGroup |= artifact;
                hasDeeper |= !artifact && !isVersion(groupFolder(group).resolve(child));
            }
            if (isGroup) {
                found.add(group + ":");
            }
            if (hasDeeper) {
                found.add(group + ".");
            }
        }
        return found;
    }

    /// The artifacts of a group that are here.
    public List<String> artifacts(String group) {
        var base = groupFolder(group);
        return folders(base).stream().filter(name -> isArtifact(base.resolve(name))).toList();
    }

    /// The versions of an artifact that are here, newest first.
    public List<String> versions(String group, String artifact) {
        var base = groupFolder(group).resolve(artifact);
        return folders(base).stream()
                .filter(name -> isVersion(base.resolve(name)))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /// `group:artifact` of what could have been meant, best first; at most five.
    public List<String> similar(String group, String artifact) {
        var found = new LinkedHashSet<String>();
        // The artifact of another group: people forget that commons-io is its own group.
        var elsewhere = new TreeSet<String>();
        var near = new TreeSet<String>();
        for (var each : all()) {
            var colon = each.indexOf(':');
            var otherGroup = each.substring(0, colon);
            var other = each.substring(colon + 1);
            if (otherGroup.equals(group) && other.equals(artifact)) {
                continue;
            }
            if (other.equals(artifact)) {
                (Spelling.isNear(group, otherGroup) ? found : elsewhere).add(each);
            } else if (otherGroup.equals(group) && Spelling.isNear(artifact, other)) {
                found.add(each);
            } else if (Spelling.isNear(group, otherGroup) && Spelling.isNear(artifact, other)) {
                near.add(each);
            }
        }
        found.addAll(elsewhere);
        found.addAll(near);
        return found.stream().limit(5).toList();
    }

    /// `group:artifact` of everything here, unless the repository is very large.
    private Set<String> all() {
        var found = new TreeSet<String>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<Path>() {
                        private int count;

                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path each, BasicFileAttributes attributes) {
                            if (count++ > MOST_FOLDERS) {
                                return FileVisitResult.TERMINATE;
                            }
                            var path = folder.relativize(each);
                            if (path.getNameCount() < 2 || !isArtifact(each)) {
                                return FileVisitResult.CONTINUE;
                            }
                            found.add(
                                    path.getParent().toString().replace('/', '.').replace('\\', '.')
                                            + ":"
                                            + path.getFileName());
                            return FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failure) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException unreadable) {
            // Suggestions are a courtesy.
        }
        return found;
    }

    private Path groupFolder(String group) {
        return folder.resolve(group.replace('.', '/'));
    }

    private static boolean isArtifact(Path folder) {
        return folders(folder).stream().anyMatch(child -> isVersion(folder.resolve(child)));
    }

    /// A folder of a version holds a POM, or a jar, that is named after the artifact and it.
    private static boolean isVersion(Path folder) {
        var parent = folder.getParent();
        if (parent == null || parent.getFileName() == null) {
            return false;
        }
        var stem = parent.getFileName() + "-" + folder.getFileName();
        return Files.exists(folder.resolve(stem + ".pom"))
                || Files.exists(folder.resolve(stem + ".jar"))
                || (folder.toString().endsWith("-SNAPSHOT") && hasPom(folder));
    }

    private static boolean hasPom(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".pom"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<String> folders(Path base) {
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(base)) {
            return children.filter(Files::isDirectory)
                    .map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
