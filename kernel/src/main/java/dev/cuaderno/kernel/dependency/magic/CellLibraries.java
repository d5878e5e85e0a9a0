package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicRegistry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What cells ask for with the magics of libraries, read without running them.
///
/// @param files jars and folders that `%classpath` and `%jars` name
/// @param notes what could not be read, in words
/// @param options the options of `%dep` that were given, for instance `offline`
public record CellLibraries(
        List<Request> requests,
        List<Repository> repositories,
        List<Path> files,
        List<String> notes,
        Set<String> options) {

    /// Nothing yet.
    public CellLibraries() {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new HashSet<>());
    }

    /// Adds what a magic asks for.
    ///
    /// @param folder where relative paths begin
    /// @return whether it is a magic of libraries
    public boolean read(CellPart.Magic part, MagicRegistry magics, Path folder) {
        var magic = magics.find(part.name()).orElse(null);
        try {
            switch (magic) {
                case DepMagic dep -> {
                    var arguments = dep.syntax().parse(part.name(), part.arguments(), 0);
                    options.addAll(arguments.options().keySet());
                    if (!DepMagic.isCommand(arguments)) {
                        requests.addAll(DepMagic.requests(arguments));
                    }
                }
                case RepoMagic repo ->
                        repositories.addAll(
                                RepoMagic.repositories(
                                        repo.syntax().parse(part.name(), part.arguments(), 0)));
                case PomMagic _ -> pom(part, folder);
                case ClasspathMagic paths ->
                        files(
                                paths.syntax().parse(part.name(), part.arguments(), 0).words(),
                                folder);
                case JarsMagic jars ->
                        files(
                                jars.syntax().parse(part.name(), part.arguments(), 0).words(),
                                folder);
                case LockMagic _ -> {
                    // The versions stand in the requests.
                }
                case null, default -> {
                    return false;
                }
            }
        } catch (MagicException | IllegalArgumentException wrong) {
            notes.add(part.name() + " " + part.arguments() + ": " + wrong.getMessage());
        }
        return true;
    }

    private void pom(CellPart.Magic part, Path folder) throws MagicException {
        if (part.body().isPresent()) {
            requests.add(
                    new Request.Project(
                            part.body().get().text(),
                            null,
                            scopes(part.arguments().split("\\s+"))));
            return;
        }
        var words = part.arguments().split("\\s+", 2);
        var file = folder.resolve(words[0]).normalize();
        requests.add(
                new Request.Project(
                        PomMagic.read(file),
                        file,
                        scopes(words.length == 1 ? new String[0] : words[1].split("\\s+"))));
    }

    private static Set<String> scopes(String[] words) {
        return words.length == 0 || words[0].isEmpty() ? Request.Project.RUNTIME : Set.of(words);
    }

    private void files(List<String> words, Path folder) throws MagicException {
        for (var word : words) {
            var path = JarFiles.isPattern(word) ? null : folder.resolve(word).normalize();
            if (path == null) {
                files.addAll(JarFiles.matching(word, folder));
            } else {
                files.add(Files.exists(path) ? path : JarFiles.checked(path));
            }
        }
    }
}
