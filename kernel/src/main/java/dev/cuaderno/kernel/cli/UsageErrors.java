package dev.cuaderno.kernel.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Answers a wrong command line: what is wrong, what was perhaps meant, where the help is.
final class UsageErrors {

    private UsageErrors() {}

    static int handle(ParameterException failure, String... args) {
        CommandLine command = failure.getCommandLine();
        var err = command.getErr();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            var word = unmatched.getUnmatched().getFirst();
            var isOption = word.startsWith("-");
            var isCommand = !isOption && !command.getSubcommands().isEmpty();
            var kind = isOption ? "unknown option" : isCommand ? "unknown command" : "one too many";
            err.println("cuaderno: " + kind + ": " + word);
            nearest(word, isCommand ? commands(command) : isOption ? options(command) : List.of())
                    .ifPresent(found -> err.println("Did you mean " + found + "?"));
        } else {
            err.println("cuaderno: " + failure.getMessage());
        }
        var name = command.getParent() == null ? "" : " " + command.getCommandName();
        err.println("See: cuaderno help" + name);
        return Main.USAGE;
    }

    private static List<String> commands(CommandLine command) {
        return List.copyOf(command.getSubcommands().keySet());
    }

    private static List<String> options(CommandLine command) {
        var names = new ArrayList<String>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }

    /// The name closest to `word`, if it is close at all.
    static Optional<String> nearest(String word, List<String> names) {
        // A value may hang on the option: --timeot=3.
        var typed = word.replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
        return names.stream()
                .filter(
                        name ->
                                isBeginning(typed, name)
                                        || distance(typed, name) <= Math.max(1, name.length() / 3))
                .min(
                        Comparator.comparingInt(
                                name -> isBeginning(typed, name) ? 0 : distance(typed, name)));
    }

    private static boolean isBeginning(String typed, String name) {
        return typed.length() > 2 && name.startsWith(typed);
    }

    /// How many letters must be added, left out, changed or swapped with their neighbours to get
    /// from one word to another (optimal string alignment).
    static int distance(String a, String b) {
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                var change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                cost[i - 1][j - 1] + change,
                                1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
