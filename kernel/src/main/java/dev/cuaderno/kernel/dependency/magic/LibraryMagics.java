package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.magic.Magic;

import java.util.List;
import java.util.Map;

/// The magics of a notebook's libraries. They share one graph, which costs nothing until the first
/// library is asked for.
public final class LibraryMagics {

    private LibraryMagics() {}

    public static List<Magic> all() {
        return all(ResolverSettings.fromEnvironment(System.getenv()), System.getenv());
    }

    /// @param environment may name the notebook's file, whose metadata may hold a lock
    public static List<Magic> all(ResolverSettings settings, Map<String, String> environment) {
        var libraries = new Libraries(settings, NotebookMetadata.of(environment));
        return List.of(
                new DepMagic(libraries),
                new RepoMagic(libraries),
                new PomMagic(libraries),
                new LockMagic(libraries),
                new ClasspathMagic(),
                new JarsMagic());
    }
}
