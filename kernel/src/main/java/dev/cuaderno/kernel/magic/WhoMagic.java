package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.magic.MagicSession.Declared;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// `%who` and `%whos`: the variables, with or without types and values.
final class WhoMagic implements Magic {

    private static final int WIDTH = 60;

    private final boolean detailed;

    WhoMagic(boolean detailed) {
        this.detailed = detailed;
    }

    @Override
    public String name() {
        return detailed ? "whos" : "who";
    }

    @Override
    public String help() {
        return detailed ? "Lists the variables with types and values." : "Lists the variables.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words("TYPE", 0);
    }

    @Override
    public Result run(Call call, MagicSession session) throws CellFailure {
        var types = call.arguments().words();
        var byName = new LinkedHashMap<String, Declared>();
        for (var each : session.declared()) {
            var simple = simple(each.type());
            if (each.kind() == Declared.Kind.VARIABLE
                    && !each.name().startsWith("$")
                    && (types.isEmpty()
                            || types.contains(simple)
                            || types.contains(bare(simple)))) {
                byName.put(each.name(), each);
            }
        }
        if (byName.isEmpty()) {
            session.print(
                    types.isEmpty()
                            ? "There are no variables.\n"
                            : "There are no variables of type " + String.join(", ", types) + ".\n");
        } else if (detailed) {
            table(List.copyOf(byName.values()), session);
        } else {
            session.print(String.join("  ", byName.keySet()) + "\n");
        }
        return Result.none();
    }

    private static void table(List<Declared> variables, MagicSession session) throws CellFailure {
        var name = width("Variable", variables.stream().map(Declared::name).toList());
        var type = width("Type", variables.stream().map(each -> simple(each.type())).toList());
        var line = "%-" + name + "s  %-" + type + "s  %s\n";
        var text = new StringBuilder(String.format(Locale.ROOT, line, "Variable", "Type", "Value"));
        text.append("-".repeat(name + type + 9)).append('\n');
        for (var each : variables) {
            var value = session.text(each.name()).orElse("(its toString() fails)");
            text.append(
                    String.format(
                            Locale.ROOT, line, each.name(), simple(each.type()), brief(value)));
        }
        session.print(text.toString());
    }

    private static int width(String title, List<String> texts) {
        return texts.stream().mapToInt(String::length).reduce(title.length(), Math::max);
    }

    private static String brief(String value) {
        var flat = value.strip().replaceAll("\\s*\\R\\s*", " ⏎ ");
        return flat.length() <= WIDTH ? flat : flat.substring(0, WIDTH - 1) + "…";
    }

    /// A type without its packages.
    static String simple(String type) {
        return type.replaceAll("\\b(?:\\p{javaLowerCase}\\w*\\.)+(?=\\p{javaUpperCase})", "");
    }

    private static String bare(String type) {
        return type.replaceAll("<.*>", "");
    }
}
