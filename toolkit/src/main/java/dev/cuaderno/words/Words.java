package dev.cuaderno.words;

import dev.cuaderno.display.OutputLanguage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The words that outputs say, in the language of the notebook: see [OutputLanguage]. The program
/// has them in English; `es.txt` beside this class has a line `English = Spanish` for each. Names
/// of methods, layers and metrics stay as they are in code, and numbers are written alike
/// everywhere.
public final class Words {

    private static final Map<String, String> SPANISH = read("es.txt");

    private Words() {}

    /// Words in the language that holds now; in English if they are not translated.
    public static String say(String english) {
        return switch (OutputLanguage.current()) {
            case ENGLISH -> english;
            case SPANISH -> SPANISH.getOrDefault(english, english);
        };
    }

    /// Words with values put in, as [String#format] does it, with a decimal point.
    public static String say(String english, Object... values) {
        return String.format(Locale.ROOT, say(english), values);
    }

    static Map<String, String> spanish() {
        return SPANISH;
    }

    private static Map<String, String> read(String file) {
        try (var in = Words.class.getResourceAsStream(file)) {
            var words = new HashMap<String, String>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(" = "))
                    .map(line -> line.split(" = ", 2))
                    .forEach(pair -> words.put(pair[0], pair[1]));
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
