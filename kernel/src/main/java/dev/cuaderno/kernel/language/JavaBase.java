package dev.cuaderno.kernel.language;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Tells which code needs `import module java.base`.
///
/// Every snippet is compiled with all imports before it, and javac takes as long for the 57
/// packages of this one as for all the rest of a small snippet. So a session gets it when a cell
/// first writes a name that it could stand for; until then it could mean nothing.
final class JavaBase {

    /// What a session begins with in effect.
    static final String IMPORT = "import module java.base;";

    // All public types of these packages have names like this; a test sees to it.
    private static final Pattern TYPE_NAME =
            Pattern.compile(
                    "(?<![\\p{javaJavaIdentifierPart}.])\\p{Lu}\\p{javaJavaIdentifierPart}*");

    private static final ModuleReader READER = reader();
    private static final List<String> PACKAGES =
            Object.class.getModule().getDescriptor().exports().stream()
                    .filter(each -> !each.isQualified())
                    .map(Exports::source)
                    // Imported by the language itself.
                    .filter(each -> !each.equals("java.lang"))
                    .toList();
    private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    private JavaBase() {}

    private static ModuleReader reader() {
        try {
            return ModuleLayer.boot()
                    .configuration()
                    .findModule("java.base")
                    .orElseThrow()
                    .reference()
                    .open();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /// Whether some word of `code` is the simple name of a type that the import would bring; true
    /// also where that cannot be told.
    static boolean isNeededBy(String code) {
        // A name may be written in Unicode escapes.
        return code.contains("\\u")
                || TYPE_NAME.matcher(code).results().anyMatch(word -> brings(word.group()));
    }

    private static boolean brings(String name) {
        return KNOWN.computeIfAbsent(
                name,
                each ->
                        PACKAGES.stream()
                                .anyMatch(folder -> holds(folder.replace('.', '/'), each)));
    }

    private static boolean holds(String folder, String name) {
        try {
            return READER.find(folder + "/" + name + ".class").isPresent();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    /// The packages that the import brings beside `java.lang`.
    static List<String> packages() {
        return PACKAGES;
    }
}
