package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.Completing;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Syntax;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `%classpath path ...`: jars and folders of classes for the cells.
final class ClasspathMagic implements Magic {

    @Override
    public String name() {
        return "classpath";
    }

    @Override
    public String help() {
        return "Adds jars and folders of classes: %classpath PATH ... (patterns such as lib/*.jar"
                + " too). Alone, it lists them.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words("PATH", 0);
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException {
        if (call.arguments().words().isEmpty()) {
            return Result.lines(session.classPath().stream().map(Path::toString).toList());
        }
        var entries = new ArrayList<Path>();
        for (var word : call.arguments().words()) {
            if (JarFiles.isPattern(word)) {
                entries.addAll(JarFiles.matching(word, session.folder()));
            } else {
                entries.add(JarFiles.checked(session.folder().resolve(word).normalize()));
            }
        }
        session.addToClassPath(entries);
        return call.assigned()
                ? Result.lines(entries.stream().map(Path::toString).toList())
                : Result.none();
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return Completing.files(arguments, settings.folder(), ".jar");
    }
}
