package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// All of a cell is compiled before any of it runs, and a cell that does not compile leaves the
/// session as it was. The tests share one session and so use names of their own.
class WholeCellTest extends LiveSession {

    private static String text(Outcome.Failed failed) {
        return String.join("\n", failed.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void aTypeErrorKeepsTheWholeCellFromRunning() {
        var failed =
                failure(
                        """
                        System.out.println("ran");
                        var early = 1;
                        String late = 5;
                        System.out.println("on");
                        """);
        assertEquals(Outcome.Cause.COMPILE, failed.cause());
        assertEquals(3, failed.line());
        assertEquals(15, failed.column());
        assertEquals("", outputs.stdout());
        assertEquals("", outputs.stderr());
        assertTrue(text(failure("early")).contains("cannot find symbol"));
    }

    @Test
    void allErrorsOfTheCellAreShown() {
        var failed =
                failure(
                        """
                        int first = "text";

                        int fine = 2;
                        class Broken { int n() { return "no"; } }
                        fine.nothing();
                        boolean last = fine;
                        """);
        assertEquals(1, failed.line());
        assertEquals(
                """
                CompileError in Cell [%1$d], line 1: incompatible types: String cannot be converted to int
                1 | int first = "text";
                  |             ^^^^^^
                CompileError in Cell [%1$d], line 4: incompatible types: String cannot be converted to int
                4 | class Broken { int n() { return "no"; } }
                  |                                 ^^^^
                CompileError in Cell [%1$d], line 5: int cannot be dereferenced
                5 | fine.nothing();
                  |     ^^^^^^^^
                CompileError in Cell [%1$d], line 6: incompatible types: int cannot be converted to boolean
                6 | boolean last = fine;
                  |                ^^^^"""
                        .formatted(count),
                text(failed));
    }

    @Test
    void whatIsOnlyMissingByAnEarlierErrorIsNotReported() {
        var failed = failure("int base = \"text\";\nint derived = base + 1;\nbase * derived");
        assertEquals(3, failed.traceback().size() + 1, text(failed));
        var guessed = failure("var started = nowhere();\nstarted + 1");
        assertTrue(text(guessed).contains("nowhere"), text(guessed));
        assertFalse(text(guessed).contains("line 2"), text(guessed));
    }

    @Test
    void aFailedCellLeavesWhatWasDeclaredBefore() {
        run(
                "int held = 41;\nint plus(int n) { return n + 1; }\nclass Box { int size = 7; }\nvar box = new Box();");
        failure("int held = 1;\nint plus(int n) { return n - 1; }\nint bad = \"\";");
        assertEquals("42", value("plus(held)"));
        // Another type and another shape: what could not be taken back once it is done.
        failure("String held = \"x\";\nclass Box { String name; int size = 8; }\nint bad = \"\";");
        assertEquals("42", value("plus(held)"));
        assertEquals("7", value("box.size"));
        failure("int held = \"wrong\";");
        assertEquals("41", value("held"));
        assertEquals("7", value("new Box().size"));
    }

    @Test
    void aFailedCellCanBeMendedAndRun() {
        failure("int mended = 5;\nint twice(int n) { return 2 * n; }\ntwice(\"a\")");
        assertEquals(
                "10", value("int mended = 5;\nint twice(int n) { return 2 * n; }\ntwice(mended)"));
        failure("import java.awt.Color;\nrecord Pen(Color ink) {}\nnew Pen(3)");
        assertTrue(text(failure("Color.RED")).contains("cannot find symbol"));
        assertEquals(
                "0",
                value(
                        "import java.awt.Color;\nrecord Pen(Color ink) {}\nnew Pen(Color.BLACK).ink().getRed()"));
    }

    @Test
    void laterDeclarationsMayBeReferredTo() {
        assertEquals(
                "3",
                value(
                        """
                        Node build(int n) { return n == 0 ? null : new Node(build(n - 1)); }
                        int depth(Node node) { return node == null ? 0 : 1 + next(node); }
                        record Node(Node next) {}
                        int next(Node node) { return depth(node.next()); }
                        depth(build(3))
                        """));
        assertEquals("", outputs.stderr());
    }

    @Test
    void whatIsMissingForGoodIsSaid() {
        run("int early() { return lateComer() + 1; }");
        assertEquals(
                "early cannot be used yet: method lateComer() is not declared.\n",
                outputs.stderr());
        assertEquals("UnresolvedReferenceException", failure("early()").name());
        run("int lateComer() { return 1; }");
        assertEquals("2", value("early()"));
    }

    @Test
    void snippetsRunInTheirOrderWhenNamesAreDeclaredTwice() {
        run(
                """
                int turn() { return 1; }
                var before = turn();
                int number = 10;
                System.out.print(before + number);
                int turn() { return 2; }
                int number = 20;
                System.out.print(" " + (before + number + turn()));
                """);
        assertEquals("11 23", outputs.stdout());
        assertEquals("1", value("before"));
    }

    @Test
    void anExceptionStopsTheCellAndKeepsItsDeclarations() {
        var failed = failure("int reached = 1;\nint half = 1 / 0;\nreached = 2;");
        assertEquals("ArithmeticException", failed.name());
        assertEquals(2, failed.line());
        assertEquals("1", value("reached"));
        assertEquals("0", value("half"));
    }

    @Test
    void unknownNamesComeWithThoseThatAreNear() {
        run("double learningRate = 0.1;\nint accumulate(int n) { return n; }");
        assertTrue(text(failure("learningrate * 2")).contains("did you mean: learningRate"));
        assertTrue(text(failure("acumulate(2)")).contains("did you mean: accumulate"));
        assertTrue(
                text(failure("var words = List.of(\"a\");\nwords.szie()"))
                        .contains("did you mean: size"));
        var local =
                text(
                        failure(
                                "for (int index = 0; index < 3; index++) { System.out.println(indx); }"));
        assertTrue(local.contains("did you mean: index"), local);
        assertFalse(text(failure("unlikeAnything + 1")).contains("did you mean"));
    }

    @Test
    void unknownPackagesComeWithAWayToAddTheirLibrary() {
        var text = text(failure("import org.nowhere.Thing;"));
        assertTrue(text.contains("package org.nowhere does not exist"), text);
        assertTrue(text.contains("%dep group:artifact:version"), text);
    }

    @Test
    void aSemicolonHidesNoValueOfAnExpression() {
        assertEquals("3", value("1 + 2;"));
        assertNull(value("int quiet = 3;"));
    }

    /// JShell by itself takes every later `var` for an Object.
    @Test
    void typesAreInferredAfterARejectedClass() {
        var failed =
                failure(
                        "class Slip { int n() { return \"no\"; } }\nvar all = List.of(\"a\");\nall.get(0).length()");
        assertFalse(text(failed).contains("line 3"), text(failed));
        assertEquals("1", value("var some = List.of(\"a\");\nsome.get(0).length()"));
        assertTrue(text(failure("new Slip()")).contains("cannot find symbol"));
        assertEquals("2", value("class Slip { int n() { return 2; } }\nnew Slip().n()"));
    }
}
