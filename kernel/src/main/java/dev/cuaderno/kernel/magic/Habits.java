package dev.cuaderno.kernel.magic;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Recognises lines that do not compile because they are Python's, or the `jshell` tool's, and says
/// how Java writes them.
public final class Habits {

    private record Rule(Pattern pattern, String advice) {
        Rule(String pattern, String advice) {
            this(Pattern.compile(pattern), advice);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "^\\s*(import\\s+[\\w.]+\\s+as\\s|from\\s+[\\w.]+\\s+import\\b)",
                            "this is Python's import; Java imports classes, for instance import"
                                    + " java.util.List; or import java.util.*;"),
                    new Rule(
                            "^\\s*import\\s+(numpy|pandas|matplotlib|torch|os|sys|math|random|re"
                                    + "|json|time)\\b",
                            "this is Python's module; Java imports classes, for instance import"
                                    + " java.util.List; what java.base exports is imported already"),
                    new Rule(
                            "^\\s*print\\s*\\(",
                            "Java prints with IO.println(...) or System.out.println(...)"),
                    new Rule(
                            "^\\s*def\\s+\\w+\\s*\\(",
                            "Java writes a function with types: int twice(int x) { return 2 * x; }"),
                    new Rule(
                            "^\\s*for\\s+\\w+\\s+in\\b",
                            "Java writes for (var x : values) { ... } or for (int i = 0; i < n; i++)"
                                    + " { ... }"),
                    new Rule(
                            "^\\s*(if|while|elif|else|try|except|with|class)\\b[^{;]*:\\s*$",
                            "Java puts conditions in ( ) and blocks in { }: if (x > 0) { ... }"),
                    new Rule("^\\s*#", "Java's comments begin with // or stand in /* */"),
                    new Rule(
                            "^\\s*/(vars|list|methods|types|imports|drop|exit|reset|open|save|help)\\b",
                            "commands of the jshell tool are written %jshell /vars"),
                    new Rule(
                            "^\\s*(pip|pip3|conda)\\s+install\\b",
                            "Java's libraries come from Maven: %dep group:artifact:version"),
                    new Rule(
                            "\\blen\\s*\\(",
                            "Java writes array.length, text.length(), list.size()"),
                    new Rule("\\b(None|True|False)\\b", "Java writes null, true and false"),
                    new Rule(
                            "(^|[=(,\\s])[fr]\"",
                            "Java writes \"x = \" + x, or \"x = %d\".formatted(x)"),
                    new Rule(
                            "'[^'\\\\]{2,}'",
                            "Java writes texts in double quotes; single quotes hold one character"),
                    new Rule("\\b(and|or|not)\\s+\\w", "Java writes &&, || and !"),
                    new Rule(
                            "^\\s*%[A-Za-z]",
                            "a magic behind Java needs that Java to end with ; or }"));

    private Habits() {}

    /// Advice on a line that does not compile; empty where nothing strikes.
    public static Optional<String> advice(String line) {
        return RULES.stream()
                .filter(rule -> rule.pattern().matcher(line).find())
                .map(Rule::advice)
                .findFirst();
    }
}
