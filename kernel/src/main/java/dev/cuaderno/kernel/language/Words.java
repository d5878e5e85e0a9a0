package dev.cuaderno.kernel.language;

import java.util.ArrayList;
import java.util.List;

/// Splits a line of options into words as the `java` launcher does with `JDK_JAVA_OPTIONS`: at
/// blanks, except between a pair of `"` or `'`, which are taken away. A backslash means itself.
public final class Words {

    private Words() {}

    /// The words of a line.
    ///
    /// @throws IllegalArgumentException if a quotation is not closed
    public static List<String> split(String line) {
        var words = new ArrayList<String>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException(
                    "a quotation begun with " + quote + " is not closed in: " + line.strip());
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
