package dev.cuaderno.kernel.language;

import jdk.jshell.JShell;
import jdk.jshell.Snippet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The imports that a session has in effect from its start, of which JShell learns when a cell
/// first writes a name that they bring.
///
/// JShell compiles every snippet several times with all imports before it, and javac reads what
/// they name each time: the four of `display` took a sixth of a small cell, and a tenth of a second
/// before the first one. Until its names are written an import could mean nothing.
final class LateImports {

    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierPart}+");

    /// The names that each of [Settings#DEFAULT_IMPORTS] brings; a test holds them to the classes.
    static final Map<String, Set<String>> NAMES = names();

    private final Map<String, Set<String>> waiting = new LinkedHashMap<>(NAMES);
    private boolean awaitsJavaBase = true;

    private static Map<String, Set<String>> names() {
        var names = new LinkedHashMap<String, Set<String>>();
        var all =
                List.of(
                        Set.of(
                                "AbstractPreferences",
                                "BackingStoreException",
                                "InvalidPreferencesFormatException",
                                "NodeChangeEvent",
                                "NodeChangeListener",
                                "PreferenceChangeEvent",
                                "PreferenceChangeListener",
                                "Preferences",
                                "PreferencesFactory"),
                        Set.of("display"),
                        Set.of("clearOutput"),
                        Set.of(
                                "audio",
                                "escape",
                                "html",
                                "image",
                                "javascript",
                                "json",
                                "latex",
                                "markdown",
                                "svg"),
                        Set.of("progress"));
        for (int i = 0; i < all.size(); i++) {
            names.put(Settings.DEFAULT_IMPORTS.get(i), all.get(i));
        }
        return Collections.unmodifiableMap(names);
    }

    /// Gives JShell the imports that `code` may need, and tells of each.
    void prepare(String code, JShell shell, Consumer<Snippet> told) {
        if (awaitsJavaBase && JavaBase.isNeededBy(code)) {
            awaitsJavaBase = false;
            give(JavaBase.IMPORT, shell, told);
        }
        if (waiting.isEmpty()) {
            return;
        }
        // A name may be written in Unicode escapes.
        var escaped = code.contains("\\u");
        var words = new HashSet<String>();
        WORD.matcher(code).results().forEach(word -> words.add(word.group()));
        for (var each : List.copyOf(waiting.entrySet())) {
            if (escaped || !Collections.disjoint(words, each.getValue())) {
                waiting.remove(each.getKey());
                give(each.getKey(), shell, told);
            }
        }
    }

    private static void give(String line, JShell shell, Consumer<Snippet> told) {
        shell.eval(line).forEach(event -> told.accept(event.snippet()));
    }

    /// The imports that are in effect and that JShell does not know of.
    List<String> waiting() {
        var all = new ArrayList<String>();
        if (awaitsJavaBase) {
            all.add(JavaBase.IMPORT);
        }
        all.addAll(waiting.keySet());
        return all;
    }
}
