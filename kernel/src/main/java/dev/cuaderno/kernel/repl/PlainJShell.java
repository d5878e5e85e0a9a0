package dev.cuaderno.kernel.repl;

import dev.cuaderno.kernel.language.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;

/// The JDK's jshell by itself, without this program around it.
final class PlainJShell {

    /// Pictures go to windows or files here too, where they are displayed.
    private static final String PICTURES = "dev.cuaderno.display.TerminalDisplay.install();\n";

    private PlainJShell() {}

    /// Writes the start-up file, and the feedback mode beside it.
    ///
    /// @return the line for a shell
    static String line(Settings settings, Path startup) throws IOException {
        Files.createDirectories(startup.toAbsolutePath().getParent());
        var mode = startup.resolveSibling("mode.jsh");
        Files.writeString(startup, text(settings));
        Files.writeString(mode, StartUp.mode());
        var words = new ArrayList<String>();
        words.add(settings.jdkHome().resolve("bin").resolve("jshell").toString());
        words.addAll(Repl.common(settings));
        words.add("--startup");
        words.add(startup.toString());
        words.add("--feedback");
        words.add(Repl.MODE);
        words.add(mode.toString());
        return words.stream().map(PlainJShell::quoted).collect(Collectors.joining(" "));
    }

    static String text(Settings settings) {
        return StartUp.text(settings) + PICTURES;
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./\\\\-]+") ? word : "\"" + word + "\"";
    }
}
