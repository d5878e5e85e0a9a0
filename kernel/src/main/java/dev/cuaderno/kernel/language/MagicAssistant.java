package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.assist.Assistant.Completion;
import dev.cuaderno.kernel.assist.Assistant.Suggestion;
import dev.cuaderno.kernel.language.Language.Completeness;
import dev.cuaderno.kernel.magic.CellCutter;
import dev.cuaderno.kernel.magic.CellPart;
import dev.cuaderno.kernel.magic.Completing;
import dev.cuaderno.kernel.magic.HelpTexts;
import dev.cuaderno.kernel.magic.Magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an editor asks about the magics in its code.
final class MagicAssistant {

    private static final Pattern BEGUN = Pattern.compile("(%%?)([\\w-]*)");

    private MagicAssistant() {}

    /// Names of magics and what their arguments can be; empty where no magic stands at the cursor.
    static Optional<Completion> complete(String code, int cursor, JavaLanguage language) {
        var lineBegin = code.lastIndexOf('\n', cursor - 1) + 1;
        var line = code.substring(lineBegin, cursor);
        var name = BEGUN.matcher(line.strip());
        if (name.matches()) {
            // Half a name is no magic yet; a whole one tells whether one could stand here.
            var probe = code.substring(0, lineBegin) + name.group(1) + "lsmagic";
            var parts = CellCutter.cut(probe, language.names());
            if (parts.isEmpty() || !(parts.getLast() instanceof CellPart.Magic)) {
                return Optional.empty();
            }
            var begin = cursor - line.stripTrailing().length() + line.indexOf('%');
            return Optional.of(
                    new Completion(begin, cursor, names(name.group(1), name.group(2), language)));
        }
        for (var part : CellCutter.cut(code.substring(0, cursor), language.names())) {
            if (part instanceof CellPart.Magic magic
                    && magic.end() == cursor
                    && magic.body()
                            .filter(body -> code.startsWith("\n", body.offset() - 1))
                            .isEmpty()) {
                return arguments(magic, code, cursor, language);
            }
        }
        return Optional.empty();
    }

    private static List<Suggestion> names(String mark, String prefix, JavaLanguage language) {
        var helps = new TreeMap<String, String>();
        for (var magic : language.magics().all()) {
            var fits =
                    mark.equals("%%")
                            ? magic.body() != Magic.Body.NONE
                            : magic.body() != Magic.Body.REQUIRED || prefix.isEmpty();
            if (fits) {
                var own = magic.body() == Magic.Body.REQUIRED ? "%%" : mark;
                helps.put(own + magic.name(), magic.help());
                magic.aliases().stream()
                        .filter(alias -> Character.isLetter(alias.charAt(0)))
                        .forEach(alias -> helps.put(own + alias, magic.help()));
            }
        }
        language.askUserMagics().forEach((name, help) -> helps.put(mark + name, help));
        var begin = prefix.toLowerCase(Locale.ROOT);
        var found = new ArrayList<Suggestion>();
        helps.forEach(
                (name, help) -> {
                    if (name.replace("%", "").toLowerCase(Locale.ROOT).startsWith(begin)
                            && Character.isLetter(name.replace("%", "").charAt(0))) {
                        found.add(new Suggestion(name, "magic", help));
                    }
                });
        return found;
    }

    /// Java in arguments is completed as Java; else the magic knows.
    private static Optional<Completion> arguments(
            CellPart.Magic part, String code, int cursor, JavaLanguage language) {
        var magic = language.magics().find(part.name());
        if (magic.isEmpty()) {
            return Optional.of(new Completion(cursor, cursor, List.of()));
        }
        if (magic.get().interpolation() == Magic.Interpolation.NONE) {
            return Optional.of(
                    language.completeJava(code.substring(part.argumentsOffset(), cursor))
                            .shifted(part.argumentsOffset()));
        }
        var text = code.substring(Math.min(part.argumentsOffset(), cursor), cursor);
        var begin = cursor - Completing.lastWord(text).length();
        var suggestions =
                magic.get().complete(text, language.settings()).stream()
                        .map(each -> new Suggestion(each, "", ""))
                        .toList();
        return Optional.of(new Completion(begin, cursor, suggestions));
    }

    /// The help of the magic at the cursor.
    static Optional<MimeBundle> inspect(String code, int cursor, JavaLanguage language) {
        for (var part : CellCutter.cut(code, language.names())) {
            if (part instanceof CellPart.Magic magic
                    && magic.form() != CellPart.Form.DIRECTIVE
                    && cursor >= magic.offset()
                    && cursor <= Math.max(magic.argumentsOffset(), magic.offset() + 1)) {
                var help = language.magics().find(magic.name()).map(HelpTexts::of);
                return help.or(() -> Optional.ofNullable(language.userMagics().get(magic.name())))
                        .map(MimeBundle::text);
            }
        }
        return Optional.empty();
    }

    /// A cell magic goes on until an empty line; a magic at the end is whole.
    static Optional<Completeness> completeness(String code, JavaLanguage language) {
        var parts = CellCutter.cut(code, language.names());
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return switch (parts.getLast()) {
            case CellPart.Misplaced _ ->
                    Optional.of(new Completeness(Completeness.State.INVALID, ""));
            case CellPart.Magic magic when magic.body().isPresent() -> {
                var lines = magic.body().get().text();
                var whole = lines.isBlank() ? lines.length() > 0 : lines.endsWith("\n");
                yield Optional.of(
                        whole
                                ? new Completeness(Completeness.State.COMPLETE, "")
                                : new Completeness(Completeness.State.INCOMPLETE, ""));
            }
            case CellPart.Magic _ when code.endsWith("\\") ->
                    Optional.of(new Completeness(Completeness.State.INCOMPLETE, ""));
            default -> Optional.empty();
        };
    }
}
