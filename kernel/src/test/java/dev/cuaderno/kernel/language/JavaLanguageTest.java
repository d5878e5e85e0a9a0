package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Cells run in a real worker JVM. The tests share one session and so use names of their own.
@Timeout(60)
class JavaLanguageTest {

    private static JavaLanguage java;
    private static int count;

    private final Recorder outputs = new Recorder();

    @BeforeAll
    static void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
    }

    @AfterAll
    static void stop() {
        java.close();
    }

    private Outcome run(String source) {
        return java.execute(new Cell(++count, source), outputs);
    }

    private String value(String source) {
        var done = assertInstanceOf(Outcome.Done.class, run(source));
        return done.value().map(bundle -> bundle.plainText()).orElse(null);
    }

    private Outcome.Failed failure(String source) {
        return assertInstanceOf(Outcome.Failed.class, run(source));
    }

    private static String plain(List<String> traceback) {
        return String.join("\n", traceback).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void showsTheLastValueOfSeveralSnippets() {
        assertEquals("7", value("int a = 3; int b = 4;\n// a comment\na + b"));
        assertEquals("abc", value("\"ab\" + 'c'"));
        assertEquals("[1, 2]", value("List.of(1, 2)"));
        assertEquals("[3, 4]", value("new int[] {3, 4}"));
        assertEquals("null", value("(String) null"));
    }

    @Test
    void declarationsAssignmentsAndVoidCallsHaveNoValue() {
        assertNull(value("var declared = 1;"));
        assertNull(value("declared = 2"));
        assertNull(value("System.out.println(\"x\")"));
        assertNull(value("// only a comment"));
        assertNull(value(""));
        assertEquals("2", value("declared"));
    }

    @Test
    void streamsKeepTheirOrder() {
        run("for (int i = 0; i < 3; i++) { System.out.print(i); System.err.print(-i); }");
        assertEquals(
                List.of("stdout:0", "stderr:0", "stdout:1", "stderr:-1", "stdout:2", "stderr:-2"),
                outputs.events);
    }

    @Test
    void displaysStandBetweenPrints() {
        run(
                "System.out.print(1); var h = display(\"two\"); System.out.print(3); h.update(\"zwei\");");
        assertEquals(List.of("stdout:1", "display:two", "stdout:3", "update:zwei"), outputs.events);
    }

    @Test
    void aDisplayAsLastExpressionIsShownOnce() {
        assertNull(value("display(\"once\")"));
        assertEquals(List.of("display:once"), outputs.events);
    }

    @Test
    void anExpressionsFrameHasItsLine() {
        var failed = failure("\n1 / 0");
        assertEquals(2, failed.line(), plain(failed.traceback()));
    }

    @Test
    void textIsNeverSplitInsideACharacter() {
        run("for (int i = 0; i < 20_000; i++) System.out.print(\"\u00f1\ud83d\ude00\");");
        assertEquals("\u00f1\ud83d\ude00".repeat(20_000), outputs.stdout());
    }

    @Test
    void lateOutputReachesItsOwnCell() throws InterruptedException {
        run(
                """
                var late = new CountDownLatch(1);
                var printer = new Thread(() -> {
                    try { late.await(); } catch (InterruptedException e) { }
                    System.out.print("late");
                });
                printer.start();
                """);
        var first = outputs;
        var second = new Recorder();
        java.execute(
                new Cell(++count, "late.countDown(); printer.join(); System.out.print(\"next\");"),
                second);
        first.awaitStdout("late");
        assertEquals("next", second.stdout());
    }

    @Test
    void nativeOutputIsCaptured() throws InterruptedException {
        run(
                """
                var raw = new java.io.FileOutputStream(java.io.FileDescriptor.out);
                raw.write("from below".getBytes());
                raw.flush();
                """);
        outputs.awaitStdout("from below");
    }

    @Test
    void compileErrorsPointIntoTheCell() {
        var failed = failure("int fine = 1;\n\nint wrong = fine + nothere;\n");
        assertEquals(Outcome.Cause.COMPILE, failed.cause());
        assertEquals("CompileError", failed.name());
        assertEquals(3, failed.line());
        assertEquals(20, failed.column());
        var text = plain(failed.traceback());
        assertTrue(
                text.contains(
                        """
                        3 | int wrong = fine + nothere;
                          |                    ^^^^^^^"""),
                text);
        assertTrue(text.contains("cannot find symbol"), text);
        assertFalse(text.contains("REPL"), text);
    }

    @Test
    void syntaxErrorsPointIntoTheCell() {
        var failed = failure("int ok = 1;\nint x = ;");
        assertEquals(2, failed.line());
        assertTrue(plain(failed.traceback()).contains("illegal start of expression"));
        assertEquals(1, failure("for (int i = 0; i < 3; i++) {").line());
    }

    @Test
    void nothingRunsOfACellWithASyntaxError() {
        failure("System.out.println(\"ran\");\nint broken = ;\nSystem.out.println(\"on\");");
        assertEquals("", outputs.stdout());
    }

    @Test
    void unknownTypesComeWithTheirImport() {
        var text = plain(failure("JCheckBox box = null;").traceback());
        assertTrue(text.contains("import javax.swing.JCheckBox;"), text);
    }

    @Test
    void exceptionsShowTheCellsOwnLines() {
        run("int divide(int a, int b) {\n    // first\n    return a / b;\n}");
        var declared = count;
        var failed = failure("int before = 1;\n\nint r = divide(1,\n    0);");
        assertEquals(Outcome.Cause.EXCEPTION, failed.cause());
        assertEquals("ArithmeticException", failed.name());
        assertEquals("/ by zero", failed.message());
        assertEquals(3, failed.line());
        assertEquals(
                """
                ArithmeticException: / by zero
                    at Cell [%d], line 3 in divide: return a / b;
                    at Cell [%d], line 3: int r = divide(1,"""
                        .formatted(declared, count),
                plain(failed.traceback()));
    }

    @Test
    void causesAreKeptAndMachineryIsCut() {
        var text =
                plain(
                        failure(
                                        """
                                        try {
                                            Integer.parseInt("x");
                                        } catch (NumberFormatException e) {
                                            throw new IllegalStateException("outer", e);
                                        }
                                        """)
                                .traceback());
        assertTrue(text.startsWith("IllegalStateException: outer"), text);
        assertTrue(
                text.contains("Caused by: NumberFormatException: For input string: \"x\""), text);
        assertFalse(text.contains("jdk.jshell"), text);
        assertFalse(text.contains("dev.cuaderno"), text);
        assertFalse(text.contains("reflect"), text);
    }

    @Test
    void deepRecursionIsAnOrdinaryException() {
        var failed = failure("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
        assertEquals("StackOverflowError", failed.name());
        assertTrue(failed.traceback().size() < 40);
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void editingAMethodKeepsValues() {
        run("int f() { return 1; }\nvar v = f();");
        run("int f() { return 2; }");
        assertEquals("1", value("v"));
        assertEquals("2", value("f()"));
        run(
                "class Counter { int n = 5; int next() { return n + 1; } }\nvar counter = new Counter();");
        run("class Counter { int n = 5; int next() { return n + 10; } }");
        assertEquals("15", value("counter.next()"));
    }

    @Test
    void interruptStopsASleepAndKeepsVariables() throws Exception {
        run("int kept = 42;");
        var sleeping =
                CompletableFuture.supplyAsync(
                        () -> run("System.out.println(\"asleep\"); Thread.sleep(600_000);"));
        outputs.awaitStdout("asleep");
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, sleeping.get());
        assertEquals(Outcome.Cause.INTERRUPTED, failed.cause());
        assertEquals("42", value("kept"));
    }

    /// Code that no interrupt reaches; each must stop and leave the variables as they were.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "long sum = 0; for (long i = 0; ; i++) sum += i * i;",
                "new java.math.BigInteger(\"3\").pow(400_000_000).bitLength();",
                "while (true) { try { Thread.sleep(10); } catch (Exception e) { } }",
                "while (true) { try { Thread.sleep(10); } catch (Throwable all) { } }",
                "while (true) { try { while (true) {} } catch (Throwable all) { } }",
                "while (true) { try { while (true) {} } catch (Exception e) { } }",
                "IntStream.range(0, 64).parallel().forEach(i -> { while (true) {} });",
                "synchronized (survivor) { survivor.wait(); }",
            })
    void anyLoopCanBeStopped(String code) throws Exception {
        run("var survivor = new int[] {7};");
        var looping =
                CompletableFuture.supplyAsync(
                        () -> run("{ System.out.println(\"looping\");\n" + code + "\n}"));
        outputs.awaitStdout("looping");
        Thread.sleep(200);
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, looping.get(20, TimeUnit.SECONDS));
        assertEquals(Outcome.Cause.INTERRUPTED, failed.cause(), plain(failed.traceback()));
        assertEquals("7", value("survivor[0]"));
    }

    @Test
    void aStoppedLoopSaysWhereItWas() throws Exception {
        var looping =
                CompletableFuture.supplyAsync(
                        () ->
                                run(
                                        "int spins = 0;\n{\n    System.out.println(\"spin\");\n    while (true) spins++;\n}"));
        outputs.awaitStdout("spin");
        Thread.sleep(200);
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, looping.get(20, TimeUnit.SECONDS));
        assertEquals("Interrupted", failed.name());
        assertEquals(4, failed.line(), plain(failed.traceback()));
        assertTrue((Integer.parseInt(value("spins")) != 0));
    }

    @Test
    void anInterruptWithoutACellHarmsNothing() {
        java.interrupt();
        assertEquals("3", value("1 + 2"));
    }

    @Test
    void exitEndsTheWorkerAndNotTheSession() {
        run("int beforeExit = 1;\nint twice(int n) { return 2 * n; }\nimport java.awt.Point;");
        var failed = failure("System.out.println(\"last words\"); System.exit(3);");
        assertEquals(Outcome.Cause.WORKER_DIED, failed.cause());
        assertTrue(failed.message().contains("exit code 3"), failed.message());
        assertTrue(failed.message().contains("beforeExit"), failed.message());
        assertTrue(outputs.stdout().contains("last words"));
        assertEquals("42", value("twice(21)"));
        assertEquals("5", value("new Point(5, 6).x"));
    }

    @Test
    void inputIsAskedForAndMayEnd() {
        outputs.answers.add("Ada");
        assertEquals("Hola Ada", value("\"Hola \" + new Scanner(System.in).nextLine()"));
        assertEquals("-1", value("System.in.read()"));
    }

    @Test
    void saysWhetherCodeIsComplete() {
        assertEquals(Language.Completeness.State.COMPLETE, java.completeness("1 + 1").state());
        assertEquals(Language.Completeness.State.INVALID, java.completeness("int x = ;").state());
        assertEquals(Language.Completeness.State.INVALID, java.completeness("1 +* 2").state());
        var open = java.completeness("class A {\n    void f() {");
        assertEquals(Language.Completeness.State.INCOMPLETE, open.state());
        assertEquals("        ", open.indent());
    }
}
