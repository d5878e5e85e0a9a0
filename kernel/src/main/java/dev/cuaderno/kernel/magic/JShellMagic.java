package dev.cuaderno.kernel.magic;

import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.MagicSession.Declared;
import dev.cuaderno.kernel.magic.MagicSession.Declared.Kind;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `%jshell /vars` and the like: what users of the `jshell` tool type.
final class JShellMagic implements Magic {

    private static final List<String> COMMANDS =
            List.of("/vars", "/methods", "/types", "/imports", "/list", "/drop", "/help");

    @Override
    public String name() {
        return "jshell";
    }

    @Override
    public String help() {
        return "Commands of the jshell tool: " + String.join(" ", COMMANDS) + ".";
    }

    @Override
    public Syntax syntax() {
        return Syntax.passing("/COMMAND [NAME]", 1);
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, CellFailure {
        var words = call.arguments().words();
        var names = words.subList(1, words.size());
        var command = words.getFirst();
        switch (command) {
            case "/vars" -> {
                var text = new StringBuilder();
                for (var each : find(Kind.VARIABLE, names, session)) {
                    text.append("|    ")
                            .append(WhoMagic.simple(each.type()))
                            .append(' ')
                            .append(each.name())
                            .append(" = ")
                            .append(session.text(each.name()).orElse("(its toString() fails)"))
                            .append('\n');
                }
                print(text.toString(), session);
            }
            case "/methods" ->
                    print(
                            find(Kind.METHOD, names, session).stream()
                                    .map(each -> "|    " + each.name() + " " + each.type() + "\n")
                                    .collect(Collectors.joining()),
                            session);
            case "/types" ->
                    print(
                            find(Kind.TYPE, names, session).stream()
                                    .map(each -> "|    " + each.type() + " " + each.name() + "\n")
                                    .collect(Collectors.joining()),
                            session);
            case "/imports" ->
                    print(
                            find(Kind.IMPORT, names, session).stream()
                                    .map(each -> "|    " + each.source().strip() + "\n")
                                    .collect(Collectors.joining()),
                            session);
            case "/list" -> print(list(names, session), session);
            case "/drop" -> drop(names, session);
            case "/help" -> print("%jshell " + String.join(", ", COMMANDS) + "\n", session);
            default -> throw unknown(command);
        }
        return Result.none();
    }

    private static MagicException unknown(String command) {
        var advice =
                switch (command) {
                    case "/exit" -> "; restart or close the notebook instead";
                    case "/reset", "/reload" -> "; %reset forgets all declarations";
                    case "/open" -> "; %load FILE evaluates a file";
                    case "/save" -> "; %export FILE writes the notebook as Java";
                    case "/history" -> "; %history shows the cells that were run";
                    case "/env" -> "; settings of the cells' JVM have magics of their own";
                    default ->
                            Suggestions.nearest(command, COMMANDS)
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse("; there are " + String.join(", ", COMMANDS));
                };
        return new MagicException("UsageError", "%jshell knows no " + command + advice);
    }

    private static void print(String text, MagicSession session) {
        session.print(text.isEmpty() ? "There are none.\n" : text);
    }

    private static List<Declared> find(Kind kind, List<String> names, MagicSession session) {
        return session.declared().stream()
                .filter(each -> each.kind() == kind)
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }

    private static String list(List<String> names, MagicSession session) {
        var all = names.contains("-all");
        Stream<Declared> found =
                session.declared().stream()
                        .filter(each -> all || each.own())
                        .filter(
                                each ->
                                        all
                                                || names.isEmpty()
                                                || names.contains(each.name())
                                                || names.contains(each.id()));
        return found.map(each -> each.id() + " : " + each.source().strip() + "\n")
                .collect(Collectors.joining());
    }

    private static void drop(List<String> names, MagicSession session) throws MagicException {
        if (names.isEmpty()) {
            throw new MagicException("UsageError", "%jshell /drop needs a NAME");
        }
        for (var name : names) {
            var found =
                    session.declared().stream()
                            .filter(each -> each.name().equals(name) || each.id().equals(name))
                            .toList();
            if (found.isEmpty()) {
                throw new MagicException("nothing is declared as " + name);
            }
            session.drop(found);
        }
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        return COMMANDS.stream().filter(each -> each.startsWith(arguments)).toList();
    }
}
