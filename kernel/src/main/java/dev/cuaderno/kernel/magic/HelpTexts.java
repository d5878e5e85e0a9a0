package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.magic.Magic.Body;

import java.util.Locale;
import java.util.stream.Collectors;

/// Says what a magic does and takes.
public final class HelpTexts {

    private HelpTexts() {}

    /// Usage, help, options and other names.
    public static String of(Magic magic) {
        var text = new StringBuilder();
        if (magic.body() != Body.REQUIRED) {
            text.append(magic.syntax().usage(magic.name().equals("!") ? "!" : "%" + magic.name()))
                    .append('\n');
        }
        if (magic.body() != Body.NONE) {
            text.append(magic.syntax().usage("%%" + magic.name())).append("\n...\n");
        }
        text.append(magic.help());
        for (var option : magic.syntax().options()) {
            var usage = Syntax.dashed(option.name()) + option.value().map(v -> " " + v).orElse("");
            text.append(String.format(Locale.ROOT, "%n  %-16s %s", usage, option.help()));
        }
        if (!magic.aliases().isEmpty()) {
            var names = magic.aliases().stream().sorted();
            text.append("\nalso: ")
                    .append(
                            names.map(name -> name.startsWith("//") ? name : "%" + name)
                                    .collect(Collectors.joining(" ")));
        }
        return text.toString();
    }

    /// How it is written.
    static String spellings(Magic magic) {
        if (magic.name().equals("!")) {
            return "!command";
        }
        return switch (magic.body()) {
            case NONE -> "%" + magic.name();
            case REQUIRED -> "%%" + magic.name();
            case OPTIONAL -> "%" + magic.name() + " %%" + magic.name();
        };
    }
}
