package dev.cuaderno.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a magic of one's own is called with.
///
/// @param name the name it was called by, without `%`
/// @param arguments the text behind the name, `${variables}` replaced
/// @param body the lines below `%%name`; empty for the line magic `%name`
public record MagicCall(String name, String arguments, Optional<String> body) {

    /// The arguments cut at blanks; what stands in single or double quotes stays together.
    public List<String> words() {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (int i = 0; i < arguments.length(); i++) {
            var c = arguments.charAt(i);
            if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
