package dev.cuaderno.kernel.magic;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `!command`, `%%bash` and `%%sh`: a process whose output is shown as it comes, or caught by `var
/// lines = !command`. An exit code other than 0 is an error.
final class ShellMagic implements Magic {

    private static final int LONGEST = 60;

    private final String name;

    private ShellMagic(String name) {
        this.name = name;
    }

    static List<Magic> all() {
        return List.of(new ShellMagic("!"), new ShellMagic("bash"), new ShellMagic("sh"));
    }

    private boolean isLine() {
        return name.equals("!");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<String> aliases() {
        return isLine() ? Set.of("sx", "system") : Set.of();
    }

    @Override
    public String help() {
        return isLine()
                ? "Runs a shell command; var lines = !command catches its output."
                : "Runs the lines below in " + name + "; words behind the name are $1, $2, ...";
    }

    @Override
    public Syntax syntax() {
        return isLine() ? Syntax.text("COMMAND", true) : Syntax.passing("ARGUMENT", 0);
    }

    @Override
    public Body body() {
        return isLine() ? Body.NONE : Body.REQUIRED;
    }

    @Override
    public Result run(Call call, MagicSession session) throws MagicException, CellFailure {
        var command = new ArrayList<String>();
        String script;
        if (isLine()) {
            script = call.arguments().raw().strip();
            var isWindows = System.getProperty("os.name").startsWith("Windows");
            command.addAll(isWindows ? List.of("cmd", "/c", script) : List.of("sh", "-c", script));
        } else {
            script = call.body().orElseThrow().text();
            command.addAll(List.of(name, "-c", script, name));
            command.addAll(call.arguments().words());
        }
        var code = session.task("ShellTask", new Serializable[] {command, call.assigned()});
        if (!Integer.valueOf(0).equals(code)) {
            var line = script.strip().lines().findFirst().orElse("");
            throw new MagicException(
                    "ShellError",
                    "exit code "
                            + code
                            + " of "
                            + (isLine() ? "" : name + ": ")
                            + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line));
        }
        return call.assigned()
                ? Result.inWorker("java.util.List<java.lang.String>", Optional.empty())
                : Result.none();
    }
}
