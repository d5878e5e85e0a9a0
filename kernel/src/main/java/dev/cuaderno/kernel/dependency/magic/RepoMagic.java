package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.magic.Arguments;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `%repo id url`: a repository to ask besides Maven Central; `//REPOS id=url` as in JBang.
final class RepoMagic implements Magic {

    /// Those that JBang knows by name.
    private static final Map<String, String> KNOWN =
            Map.of(
                    "central", "https://repo.maven.apache.org/maven2",
                    "mavencentral", "https://repo.maven.apache.org/maven2",
                    "google", "https://maven.google.com",
                    "jitpack", "https://jitpack.io");

    private final Libraries libraries;

    RepoMagic(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String name() {
        return "repo";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("mavenRepo", "//REPOS");
    }

    @Override
    public String help() {
        return "Names a Maven repository to ask for libraries: %repo ID URL. Alone, it lists them.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words(
                "ID URL",
                0,
                Syntax.Option.flag("insecure", "allows plain http: to another machine"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        if (call.arguments().words().isEmpty()) {
            return Result.text(
                    libraries.graph().query().repositories().stream()
                                    .map(each -> each + "\n")
                                    .collect(Collectors.joining())
                            + "those of settings.xml, and central");
        }
        try {
            repositories(call.arguments()).forEach(libraries::add);
        } catch (IllegalArgumentException bad) {
            throw new MagicException("UsageError", bad.getMessage());
        }
        return Result.none();
    }

    /// Reads `id url`, or any number of `id=url`, a URL alone or a known name.
    ///
    /// @throws IllegalArgumentException if a repository cannot be so
    static List<Repository> repositories(Arguments arguments) {
        var words = arguments.words();
        var insecure = arguments.has("insecure");
        if (words.size() == 2
                && !words.getFirst().contains("://")
                && words.get(1).contains(":")
                && !words.getFirst().contains("=")
                && !words.get(1).contains("=")) {
            return List.of(new Repository(words.get(0), words.get(1), insecure));
        }
        var found = new ArrayList<Repository>();
        for (var word : words) {
            var bare = word.replaceFirst("[,;]+$", "");
            var equals = bare.indexOf('=');
            if (equals > 0 && !bare.substring(0, equals).contains("/")) {
                found.add(
                        new Repository(
                                bare.substring(0, equals), bare.substring(equals + 1), insecure));
            } else if (KNOWN.containsKey(bare)) {
                found.add(new Repository(bare, KNOWN.get(bare), insecure));
            } else if (bare.contains("://")) {
                found.add(new Repository(bare.replaceAll("[^A-Za-z0-9.]+", "-"), bare, insecure));
            } else {
                throw new IllegalArgumentException(
                        "not a repository: \""
                                + bare
                                + "\"; write %repo ID URL, for instance %repo jitpack"
                                + " https://jitpack.io");
            }
        }
        return found;
    }
}
