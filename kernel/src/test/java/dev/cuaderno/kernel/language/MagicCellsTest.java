package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.language.Language.Completeness.State;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Magics among the Java of real cells. The tests share one session and so use names of their own.
class MagicCellsTest extends LiveSession {

    @Test
    void linesOfErrorsAreThoseOfTheCell() {
        var compile = failure("int here = 1;\n%help\nint there = wrong;");
        assertEquals("CompileError", compile.name());
        assertEquals(3, compile.line());
        assertEquals(13, compile.column());
        assertEquals(4, failure("%help\n\n%help\nint zero = 1 / 0;").line());
    }

    @Test
    void unknownMagicsNameTheNearest() {
        var failed = failure("int before = 1;\n%hepl");
        assertEquals("UnknownMagic", failed.name());
        assertEquals("there is no magic %hepl; did you mean %help?", failed.message());
        assertEquals(2, failed.line());
        assertEquals("1", value("before"), "what stands before it has run");
        assertTrue(failure("%zebra").message().contains("%lsmagic lists those there are"));
    }

    @Test
    void misplacedMagicsFailBeforeAnythingRuns() {
        var failed = failure("int untouched = 1;\nfor (int i = 0; i < 2; i++) {\n  %lsmagic\n}");
        assertEquals("MisplacedMagic", failed.name());
        assertEquals(3, failed.line());
        assertEquals("CompileError", failure("untouched").name());
    }

    @Test
    void formsAreChecked() {
        assertTrue(failure("%%lsmagic\nx").message().contains("write %lsmagic instead"));
        assertTrue(failure("%lsmagic x").message().contains("Usage: %lsmagic"));
        assertTrue(failure("var x = %lsmagic").message().contains("gives no value"));
    }

    @Test
    void aMagicDeclaredInACellRunsInTheWorker() {
        run("import dev.cuaderno.magic.*;");
        run(
                """
                Magics.register("shout", "Repeats loudly.", call -> {
                    System.out.print(call.words().size());
                    return call.arguments().toUpperCase() + call.body().map(String::length).orElse(0);
                });
                """);
        assertEquals("HAY0", value("%shout hay"));
        assertEquals("1", outputs.stdout());
        assertEquals("A4", value("%%shout a\nbody"));
        assertEquals("B0!", value("String told = %shout b\ntold + '!'"));
        assertEquals("C0", value("var heard = %shout c\nheard"));
        assertTrue(failure("%shuot x").message().contains("did you mean %shout?"));
        assertTrue(value("%help shout").contains("Repeats loudly."));
        run(
                "Magics.register(\"fails\", \"\", call -> { throw new IllegalStateException(\"so\"); });");
        var failed = failure("int calm = 2;\n%fails");
        assertEquals("IllegalStateException", failed.name());
        assertEquals("so", failed.message());
        assertTrue(failure("Magics.register(\"a b\", \"\", c -> null)").message().contains("a b"));
    }

    @Test
    void variablesAreReplacedInArguments() {
        run("dev.cuaderno.magic.Magics.register(\"echo\", \"\", call -> call.arguments());");
        run("int size = 3; var word = \"blue sky\"; String none = null;");
        assertEquals("3 3 blue sky", value("%echo {size} ${size} ${word}"));
        assertEquals("4 BLUE SKY", value("%echo ${size + 1} ${word.toUpperCase()}"));
        assertEquals("{a,b} ${HOME} {other} null", value("%echo {a,b} ${HOME} {other} ${none}"));
        assertEquals("${size} ${size:-2}", value("%echo \\${size} ${size:-2}"));
        assertEquals("ArithmeticException", failure("%echo ${size / 0}").name());
    }

    @Test
    void completionKnowsMagics() {
        var at = java.complete("int a = 1;\n%lsm", 15);
        assertEquals(11, at.start());
        assertEquals(
                List.of("%lsmagic"), at.suggestions().stream().map(each -> each.text()).toList());
        assertTrue(
                java.complete("%help lsm", 9).suggestions().stream()
                        .anyMatch(each -> each.text().equals("lsmagic")));
        // A remainder is Java.
        run("int dividend = 7; int helper = 2;");
        assertTrue(
                java.complete("dividend\n%help", 14).suggestions().stream()
                        .anyMatch(each -> each.text().equals("helper")));
        assertTrue(java.inspect("%lsmagic", 3, 0).orElseThrow().plainText().contains("Lists all"));
    }

    @Test
    void completionKnowsAMagicThatACellHasJustDeclared() {
        run("dev.cuaderno.magic.Magics.register(\"whisper\", \"Says it softly.\", call -> null);");
        var found = java.complete("%whi", 4).suggestions();
        assertEquals(List.of("%whisper"), found.stream().map(each -> each.text()).toList());
        assertEquals("3", value("1 + 2"));
    }

    @Test
    void completenessKnowsMagics() {
        assertEquals(State.COMPLETE, java.completeness("%lsmagic").state());
        assertEquals(State.COMPLETE, java.completeness("int a = 1;\n%lsmagic\nint b;").state());
        assertEquals(State.INCOMPLETE, java.completeness("%lsmagic\nfor (;;) {").state());
        assertEquals(State.INCOMPLETE, java.completeness("%%html\n<b>").state());
        assertEquals(State.COMPLETE, java.completeness("%%html\n<b>\n").state());
        assertEquals(State.INVALID, java.completeness("int a;\n%%html").state());
    }
}
