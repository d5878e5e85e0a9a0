package dev.cuaderno.kernel.magic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What a magic takes behind its name: options, then words or raw text. Knows how to say it, to
/// read it and to tell what is wrong.
///
/// @param options in any order before or between the words
/// @param label names what follows them in the usage line, for instance `FILE`
/// @param raw true if it is one text that may hold anything, for instance Java
/// @param least how many words it takes at least; for raw text, 0 or 1
/// @param most how many words it takes at most
/// @param passing how many words it reads itself; those behind them are passed on, dashes included
public record Syntax(
        List<Option> options, String label, boolean raw, int least, int most, int passing) {

    private static final int ANY = Integer.MAX_VALUE;

    /// An option.
    ///
    /// @param name without dashes; one letter is written `-n`, a word `--name`
    /// @param value names its value; empty for a flag
    /// @param help what it does
    public record Option(String name, Optional<String> value, String help) {

        /// An option without a value.
        public static Option flag(String name, String help) {
            return new Option(name, Optional.empty(), help);
        }

        /// An option with a value.
        public static Option of(String name, String value, String help) {
            return new Option(name, Optional.of(value), help);
        }

        private String usage() {
            return "[" + dashed(name) + value.map(label -> " " + label).orElse("") + "]";
        }
    }

    /// Takes nothing.
    public static Syntax none(Option... options) {
        return new Syntax(List.of(options), "", false, 0, 0, ANY);
    }

    /// Takes one word.
    public static Syntax word(String label, Option... options) {
        return new Syntax(List.of(options), label, false, 1, 1, ANY);
    }

    /// Takes one word or none.
    public static Syntax optionalWord(String label, Option... options) {
        return new Syntax(List.of(options), label, false, 0, 1, ANY);
    }

    /// Takes any number of words.
    public static Syntax words(String label, int least, Option... options) {
        return new Syntax(List.of(options), label, false, least, ANY, ANY);
    }

    /// Takes any number of words, of which all but the first few may begin with a dash, since they
    /// are options of something else.
    ///
    /// @param own how many words are the magic's own
    public static Syntax passing(String label, int own) {
        return new Syntax(List.of(), label, false, own, ANY, own);
    }

    /// Takes the rest of the line as it is.
    public static Syntax text(String label, boolean required, Option... options) {
        return new Syntax(List.of(options), label, true, required ? 1 : 0, 1, ANY);
    }

    /// Takes whatever follows, dashes included.
    public static Syntax anything(String label) {
        return new Syntax(List.of(), label, true, 0, 1, 0);
    }

    static String dashed(String option) {
        return (option.length() == 1 ? "-" : "--") + option;
    }

    /// The usage, for instance `%timeit [-n LOOPS] CODE`.
    public String usage(String spelling) {
        var usage = new StringBuilder(spelling);
        options.forEach(option -> usage.append(' ').append(option.usage()));
        if (!label.isEmpty()) {
            var dots = most > 1 ? " ..." : "";
            usage.append(' ').append(least == 0 ? "[" + label + dots + "]" : label + dots);
        }
        return usage.toString();
    }

    /// Reads arguments.
    ///
    /// @param spelling how the magic was called, for messages
    /// @param offset where `text` begins in the cell
    /// @throws MagicException if they do not fit, with the usage
    public Arguments parse(String spelling, String text, int offset) throws MagicException {
        var given = new LinkedHashMap<String, String>();
        var words = new ArrayList<String>();
        var reader = new Words(text);
        while (true) {
            var begin = reader.skipBlanks();
            var quoted = reader.atQuote();
            if (raw && (quoted || passing == 0 || !isOption(reader.peek()))) {
                var rest = text.substring(begin);
                if (least > 0 && rest.isBlank()) {
                    throw wrong(spelling, "needs " + label);
                }
                return new Arguments(given, List.of(), rest, offset + begin, text);
            }
            if (reader.atEnd()) {
                break;
            }
            var word = reader.next();
            if (reader.unclosed()) {
                throw wrong(spelling, "has a quote that is not closed: " + text.substring(begin));
            }
            if (quoted || words.size() >= passing || !isOption(word)) {
                words.add(word);
                continue;
            }
            if (word.equals("--")) {
                continue;
            }
            option(spelling, word, reader, given);
        }
        check(spelling, words);
        return new Arguments(given, words, "", offset + text.length(), text);
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.charAt(0) == '-' && !Character.isDigit(word.charAt(1));
    }

    private void option(
            String spelling, String word, Words reader, LinkedHashMap<String, String> given)
            throws MagicException {
        var name = word.replaceFirst("^--?", "");
        for (var option : options) {
            if (option.name().equals(name)) {
                if (option.value().isEmpty()) {
                    given.put(name, "");
                    return;
                }
                reader.skipBlanks();
                if (reader.atEnd()) {
                    throw wrong(spelling, word + " needs " + option.value().get() + " behind it");
                }
                given.put(name, reader.next());
                return;
            }
            // -n10 and --name=value
            if (option.value().isPresent() && name.startsWith(option.name())) {
                var value = name.substring(option.name().length());
                if (option.name().length() == 1 && !word.startsWith("--")) {
                    given.put(option.name(), value);
                    return;
                }
                if (option.name().length() > 1 && value.startsWith("=")) {
                    given.put(option.name(), value.substring(1));
                    return;
                }
            }
        }
        // -la is -l -a
        if (!word.startsWith("--")
                && name.chars()
                        .allMatch(
                                letter ->
                                        options.stream()
                                                .anyMatch(
                                                        each ->
                                                                each.value().isEmpty()
                                                                        && each.name()
                                                                                .equals(
                                                                                        Character
                                                                                                .toString(
                                                                                                        letter))))) {
            name.chars().forEach(letter -> given.put(Character.toString(letter), ""));
            return;
        }
        var names = options.stream().map(Option::name).toList();
        var near = Suggestions.nearest(name, names);
        throw wrong(
                spelling,
                "has no option "
                        + word
                        + near.map(each -> "; did you mean " + dashed(each) + "?").orElse(""));
    }

    private void check(String spelling, List<String> words) throws MagicException {
        if (words.size() < least) {
            throw wrong(spelling, "needs " + label);
        }
        if (words.size() > most) {
            throw wrong(
                    spelling,
                    most == 0
                            ? "takes nothing behind it, but has: " + String.join(" ", words)
                            : "takes one " + label + ", but has: " + String.join(" ", words));
        }
    }

    private MagicException wrong(String spelling, String what) {
        return new MagicException(
                "UsageError", spelling + " " + what + ". Usage: " + usage(spelling));
    }
}
