package dev.cuaderno.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is suggested at `|`. In the tables `#` stands for the end of a line.
@Timeout(120)
class CompletionTest {

    @TempDir private static Path folder;
    private static SessionForTests session;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(folder.resolve("pictures"));
        Files.writeString(folder.resolve("points.csv"), "");
        Files.writeString(folder.resolve(".hidden"), "");
        session = new SessionForTests(folder);
        session.declare(
                "var words = List.of(\"a\");",
                "int triple(int n) { return 3 * n; }",
                "record Pair(int left, String right) { String both() { return left + right; } }",
                "enum Color { RED, GREEN }",
                "sealed interface Shape permits Square {}",
                "record Square(int side) implements Shape {}",
                "int total = 4;");
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
                // members
                "words.si| \u00a6 size()",
                "words.get(0).subs| \u00a6 substring(",
                "\"abc\".| \u00a6 length()",
                "new Pair(1, \"b\").| \u00a6 both()",
                "Math.ab| \u00a6 abs(",
                "Color.| \u00a6 RED",
                "int[] some = {1}; some.| \u00a6 length",
                "Map.Ent| \u00a6 Entry",
                "String.| \u00a6 class",
                "Function<String, Integer> f = String::len| \u00a6 length",
                "Function<String, Pair> f = Pair::n| \u00a6 new",
                // chains and generics
                "words.stream()#  .filter(w -> w.isEmpty())#  .ma| \u00a6 map(",
                "Map<String, List<Integer>> m = new HashMap<>();#m.get(\"a\").| \u00a6 getFirst()",
                "var m = new HashMap<String, Pair>();#for (var e : m.entrySet()) e.getValue().le| \u00a6 left()",
                // lambdas
                "words.forEach(w -> w.len|); \u00a6 length()",
                "words.stream().map(w -> w.|) \u00a6 trim()",
                "words.stream().sorted(Comparator.comparing(w -> w.leng \u00a6 length()",
                "IntStream.range(0, 3).map(i -> { int twice = 2 * i; return twi| \u00a6 twice",
                // locals of the cell, of methods and of classes
                "int counter = 1;#coun| \u00a6 counter",
                "var text = \"\";#String twice() { return text.rep| } \u00a6 repeat(",
                "int f(String text) { text.is| \u00a6 isBlank()",
                "for (int index = 0; ind| \u00a6 index",
                "try { int k = 1; } catch (Exception failure) { failure.getM| \u00a6 getMessage()",
                "if (new Pair(1, \"\") instanceof Pair(int a, String b)) { b.is| \u00a6 isEmpty()",
                "class A { void f() { lat| } int later; int g() { return 1; } } \u00a6 later",
                "class A { void f() { var s = \"\"; s.is| }#void g() { } } \u00a6 isEmpty()",
                "class A { int own; void f() { this.| } } \u00a6 own",
                "record Point2(int left, int right) {}#var p = new Point2(1, 2);#p.le| \u00a6 left()",
                "import java.awt.Point;#new Point(1, 2).dist| \u00a6 distance(",
                "hel| #int helper() { return 1; } \u00a6 helper()",
                "words.|#int y = 3; \u00a6 size()",
                // types
                "BigDec| \u00a6 BigDecimal",
                "Pa| \u00a6 Pair",
                "class B extends ArrayLi| \u00a6 ArrayList",
                "class B implements Runn| \u00a6 Runnable",
                "void f() throws IOEx| \u00a6 IOException",
                "new Pai| \u00a6 Pair(",
                "@Overr| \u00a6 Override",
                "@Functional| \u00a6 FunctionalInterface",
                "java.util.conc| \u00a6 concurrent",
                "java.util.concurrent.atomic.AtomicL| \u00a6 AtomicLong",
                "new java.util.ArrayD| \u00a6 ArrayDeque<>(",
                // imports
                "import java.util.conc| \u00a6 concurrent",
                "import java.awt.Poi| \u00a6 Point",
                "import static java.lang.Math.ma| \u00a6 max",
                "import module java.des| \u00a6 desktop",
                "import Buffered| \u00a6 java.io.BufferedReader",
                // keywords
                "retu| \u00a6 return",
                "inter| \u00a6 interface",
                // file names
                "Files.readString(Path.of(\"poi| \u00a6 points.csv",
                "Files.list(Path.of(\"pic|\")) \u00a6 pictures/",
            })
    void offers(String marked, String wanted) {
        var code = marked.replace('#', '\n');
        var texts = session.texts(code.contains("|") ? code : code + "|");
        assertTrue(texts.contains(wanted), () -> wanted + " not in " + texts);
        assertEquals(texts.size(), texts.stream().distinct().count(), "twice in " + texts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a6',
            quoteCharacter = '\u00a7',
            value = {
                "int x = tri| \u00a6 triple(",
                "int x = words.| \u00a6 hashCode()",
                "String s = words.get(0).| \u00a6 concat(",
                "List<String> l = new | \u00a6 ArrayList<>(",
                "List<String> l = new Li| \u00a6 LinkedList<>(",
                "Color c = | \u00a6 Color.GREEN",
                "switch (Color.RED) { case | \u00a6 GREEN",
                "Shape s = null;#switch (s) { case | \u00a6 Square",
                "Math.max(tot| \u00a6 total",
                "Pair p = new Pair(| \u00a6 total",
                "if (words.| \u00a6 add(",
                "int own = 1; int x = o| \u00a6 own",
                "return tot| \u00a6 total",
                "Stri| \u00a6 String",
                "Lis| \u00a6 List",
            })
    void bestComesFirst(String marked, String best) {
        var texts = session.texts(marked.replace('#', '\n'));
        assertEquals(best, texts.isEmpty() ? null : texts.getFirst(), texts::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String na|",
                "int x|",
                "// words.|",
                "/* words.|",
                "\"\"\"\n words.|",
                "'w|",
                "words.get(0)|",
                "3.|",
                "12|",
                "nothing_of_that_name.|"
            })
    void offersNothing(String marked) {
        assertEquals(java.util.List.of(), session.texts(marked));
    }

    @Test
    void aQuestionLeavesNothingBehind() {
        assertTrue(session.texts("int counter = 1;\ncoun|").contains("counter"));
        assertFalse(session.texts("coun|").contains("counter"));
    }

    @Test
    void theWordBeforeTheCursorIsReplaced() {
        var completion = session.complete("int n = words.si|zzz");
        assertEquals(14, completion.start());
        assertEquals(16, completion.end());
        // Two emoji of two UTF-16 units each.
        completion = session.complete("var s = \"\ud83d\ude00\ud83d\ude00\"; words.si|");
        assertEquals(22, completion.start());
        assertEquals("size()", completion.suggestions().getFirst().text());
    }

    @Test
    void methodsComeWithKindAndSignature() {
        var abs = session.suggestion("Math.ab|", "abs(");
        assertEquals("method", abs.type());
        assertTrue(abs.signature().matches("\\w+ abs\\(\\w+ a\\) \\(\\+3\\)"), abs.signature());
        assertEquals("int triple(int n)", session.suggestion("trip|", "triple(").signature());
        assertEquals("List<String>", session.suggestion("wor|", "words").signature());
        assertEquals("enum", session.suggestion("Colo|", "Color").type());
    }

    @Test
    void aHiddenMemberIsNotOffered() {
        assertFalse(session.texts("\"\".|").contains("value"), "private");
        assertFalse(session.texts("\"\".|").contains("valueOf("), "static");
        assertFalse(session.texts("String.|").contains("length()"), "of an instance");
        assertFalse(session.texts("|").stream().anyMatch(each -> each.startsWith("$")));
        assertFalse(session.texts("thi|").contains("this"), "outside of a class");
    }

    @Test
    void hiddenFilesAreOfferedBehindADotOnly() {
        assertFalse(session.texts("Path.of(\"|").contains(".hidden"));
        assertTrue(session.texts("Path.of(\".h|").contains(".hidden"));
    }
}
