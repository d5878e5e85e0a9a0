package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.magic.CellFailure;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.MagicSession.Declared;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts values in the place of `${expression}` and `{variable}`. What the session does not know is
/// left as it is, since it may mean something to a shell or a glob; `\\${` is a plain `${`.
final class Interpolation {

    private static final String DOLLAR = "(?<escape>\\\\?)\\$\\{(?<expression>[^{}]+)}";
    private static final String BRACES =
            "(?<![$\\\\\\w])\\{(?<name>[\\p{javaJavaIdentifierStart}]\\w*)}";
    private static final Pattern BOTH = Pattern.compile(DOLLAR + "|" + BRACES);
    private static final Pattern DOLLAR_ONLY = Pattern.compile(DOLLAR + "|(?<name>(?!))");
    private static final Pattern FIRST_NAME = Pattern.compile("[\\p{javaJavaIdentifierStart}]\\w*");

    private final MagicSession session;

    Interpolation(MagicSession session) {
        this.session = session;
    }

    /// Replaces both forms.
    String inArguments(String text) throws CellFailure {
        return replace(text, BOTH);
    }

    /// Replaces `${expression}` only.
    String inBody(String text) throws CellFailure {
        return replace(text, DOLLAR_ONLY);
    }

    private String replace(String text, Pattern pattern) throws CellFailure {
        if (text.indexOf('{') < 0) {
            return text;
        }
        var done = new StringBuilder();
        var end = 0;
        for (var match = pattern.matcher(text); match.find(); end = match.end()) {
            done.append(text, end, match.start()).append(replacement(match));
        }
        return done.append(text, end, text.length()).toString();
    }

    private String replacement(Matcher match) throws CellFailure {
        if (match.group("name") != null) {
            return value(match.group("name"), match.group());
        }
        return match.group("escape").isEmpty()
                ? value(match.group("expression"), match.group())
                : match.group().substring(1);
    }

    private String value(String expression, String otherwise) throws CellFailure {
        var first = FIRST_NAME.matcher(expression);
        return first.find() && isVariable(first.group())
                ? session.text(expression).orElse(otherwise)
                : otherwise;
    }

    private boolean isVariable(String name) {
        return session.declared().stream()
                .anyMatch(each -> each.kind() != Declared.Kind.IMPORT && each.name().equals(name));
    }
}
