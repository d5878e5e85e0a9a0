package dev.cuaderno.words;

import static dev.cuaderno.Cuaderno.batchNorm2d;
import static dev.cuaderno.Cuaderno.conv2d;
import static dev.cuaderno.Cuaderno.flatten;
import static dev.cuaderno.Cuaderno.linear;
import static dev.cuaderno.Cuaderno.relu;
import static dev.cuaderno.Cuaderno.sequential;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.Cuaderno.zeros;
import static dev.cuaderno.display.OutputLanguage.ENGLISH;
import static dev.cuaderno.display.OutputLanguage.SPANISH;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.display.OutputLanguage;
import dev.cuaderno.explain.Explain;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class WordsTest {

    private static final Pattern SAID = Pattern.compile("\\bsay\\(\\s*((?:\"[^\"]*\"[\\s+]*)+)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("%[-0-9.,]*[a-z%]");

    /// All words that the sources say, with the parts of long ones put together.
    private static Set<String> said() throws IOException {
        var all = new TreeSet<String>();
        for (var folder : List.of("src/main/java", "../datasets/src/main/java")) {
            if (Files.isDirectory(Path.of(folder))) {
                collect(Path.of(folder), all);
            }
        }
        return all;
    }

    private static void collect(Path folder, Set<String> all) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                SAID.matcher(Files.readString(file))
                        .results()
                        .map(one -> one.group(1))
                        .map(
                                text ->
                                        LITERAL.matcher(text)
                                                .results()
                                                .map(part -> part.group(1))
                                                .collect(Collectors.joining()))
                        .map(String::translateEscapes)
                        .forEach(all::add);
            }
        }
    }

    @Test
    void allThatIsSaidHasSpanishWords() throws IOException {
        var missing = said();
        assertTrue(missing.contains("mean of %d") && missing.size() > 60, missing::toString);
        missing.removeAll(Words.spanish().keySet());
        assertEquals(List.of(), List.copyOf(missing));
    }

    @Test
    void translationsTakeTheSameValuesInTheSameOrder() {
        Words.spanish()
                .forEach(
                        (english, spanish) ->
                                assertEquals(values(english), values(spanish), english));
    }

    private static List<String> values(String words) {
        return VALUE.matcher(words).results().map(one -> one.group()).toList();
    }

    @Test
    void numbersAreWrittenAlikeInBothLanguages() {
        assertEquals("7 samples, accuracy 0.5000", samples(ENGLISH));
        assertEquals("7 muestras, exactitud 0.5000", samples(SPANISH));
    }

    private static String samples(OutputLanguage language) {
        return language.during(() -> Words.say("%d samples, accuracy %.4f", 7, 0.5));
    }

    @Test
    void wordsWithoutATranslationStayEnglish() {
        assertEquals("unheard of", SPANISH.during(() -> Words.say("unheard of")));
    }

    private static String html(Displayable view) {
        return view.mime().data().get(MimeBundle.HTML);
    }

    @Test
    void viewsSpeakTheLanguageThatHoldsWhenTheyAreShown() {
        var net = sequential(conv2d(1, 2, 3), relu(), flatten(), linear(8, 3));
        var card = Explain.architecture(net, 1, 4, 4);
        var spanish = SPANISH.during(() -> html(card));
        for (var word : List.of(">capa<", ">salida<", ">parámetros<", "entrada [1, 4, 4]")) {
            assertTrue(spanish.contains(word), word);
        }
        var english = ENGLISH.during(() -> html(card));
        for (var word : List.of(">layer<", ">output<", ">parameters<", "input [1, 4, 4]")) {
            assertTrue(english.contains(word), word);
            assertFalse(spanish.contains(word), word);
        }
        var table = SPANISH.during(() -> net.summary(1, 4, 4).toString());
        assertTrue(table.startsWith("capa"), table);
        assertTrue(table.contains("parámetros 47 (188 B)"), table);
    }

    @Test
    void thePlayersControlsHaveNames() {
        var film = Explain.trace(tensor("1 2 \n 3 4"), Explain.maxPool(2));
        assertTrue(SPANISH.during(() -> html(film)).contains("\"reproducir\",\"pausa\""));
        assertTrue(ENGLISH.during(() -> html(film)).contains("\"play\",\"pause\""));
    }

    @Test
    void titlesChosenWithTheDataAreInTheLanguageOfThatMoment() {
        var x = zeros(2, 1, 2, 2);
        var shown = SPANISH.during(() -> html(Explain.distributions(batchNorm2d(1), x)));
        assertTrue(shown.contains("entrenamiento: μ = 0") && shown.contains("canal 0"), shown);
    }
}
