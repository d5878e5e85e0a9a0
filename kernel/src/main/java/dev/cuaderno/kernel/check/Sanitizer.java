package dev.cuaderno.kernel.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Replaces what differs from run to run and means nothing (times, paths, addresses) before outputs
/// are compared.
///
/// A file of rules is the one that nbval reads: sections with `regex:` and `replace:`, lines that
/// begin with `#` or `;` aside.
public final class Sanitizer {

    private record Rule(Pattern pattern, String replacement) {}

    /// What no two runs of Java have in common: hash codes of identity, addresses of lambdas.
    private static final List<Rule> BUILT_IN =
            List.of(
                    new Rule(Pattern.compile("\\$\\$Lambda[/$]0x[0-9a-f]+"), "\\$\\$Lambda"),
                    new Rule(Pattern.compile("(?<=[\\w\\]])@[0-9a-f]{4,8}\\b"), "@"));

    private final List<Rule> rules;

    private Sanitizer(List<Rule> rules) {
        this.rules = rules;
    }

    /// The built-in rules only.
    public static Sanitizer builtIn() {
        return new Sanitizer(BUILT_IN);
    }

    /// The rules of a file after the built-in ones.
    ///
    /// @throws IOException if it cannot be read or is no such file; the message names the line
    public static Sanitizer read(Path file) throws IOException {
        var rules = new ArrayList<>(BUILT_IN);
        var lines = Files.readAllLines(file);
        Pattern pattern = null;
        var section = false;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            var place = file + ":" + (i + 1) + ": ";
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                if (pattern != null) {
                    throw new IOException(place + "the rule above has no replace:");
                }
                section = true;
                continue;
            }
            var entry = line.split("\\s*[:=]\\s*", 2);
            if (!section || entry.length < 2) {
                throw new IOException(
                        place + "expected [name], and below it regex: and replace:; found " + line);
            }
            switch (entry[0]) {
                case "regex" -> pattern = compile(entry[1], place);
                case "replace" -> {
                    if (pattern == null) {
                        throw new IOException(place + "replace: stands below the regex: it is for");
                    }
                    rules.add(new Rule(pattern, replacement(entry[1])));
                    pattern = null;
                }
                default ->
                        throw new IOException(
                                place + "a rule has regex: and replace:, not " + entry[0]);
            }
        }
        if (pattern != null) {
            throw new IOException(file + ": the last rule has no replace:");
        }
        return new Sanitizer(rules);
    }

    private static Pattern compile(String regex, String place) throws IOException {
        try {
            // Python names groups in another way.
            return Pattern.compile(regex.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException wrong) {
            throw new IOException(place + wrong.getDescription() + " in " + regex, wrong);
        }
    }

    /// Python refers to groups as `\1` or `\g<name>`.
    private static String replacement(String text) {
        return text.replace("$", "\\$")
                .replaceAll("\\\\(\\d)", "\\$$1")
                .replaceAll("\\\\g<(\\w+)>", "\\${$1}");
    }

    String apply(String text) {
        var result = text;
        for (var rule : rules) {
            try {
                result = rule.pattern().matcher(result).replaceAll(rule.replacement());
            } catch (IndexOutOfBoundsException | IllegalArgumentException noSuchGroup) {
                throw new IllegalArgumentException(
                        "the replacement for "
                                + rule.pattern()
                                + " refers to a group that is not there",
                        noSuchGroup);
            }
        }
        return result;
    }
}
