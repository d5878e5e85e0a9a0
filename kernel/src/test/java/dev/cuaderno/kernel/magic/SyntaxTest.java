package dev.cuaderno.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.magic.Syntax.Option;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class SyntaxTest {

    private static final Option LONG = Option.flag("l", "long");
    private static final Option ALL = Option.flag("a", "all");
    private static final Option COUNT = Option.of("n", "COUNT", "how many");
    private static final Option NAME = Option.of("name", "NAME", "which");

    private static Arguments parse(Syntax syntax, String text) throws MagicException {
        return syntax.parse("%x", text, 100);
    }

    private static String error(Syntax syntax, String text) {
        return assertThrows(MagicException.class, () -> parse(syntax, text)).getMessage();
    }

    @Test
    void readsOptionsAndWords() throws MagicException {
        var syntax = Syntax.words("FILE", 0, LONG, ALL, COUNT, NAME);
        var read = parse(syntax, "-la 'a b' -n 3 c\"d e\" --name=q C:\\x");
        assertEquals(Map.of("l", "", "a", "", "n", "3", "name", "q"), read.options());
        assertEquals(List.of("a b", "cd e", "C:\\x"), read.words());
        assertEquals(7, parse(syntax, "-n7").integer("n", 1, 1));
        assertEquals(1, parse(syntax, "").integer("n", 1, 1));
    }

    @Test
    void rawTextBeginsBehindTheOptions() throws MagicException {
        var read = parse(Syntax.text("CODE", true, COUNT), "-n 3  f(\"-n\") - 1");
        assertEquals("f(\"-n\") - 1", read.rest());
        assertEquals(106, read.restOffset());
        assertEquals("-1 + 2", parse(Syntax.text("CODE", true, COUNT), "-1 + 2").rest());
        assertEquals("\"a\"", parse(Syntax.text("CODE", true, COUNT), "\"a\"").rest());
    }

    @Test
    void saysWhatIsWrongAndHowItIsUsed() {
        var syntax = Syntax.words("FILE", 1, LONG, NAME);
        assertEquals("%x needs FILE. Usage: %x [-l] [--name NAME] FILE ...", error(syntax, ""));
        assertTrue(
                error(syntax, "--nmae=2 f").contains("no option --nmae=2"),
                error(syntax, "--nmae=2 f"));
        assertTrue(error(syntax, "--nane v").contains("did you mean --name?"));
        assertTrue(error(syntax, "--name").contains("--name needs NAME behind it"));
        assertTrue(error(syntax, "'a b").contains("a quote that is not closed"));
        assertTrue(error(Syntax.none(), "a").contains("takes nothing behind it, but has: a"));
        assertTrue(error(Syntax.word("FILE"), "a b").contains("takes one FILE"));
        assertTrue(error(Syntax.text("CODE", true), "  ").contains("needs CODE"));
    }

    @Test
    void everyMagicRefusesAnOptionThatItHasNot() {
        var accepting = new ArrayList<String>();
        for (var magic : StandardMagics.all()) {
            var spelling = "%" + magic.name();
            if (magic instanceof HabitMagics) {
                continue;
            }
            try {
                magic.syntax().parse(spelling, "--no-such-option", 0);
                accepting.add(magic.name());
            } catch (MagicException refused) {
                var said = refused.getMessage();
                assertTrue(said.startsWith(spelling + " "), said);
                assertTrue(said.contains("--no-such-option"), said);
                assertTrue(said.contains("Usage: " + magic.syntax().usage(spelling)), said);
            }
        }
        // What they are given is for a JVM or a shell.
        assertEquals(List.of("bash", "jvm", "sh"), accepting.stream().sorted().toList());
    }

    @Test
    void whatIsPassedOnKeepsItsDashes() throws MagicException {
        var read = parse(Syntax.passing("FILE [ARGUMENT]", 1), "a.java -v --x=1");
        assertEquals(List.of("a.java", "-v", "--x=1"), read.words());
        assertTrue(error(Syntax.passing("FILE", 1), "-v").contains("has no option -v"));
        assertEquals(List.of("-x"), parse(Syntax.word("FILE"), "'-x'").words());
    }

    @Test
    void numbersAreChecked() throws MagicException {
        var syntax = Syntax.none(COUNT);
        for (var wrong : List.of("x", "0", "1.5", "99999999999")) {
            var read = parse(syntax, "-n " + wrong);
            var error = assertThrows(MagicException.class, () -> read.integer("n", 1, 1));
            assertEquals("-n takes a whole number of 1 or more, not " + wrong, error.getMessage());
        }
    }

    @Test
    void aSlipFindsTheNearestName() {
        var names = List.of("time", "timeit", "ls", "who", "whos", "html");
        assertEquals("time", Suggestions.nearest("tmie", names).orElseThrow());
        assertEquals("html", Suggestions.nearest("htlm", names).orElseThrow());
        assertTrue(Suggestions.nearest("zebra", names).isEmpty());
    }
}
