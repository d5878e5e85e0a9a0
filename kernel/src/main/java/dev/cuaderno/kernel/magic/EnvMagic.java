package dev.cuaderno.kernel.magic;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `%env`: environment variables of the cells and of the commands they start.
final class EnvMagic implements Magic {

    private static final Pattern SETTING = Pattern.compile("(?s)([^\\s=]+)(?:\\s*=\\s*|\\s+)(.*)");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(key|token|secret|passw|credential).*");

    @Override
    public String name() {
        return "env";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("set_env");
    }

    @Override
    public String help() {
        return "Lists, shows and sets environment variables.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.text(
                "NAME[=VALUE]", false, Syntax.Option.of("u", "NAME", "removes a variable"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, CellFailure {
        var removed = call.arguments().text("u");
        var rest = call.arguments().rest().strip();
        if (removed.isPresent()) {
            if (!rest.isEmpty()) {
                throw new MagicException(
                        "UsageError", "%env -u takes one NAME, but has also: " + rest);
            }
            session.setEnvironment(removed.get(), null);
            return Result.none();
        }
        var present = session.environment();
        if (rest.isEmpty()) {
            return Result.lines(list(present));
        }
        var setting = SETTING.matcher(rest);
        if (setting.matches()) {
            session.setEnvironment(setting.group(1), setting.group(2));
            return Result.none();
        }
        if (rest.indexOf('=') >= 0) {
            throw new MagicException("UsageError", "%env has no name before the =: " + rest);
        }
        var value = present.get(rest);
        if (value == null) {
            var near = Suggestions.nearest(rest, present.keySet());
            throw new MagicException(
                    "there is no environment variable "
                            + rest
                            + near.map(each -> "; did you mean " + each + "?").orElse(""));
        }
        return Result.text(value);
    }

    /// Secrets are not shown in a list: notebooks are kept and passed on.
    private static List<String> list(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + "="
                                                + (SECRET.matcher(each.getKey()).matches()
                                                        ? "<hidden>"
                                                        : each.getValue()))
                        .collect(Collectors.toList());
    }
}
