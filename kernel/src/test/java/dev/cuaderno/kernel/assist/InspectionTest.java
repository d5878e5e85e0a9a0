package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// What is told about the thing at `|`. In the table `#` stands for the end of a line.
@Timeout(120)
class InspectionTest {

    @TempDir private static Path folder;
    private static SessionForTests session;

    @BeforeAll
    static void start() {
        session = new SessionForTests(folder);
        session.declare(
                "var words = List.of(\"a\");",
                "/** Three times.\n * @param n how <i>many</i> */ int triple(int n) { return 3 * n; }",
                "/// A pair.\n///\n/// - `left` first\nrecord Pair(int left, String right) {\n"
                        + "  /// Joins.\n  String both() { return left + right; }\n}",
                "enum Color { RED, GREEN }",
                "sealed interface Shape permits Square {}",
                "record Square(int side) implements Shape {}");
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            quoteCharacter = '\u00a7',
            value = {
                // the end, the middle, the arguments, behind the call
                "Math.max| \u00a6 static int Math.max(int a, int b)",
                "Math.m|ax(1, 2) \u00a6 static int Math.max(int a, int b)",
                "Math.max(| \u00a6 static int Math.max(int a, int b)",
                "Math.max(1, |2) \u00a6 static int Math.max(int a, int b)",
                "Math.max(1, 2)| \u00a6 static int Math.max(int a, int b)",
                "System.out.println(\"he|llo\") \u00a6 void PrintStream.println(String x)",
                // the best of several
                "Math.m|ax(1.0, 2) \u00a6 static double Math.max(double a, double b)##Returns the greater",
                "new Array|List<String>(3) \u00a6 ArrayList(int initialCapacity)",
                "words.stream().map(String::tr|im) \u00a6 String String.trim()",
                "words.forEach(w -> w.leng|th()); \u00a6 int String.length()",
                "words.st|ream() \u00a6 Stream<E> Collection.stream()",
                // own declarations
                "trip|le(3) \u00a6 int triple(int n)",
                "triple| \u00a6 `n` \u2013 how *many*",
                "Pair| \u00a6 record Pair(int left, String right)",
                "Pair| \u00a6 - `left` first",
                "new Pair(1, \"\").bo|th() \u00a6 Joins.",
                "Shape| \u00a6 sealed interface Shape#    permits Square",
                "Color| \u00a6 enum Color",
                "Color.R|ED \u00a6 Color.RED",
                "int f(String text) { return te|xt.length(); } \u00a6 String text",
                // types, packages, modules
                "Str|ing s; \u00a6 public final class String",
                "Point| \u00a6 package java.awt;",
                "Math.P|I \u00a6 static final double Math.PI = 3.14159",
                "java.ut|il.List l; \u00a6 package java.util",
                "import java.util.Li|st; \u00a6 interface List<E>",
                "import java.util|.List; \u00a6 collections framework",
                "import static java.lang.Math.ma|x; \u00a6 static int Math.max(int a, int b)",
                "import module java.ba|se; \u00a6 Defines the foundational APIs",
                // inherited documentation
                "new ArrayList<String>().contain|sAll(null) \u00a6 **Returns**",
            })
    void tells(String marked, String wanted) {
        var markdown = session.markdown(marked.replace('#', '\n'));
        var text = wanted.replace('#', '\n').replace("\n\nReturns", "\n```\n\nReturns");
        assertTrue(markdown.contains(text), markdown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing_of_that_name|",
                "// Math.max|",
                "1 + |2",
                "|",
                "return|",
                "words.nope|"
            })
    void tellsNothing(String marked) {
        var cursor = marked.indexOf('|');
        var found = session.assistant.inspect(marked.replace("|", ""), cursor, 0);
        assertTrue(found.isEmpty(), () -> found.get().plainText());
    }

    @Test
    void overloadsFollowTheBestOne() {
        var markdown = session.markdown("Math.ma|x(1L, 2L)");
        assertTrue(markdown.startsWith("```java\nstatic long Math.max(long a, long b)"), markdown);
        var others = markdown.substring(markdown.indexOf("**Overloads**"));
        assertTrue(others.contains("static float Math.max(float a, float b)"), others);
        assertFalse(others.contains("long"), others);
    }

    @Test
    void aVariableHasTypeAndValue() {
        session.values.put("words", "[a]");
        var plain = session.inspect("wor|ds", 0).plainText();
        assertTrue(plain.contains("List<String> words"), plain);
        assertTrue(plain.contains("[a]"), plain);
        session.values.clear();
        assertEquals("List<String> words", session.inspect("wor|ds", 0).plainText());
    }

    @Test
    void detailOneIsTheSource() {
        var own = session.inspect("trip|le", 1).plainText();
        assertTrue(own.contains("return 3 * n;"), own);
        var library = session.inspect("words.get(0).is|Empty()", 1).plainText();
        assertTrue(library.contains("return value.length == 0;"), library);
        var variable = session.inspect("wor|ds", 1).plainText();
        assertTrue(variable.contains("var words = List.of(\"a\")"), variable);
    }

    @Test
    void allFormsAreGiven() {
        var bundle = session.inspect("Math.ma|x(1, 2)", 0);
        var html = bundle.data().get(MimeBundle.HTML);
        assertTrue(html.contains("<code>Integer.MAX_VALUE</code>"), html);
        assertTrue(html.contains("<li><code>a</code>"), html);
        var plain = bundle.plainText();
        assertFalse(plain.contains("{@code") || plain.contains("**"), plain);
    }
}
