package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.Completing;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Syntax;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// `%jars pattern ...`: the jars that match; `var added = %jars lib/*.jar` gives their paths.
final class JarsMagic implements Magic {

    @Override
    public String name() {
        return "jars";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("jar");
    }

    @Override
    public String help() {
        return "Adds the jars that match a pattern, or all in a folder: %jars lib/*.jar";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words("PATTERN", 1);
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        var jars = new ArrayList<Path>();
        for (var word : call.arguments().words()) {
            var path = JarFiles.isPattern(word) ? null : session.folder().resolve(word).normalize();
            if (path == null) {
                jars.addAll(JarFiles.matching(word, session.folder()));
            } else if (Files.isDirectory(path)) {
                jars.addAll(
                        JarFiles.matching(word.replaceFirst("/*$", "/*.jar"), session.folder()));
            } else {
                jars.add(JarFiles.checked(path));
            }
        }
        session.addToClassPath(jars);
        return call.assigned()
                ? Result.lines(jars.stream().map(Path::toString).toList())
                : Result.none();
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder(), ".jar");
    }
}
