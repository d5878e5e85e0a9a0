package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.Completing;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Syntax;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// `%%pom` with XML below it, or `%pom file`: the dependencies of a Maven project.
final class PomMagic implements Magic {

    private final Libraries libraries;

    PomMagic(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String name() {
        return "pom";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("loadFromPOM");
    }

    @Override
    public String help() {
        return "Adds the dependencies of a POM: %pom FILE [SCOPE...], or %%pom [SCOPE...] with the"
                + " XML (or only <dependency> elements) below it.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words("FILE|SCOPE", 0);
    }

    @Override
    public Body body() {
        return Body.OPTIONAL;
    }

    @Override
    public Result run(Call call, MagicSession session) throws Exception {
        var words = call.arguments().words();
        Request.Project project;
        if (call.body().isPresent()) {
            project = new Request.Project(call.body().get().text(), null, scopes(words));
        } else if (words.isEmpty()) {
            throw new MagicException(
                    "UsageError",
                    call.spelling()
                            + " needs the FILE of a POM behind it; to write the XML below it, begin"
                            + " with %%pom");
        } else {
            var file = session.folder().resolve(words.getFirst()).normalize();
            project = new Request.Project(read(file), file, scopes(words.subList(1, words.size())));
        }
        libraries.add(List.of(project), false, session);
        return Result.none();
    }

    private static Set<String> scopes(List<String> words) throws MagicException {
        for (var word : words) {
            if (!Request.Project.SCOPES.contains(word)) {
                throw new MagicException(
                        "UsageError",
                        "\""
                                + word
                                + "\" is not a scope; expected compile, runtime, provided, test or"
                                + " system");
            }
        }
        return words.isEmpty() ? Request.Project.RUNTIME : Set.copyOf(words);
    }

    static String read(Path file) throws MagicException {
        if (Files.isDirectory(file)) {
            return read(file.resolve("pom.xml"));
        }
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new MagicException(
                    Files.exists(file)
                            ? "cannot read " + file + ": " + unreadable.getMessage()
                            : "there is no file " + file);
        }
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder(), ".xml", ".pom");
    }
}
