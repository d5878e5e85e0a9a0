package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Declaring something again keeps every value that can be kept, and names the others. The tests
/// share one session and so use names of their own.
class RedefinitionTest extends LiveSession {

    /// A new body is seen by the objects that are there already.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    class C1 { int n = 5; int f() { return n; } }        | class C1 { int n = 5; int f() { return n + 10; } }     | new C1()  | 5 | 15
                    record R1(int n) { int f() { return n; } }           | record R1(int n) { int f() { return -n; } }            | new R1(3) | 3 | -3
                    enum E1 { A, B; int f() { return ordinal(); } }      | enum E1 { A, B; int f() { return ordinal() * 10; } }   | E1.B      | 1 | 10
                    interface I1 { default int f() { return 1; } }       | interface I1 { default int f() { return 2; } }         | new I1() {} | 1 | 2
                    class L1 { int f() { return List.of(1, 2).stream().mapToInt(n -> n).sum(); } } | class L1 { int f() { return List.of(1, 2).stream().mapToInt(n -> n * 10).sum(); } } | new L1() | 3 | 30
                    class N1 { static class In { int g() { return 1; } } int f() { return new In().g(); } } | class N1 { static class In { int g() { return 2; } } int f() { return new In().g(); } } | new N1() | 1 | 2
                    """)
    void aNewBodyKeepsObjects(
            String first, String second, String make, String before, String after) {
        var name = "kept" + ++count;
        run(first);
        run("var " + name + " = " + make + ";");
        assertEquals(before, value(name + ".f()"));
        run(second);
        assertEquals(after, value(name + ".f()"));
        assertEquals("", outputs.stderr());
    }

    @Test
    void aNewShapeNamesTheVariablesThatItResets() {
        run(
                """
                class Point { int x = 1; }
                var corner = new Point();
                Point[] many = {new Point()};
                int apart = 9;
                Object hidden = new Point();
                """);
        run("class Point { int x = 1; int y = 2; }");
        assertEquals(
                "Reset to null, 0 or false, because a type they depend on has changed its shape:"
                        + " corner, many. Run their cells again.\n",
                outputs.stderr());
        assertEquals("true", value("corner == null && many == null"));
        assertEquals("9", value("apart"));
        assertEquals("false", value("hidden == null"));
        assertEquals("2", value("new Point().y"));
    }

    @Test
    void aRecordsNewComponentResetsItsVariables() {
        run("record Person(String name) {}\nvar ada = new Person(\"Ada\");");
        run("record Person(String name, int born) {}");
        assertEquals(true, outputs.stderr().contains("ada"), outputs.stderr());
        assertEquals("Person[name=Ada, born=1815]", value("ada = new Person(\"Ada\", 1815); ada"));
    }

    @Test
    void anEnumsNewConstantResetsItsVariables() {
        run("enum Suit { HEARTS }\nvar suit = Suit.HEARTS;");
        run("enum Suit { HEARTS, SPADES }");
        assertEquals(true, outputs.stderr().contains("suit"), outputs.stderr());
        assertEquals("SPADES", value("Suit.values()[1]"));
    }

    @Test
    void aMethodsNewSignatureKeepsWhatItOnceGave() {
        run("int measure() { return 1; }\nvar measured = measure();\nint typed = measure();");
        run("double measure() { return 2.5; }");
        assertEquals("1", value("measured"));
        assertEquals("1", value("typed"));
        assertEquals("2.5", value("measure()"));
        run("double measure(int times) { return times; }");
        assertEquals("1", value("measured"));
        assertEquals("5.5", value("measure() + measure(3)"));
        assertEquals("", outputs.stderr());
    }

    @Test
    void anAddedLambdaKeepsValues() {
        run(
                "int total(List<Integer> all) { return all.size(); }\nvar counted = total(List.of(4, 5));");
        run("int total(List<Integer> all) { return all.stream().mapToInt(n -> n).sum(); }");
        assertEquals("2", value("counted"));
        assertEquals("9", value("total(List.of(4, 5))"));
    }

    @Test
    void lambdasHeldInVariablesLiveOn() {
        run(
                "int step(int n) { return n + 1; }\nFunction<Integer, Integer> doubled = n -> 2 * step(n);");
        assertEquals("8", value("doubled.apply(3)"));
        run("int step(int n) { return n + 100; }");
        assertEquals("206", value("doubled.apply(3)"));
        run("int step(int n) { int extra = 5; return n + extra; }");
        assertEquals("16", value("doubled.apply(3)"));
    }

    @Test
    void aCellThatIsRunAgainStartsAgain() {
        var cell =
                """
                int runs = 0;
                record Item(int n) {}
                var items = new ArrayList<Item>();
                runs++;
                items.add(new Item(runs));
                items.size()
                """;
        assertEquals("1", value(cell));
        assertEquals("1", value(cell));
        assertEquals("1", value(cell.replace("record Item(int n)", "record Item(double n)")));
        assertEquals("[Item[n=1.0]]", value("items"));
        assertEquals("", outputs.stderr());
    }

    @Test
    void aVariablesNewTypeTakesTheNewValue() {
        run("int thing = 1;");
        assertEquals("one", value("String thing = \"one\";\nthing"));
        assertEquals("[1]", value("var thing = List.of(1);\nthing"));
        assertEquals("", outputs.stderr());
    }

    @Test
    void whatIsOnlyUsedByTheSameCellSeesEachVersion() {
        run(
                "class Twice { int n = 1; }\nvar one = new Twice().n;\nclass Twice { long n = 2; long m; }\nvar two = new Twice().n;");
        assertEquals("3", value("one + two"));
    }
}
