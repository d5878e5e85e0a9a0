package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.CellRequests;
import dev.cuaderno.kernel.dependency.LockText;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.TreeText;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.Arguments;
import dev.cuaderno.kernel.magic.Call;
import dev.cuaderno.kernel.magic.Completing;
import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;
import dev.cuaderno.kernel.magic.Result;
import dev.cuaderno.kernel.magic.Suggestions;
import dev.cuaderno.kernel.magic.Syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// `%dep group:artifact:version ...`: libraries from Maven repositories, with all they need.
final class DepMagic implements Magic {

    private static final List<String> COMMANDS =
            List.of("tree", "list", "lock", "unlock", "remove", "restart");

    private final Libraries libraries;

    DepMagic(Libraries libraries) {
        this.libraries = libraries;
    }

    @Override
    public String name() {
        return "dep";
    }

    @Override
    public Set<String> aliases() {
        return Set.of("maven", "addMavenDependencies", "//DEPS");
    }

    @Override
    public String help() {
        return "Adds libraries from Maven repositories: %dep group:artifact:version; ...@pom is a BOM."
                + " %dep tree, list, lock, unlock, remove G:A, restart.";
    }

    @Override
    public Syntax syntax() {
        return Syntax.words(
                "COORDINATES",
                0,
                Syntax.Option.flag("offline", "uses only what ~/.m2 holds, from now on"),
                Syntax.Option.flag("online", "asks repositories again, from now on"),
                Syntax.Option.flag("update", "asks for newer snapshots and releases"),
                Syntax.Option.of("exclude", "G:A,...", "what the libraries must not bring along"));
    }

    @Override
    public Result run(Call call, MagicSession session) throws Exception {
        var arguments = call.arguments();
        if (arguments.has("offline") && arguments.has("online")) {
            throw new MagicException("UsageError", "--offline or --online, not both");
        }
        if (arguments.has("offline") || arguments.has("online")) {
            libraries.graph().setOffline(arguments.has("offline"));
            if (arguments.words().isEmpty()) {
                return Result.none();
            }
        }
        if (isCommand(arguments)) {
            return command(arguments.words(), session);
        }
        var first = arguments.words().getFirst();
        var meant = Suggestions.nearest(first, COMMANDS);
        if (first.indexOf(':') < 0 && meant.isPresent()) {
            throw new MagicException(
                    "UsageError",
                    "\""
                            + first
                            + "\" is neither a library nor a command; did you mean "
                            + call.spelling()
                            + " "
                            + meant.get()
                            + "?");
        }
        try {
            libraries.add(requests(arguments), arguments.has("update"), session);
        } catch (IllegalArgumentException bad) {
            throw new MagicException("UsageError", bad.getMessage());
        }
        return call.assigned() ? Result.lines(files()) : Result.none();
    }

    static boolean isCommand(Arguments arguments) {
        return arguments.words().isEmpty() || COMMANDS.contains(arguments.words().getFirst());
    }

    /// @throws IllegalArgumentException if a word is not the coordinates of a library
    static List<Request> requests(Arguments arguments) {
        var exclusions =
                arguments.text("exclude").stream()
                        .flatMap(text -> Stream.of(text.split("[,;]")))
                        .map(String::strip)
                        .toList();
        var words = new ArrayList<String>();
        for (var word : arguments.words()) {
            // JBang's lines may be separated by commas, too.
            var bare = word.replaceFirst("[,;]+$", "");
            if (!bare.isEmpty()) {
                words.add(bare);
            }
        }
        return CellRequests.parse(words, exclusions);
    }

    private Result command(List<String> words, MagicSession session) throws Exception {
        var command = words.isEmpty() ? "list" : words.getFirst();
        if (words.size() > 1 != command.equals("remove")) {
            throw new MagicException(
                    "UsageError",
                    command.equals("remove")
                            ? "%dep remove needs the GROUP:ARTIFACT to take back"
                            : "%dep " + command + " takes nothing behind it");
        }
        return switch (command) {
            case "tree" -> text(TreeText.of(libraries.graph().resolution().roots()));
            case "list" -> text(list());
            case "lock" -> lock();
            case "restart" -> {
                libraries.restart(session);
                yield Result.none();
            }
            case "unlock" -> {
                libraries.unlock();
                yield Result.none();
            }
            default -> {
                for (var key : words.subList(1, words.size())) {
                    libraries.change(session, progress -> libraries.graph().remove(key, progress));
                }
                yield Result.none();
            }
        };
    }

    private static Result text(String text) {
        return Result.text(text.isEmpty() ? "no libraries yet" : text.stripTrailing());
    }

    private String list() {
        var lines = new StringBuilder();
        for (var artifact : libraries.graph().resolution().artifacts()) {
            lines.append(artifact.coordinates()).append("  ").append(artifact.file()).append('\n');
        }
        return lines.toString();
    }

    private List<String> files() {
        return libraries.graph().resolution().artifacts().stream()
                .map(artifact -> artifact.file().toString())
                .toList();
    }

    private Result lock() throws MagicException {
        try {
            var lock = libraries.graph().newLock();
            if (lock.files().isEmpty()) {
                throw new MagicException("there is no library to lock yet");
            }
            return Result.text(
                    "// The libraries of this notebook: put these lines into its first cell.\n"
                            + LockText.write(lock).stripTrailing());
        } catch (ResolutionException unreadable) {
            throw new MagicException("DependencyError", unreadable.getMessage());
        }
    }

    @Override
    public List<String> complete(String arguments, Settings settings) {
        var word = Completing.lastWord(arguments);
        var first = arguments.strip().equals(word);
        return Stream.concat(
                        COMMANDS.stream().filter(each -> first && each.startsWith(word)),
                        libraries.local().complete(word).stream())
                .toList();
    }
}
