package dev.cuaderno.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

class CellCutterTest {

    private static final Set<String> MAGICS =
            Set.of("time", "ls", "dep", "b", "html", "//DEPS", "who");
    private static final CellCutter.Names NAMES =
            new CellCutter.Names(Set.of("done", "list")::contains, MAGICS::contains);

    private static List<String> cut(String cell) {
        return CellCutter.cut(cell, NAMES).stream().map(CellCutterTest::text).toList();
    }

    private static String text(CellPart part) {
        return switch (part) {
            case CellPart.Java java -> "java:" + java.text().strip();
            case CellPart.Misplaced wrong -> "misplaced@" + wrong.offset();
            case CellPart.Magic magic ->
                    magic.form()
                            + ":"
                            + magic.target().map(target -> target + "=").orElse("")
                            + magic.name()
                            + "("
                            + magic.arguments()
                            + ")"
                            + magic.body().map(body -> "{" + body.text() + "}").orElse("");
        };
    }

    @Test
    void magicsStandBetweenJava() {
        assertEquals(
                List.of("java:int a = 1;", "LINE:time(f(a))", "java:int b = 2;"),
                cut("int a = 1;\n%time f(a);\nint b = 2;"));
        assertEquals(List.of("LINE:ls()", "LINE:dep(g:a:1 h:b:2)"), cut("%ls\n  %dep g:a:1 h:b:2"));
        assertEquals(List.of("java:class A { }", "LINE:who()"), cut("class A { }\n%who"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var c = a\n % b;",
                "var c = a\n %b;",
                "a\n%b",
                "a\n%ls",
                "f(a\n%b)",
                "new int[] {a\n%b}",
                "int y = switch (x) { default -> 5; }\n%b;",
                "a\n%b instanceof",
                "a // remark\n%b",
                "var s = \"\"\"\n%ls\n!ls\n%%html\n\"\"\";",
                "var s = \"\"\"\n\\\"\"\"\n%ls\n\"\"\";",
                "/* \n%ls\n!ls\n*/ int x;",
                "// %ls",
                "var s = \"\\\"\"; var c = '\"'; var d = '%';",
                "x %= 3",
                "!done",
                "!list.isEmpty()",
                "!Files.exists(path)",
                "!exists(path)",
                "!true",
                "!(a)",
                "!!done",
                "boolean seen = false;\n!seen",
                "var open = !done;",
                "boolean open = !anything;",
                "a\n!= b",
                "// DEPS g:a:1",
                "var s = \"\"\"\n//DEPS g:a:1\n\"\"\";",
                "//JAVA 25",
            })
    void whatCanBeJavaIsJava(String cell) {
        assertEquals(List.of("java:" + cell.strip()), cut(cell));
    }

    @Test
    void anOperandBehindTheNameTellsAMagicFromARemainder() {
        assertEquals(
                List.of("java:import java.util.*", "LINE:time(f())"),
                cut("import java.util.*\n%time f()"));
        assertEquals(List.of("java:a\n%unknown f()"), cut("a\n%unknown f()"));
    }

    @Test
    void aValueIsAssigned() {
        assertEquals(List.of("LINE:var files=ls(*.jar)"), cut("var files = %ls *.jar;"));
        assertEquals(
                List.of("java:int a;", "LINE:List<String> files=ls(*.jar)", "java:a"),
                cut("int a; List<String> files = %ls *.jar\na"));
        assertEquals(List.of("SHELL:var lines=!(ls -l)"), cut("var lines = !ls -l"));
        assertEquals(List.of("LINE:files=ls()"), cut("files = %ls"));
    }

    @Test
    void shellCommandsKeepTheirText() {
        assertEquals(List.of("SHELL:!(ls -l | wc; echo)"), cut("!ls -l | wc; echo"));
        assertEquals(List.of("SHELL:!(echo a \\\n b)", "java:1"), cut("!echo a \\\n b\n1"));
    }

    @Test
    void aCellMagicTakesTheRest() {
        assertEquals(
                List.of("CELL:html(--x){<b>%ls</b>\n}"),
                cut("\n// remark\n%%html --x\n<b>%ls</b>\n").stream()
                        .filter(part -> part.startsWith("CELL"))
                        .toList());
        var misplaced = cut("int a;\n%%html\nx");
        assertTrue(misplaced.contains("misplaced@7"), misplaced.toString());
    }

    @Test
    void aMagicInsideBracketsIsMisplaced() {
        assertEquals("misplaced@23", cut("for (int i = 0;;) {\n   %ls\n}").get(1));
    }

    @Test
    void directivesAreComments() {
        assertEquals(
                List.of("DIRECTIVE://DEPS(g:a:1 h:b:2)", "java:import g.A;"),
                cut("//DEPS g:a:1 h:b:2\nimport g.A;"));
    }

    @Test
    void aQuestionMarkAsksForHelp() {
        assertEquals(List.of("LINE:help(time)"), cut("%time?"));
    }

    @Test
    void maskedCodeKeepsItsPlaces() {
        var cell = "int a = 1\n%time f(a)\nint b = 2;";
        assertEquals("int a = 1\n;         \nint b = 2;", CellCutter.masked(cell, NAMES));
        assertEquals("   \nint b;", CellCutter.masked("%ls\nint b;", NAMES));
    }
}
