package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Each standard magic in a real session, used well and used wrongly.
@Timeout(120)
class StandardMagicsTest {

    @TempDir private Path folder;
    private JavaLanguage java;
    private int count;
    private Recorder outputs = new Recorder();

    @BeforeEach
    void start() throws IOException {
        folder = folder.toRealPath();
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()).withFolder(folder));
    }

    @AfterEach
    void stop() {
        java.close();
    }

    private Outcome run(String source) {
        outputs = new Recorder();
        return java.execute(new Cell(++count, source), outputs);
    }

    private String value(String source) {
        var outcome = run(source);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(bundle -> bundle.plainText()).orElse(null);
    }

    private String printed(String source) {
        value(source);
        return outputs.stdout();
    }

    private Outcome.Failed failure(String source) {
        return assertInstanceOf(Outcome.Failed.class, run(source));
    }

    private void fails(String source, String part) {
        var failed = failure(source);
        assertTrue(failed.message().contains(part), source + ": " + failed.message());
    }

    private static String plain(List<String> traceback) {
        return String.join("\n", traceback).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    @Test
    void timeTellsTimeAndShowsTheValue() {
        assertEquals("3", value("%time 1 + 2"));
        assertTrue(outputs.stdout().matches("(?s)time [0-9.]+ \\S+, CPU .* allocated\n"));
        assertEquals(
                "10",
                value("%%time\nint timed = 0;\nfor (int i = 0; i < 5; i++) timed += i;\ntimed"));
        assertEquals("7", value("int six = %time 2 * 3\nsix + 1"));
        var failed = failure("\n%time 1 / 0");
        assertEquals("ArithmeticException", failed.name());
        assertEquals(2, failed.line());
        assertTrue(outputs.stdout().startsWith("time "), "the time of what failed is told, too");
        assertEquals(4, failure("%%time\nint fine = 1;\n\nint bad = fine / 0;").line());
        fails("%time", "Usage: %time CODE");
        fails("%%time 1\n2", "has also: 1");
        fails("%%time\n", "needs code on the lines below");
    }

    @Test
    void timeitMeasuresInTheWorker() {
        assertTrue(value("%timeit -n 10 -r 3 Math.sqrt(2)").contains("3 runs, 10 loops each"));
        assertEquals(
                "2",
                value("var t = %timeit -q -n 5 -r 2 new byte[1000]\nt.secondsPerLoop().size()"));
        assertTrue(Double.parseDouble(value("t.bytesPerLoop()")) >= 1000);
        assertEquals("21", value("int calls = 0;\n%timeit -q -n 10 -r 2 calls++\ncalls"));
        assertTrue(value("%%timeit -n 2 -r 2\nint sum = 0;\nsum += 1;").contains("2 loops each"));
        assertTrue(
                value("%timeit -n 2 -r 1 for (int i = 0; i < 3; i++) Math.sin(i)")
                        .contains("loop"));
        assertTrue(value("%timeit -r 2 Math.sin(1)").contains("mean"));
        assertEquals(3, failure("int q = 0;\n\n%timeit -n 1 -r 1 1 / q").line());
        var compile = failure("int r = 0;\n%timeit nothing + 1");
        assertEquals("CompileError", compile.name());
        assertEquals(2, compile.line());
        assertEquals(9, compile.column());
        fails("%timeit -n 0 1", "-n takes a whole number of 1 or more, not 0");
        fails("%timeit -n x 1", "not x");
        fails("%timeit -k 1", "no option -k");
        fails("%timeit", "needs CODE");
    }

    @Test
    void whoListsVariables() {
        assertEquals("There are no variables.\n", printed("%who"));
        run("int n = 3; var names = List.of(\"a\\nb\"); double[] d = {1, 2}; 5");
        assertEquals("n  names  d\n", printed("%who"));
        assertEquals("n\n", printed("%who int"));
        assertEquals("names\n", printed("%who List"));
        var table = printed("%whos");
        assertTrue(table.contains("n         int           3\n"), table);
        assertTrue(table.contains("List<String>  [a ⏎ b]"), table);
        assertTrue(table.contains("[1.0, 2.0]"), table);
        run(
                "class Sly { public String toString() { throw new IllegalStateException(); } }\nvar sly = new Sly();");
        assertTrue(printed("%whos").contains("(its toString() fails)"));
        assertEquals("3", value("n"), "a broken toString() leaves no trace");
        assertEquals("There are no variables of type Foo.\n", printed("%who Foo"));
    }

    @Test
    void resetForgetsDeclarations() {
        run("import java.awt.*; int kept = 1; int f() { return 1; } class Shape9 {}");
        outputs = new Recorder();
        assertEquals("MagicError", failure("%reset").name());
        outputs = new Recorder();
        outputs.answers.add("n");
        java.execute(new Cell(++count, "%reset"), outputs);
        assertEquals("1", value("kept"));
        assertTrue(printed("%reset -f").startsWith("Forgotten: "));
        assertEquals("CompileError", failure("kept").name());
        assertEquals("CompileError", failure("f()").name());
        assertEquals("CompileError", failure("new Shape9()").name());
        assertEquals("CompileError", failure("new Rectangle()").name());
        assertEquals("[1]", value("List.of(1)"), "what a session begins with is still there");
        assertEquals("2", value("long kept = 2;\nkept"));
        fails("%reset now", "takes nothing behind it");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void cdMovesRelativePaths() throws IOException {
        Files.createDirectories(folder.resolve("sub/deep"));
        Files.writeString(folder.resolve("sub/here.txt"), "found");
        assertEquals(folder.toString(), value("%pwd"));
        assertEquals(folder + "/sub", value("%cd sub"));
        assertEquals("found", value("Files.readString(Path.of(\"here.txt\"))"));
        assertEquals(
                "found", value("new String(new FileInputStream(\"here.txt\").readAllBytes())"));
        assertEquals("true", value("new File(\"here.txt\").exists()"));
        assertEquals(folder + "/sub/here.txt", value("new File(\"here.txt\").getAbsolutePath()"));
        assertEquals(folder + "/sub/here.txt", value("Path.of(\"here.txt\").toAbsolutePath()"));
        assertEquals("", outputs.stderr());
        assertEquals("[here.txt]", value("var seen = !ls *.txt\nseen"));
        assertEquals(folder.toString(), value("%cd -"));
        assertEquals(folder + "/sub", value("var where = %cd sub\nwhere"));
        run("System.exit(0)");
        assertEquals("found", value("Files.readString(Path.of(\"here.txt\"))"));
        fails("%cd nowhere", "there is no folder");
        fails("%cd here.txt", "this is no folder");
        fails("%cd a b", "takes one FOLDER");
        fails("%pwd x", "takes nothing");
        assertEquals(folder + "/sub", value("%pwd"));
        assertEquals(
                List.of("deep/"),
                java.complete("%cd de", 6).suggestions().stream()
                        .map(each -> each.text())
                        .toList());
    }

    @Test
    void cdBackNeedsAFolderToGoBackTo() {
        fails("%cd -", "no folder to go back to");
    }

    @Test
    void lsGivesAList() throws IOException {
        Files.writeString(folder.resolve("b.jar"), "12345");
        Files.writeString(folder.resolve("a.jar"), "");
        Files.writeString(folder.resolve(".hidden"), "");
        Files.createDirectories(folder.resolve("sub/deep"));
        Files.writeString(folder.resolve("sub/deep/c.jar"), "");
        assertEquals("a.jar\nb.jar\nsub/", value("%ls"));
        assertEquals("2", value("var files = %ls *.jar\nfiles.size()"));
        assertEquals("sub/deep/c.jar", value("%ls sub/**.jar"));
        assertEquals("sub/deep/", value("%ls sub"));
        assertTrue(value("%ls -a").startsWith(".hidden\n"));
        assertTrue(value("%ls -l").contains("5 B"));
        assertEquals("b.jar", value("String pattern = \"b*\";\n%ls ${pattern}"));
        fails("%ls *.zip", "no file matches *.zip");
        fails("%ls gone", "there is no file or folder");
        fails("%ls -z", "no option -z");
        fails("String one = %ls", "");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void envReachesCellsAndProcesses() {
        assertNull(value("%env CUADERNO_TEST=a b"));
        assertEquals("a b", value("System.getenv(\"CUADERNO_TEST\")"));
        assertEquals("[a b]", value("var told = !echo \"$CUADERNO_TEST\"\ntold"));
        assertEquals("a b", value("%env CUADERNO_TEST"));
        assertTrue(value("%env").contains("CUADERNO_TEST=a b"));
        assertFalse(value("%env").contains("WORKER_TOKEN"));
        run("%env MY_TOKEN=abc");
        assertTrue(value("%env").contains("MY_TOKEN=<hidden>"));
        run("System.exit(0)");
        assertEquals("a b", value("System.getenv(\"CUADERNO_TEST\")"));
        run("%env -u CUADERNO_TEST");
        assertEquals("null", value("System.getenv(\"CUADERNO_TEST\")"));
        fails("%env CUADERNO_TETS", "there is no environment variable CUADERNO_TETS");
        fails("%env =x", "no name before the =");
        fails("%env -u", "-u needs NAME");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shellCommandsStreamAndFail() {
        assertEquals("hi\n", printed("!echo hi"));
        assertEquals("[a, b]", value("var caught = !printf 'a\\nb'\ncaught"));
        assertEquals("", outputs.stdout());
        assertEquals("x 3\n", printed("int three = 3;\n!echo x {three}"));
        run("!echo bad >&2");
        assertEquals("bad\n", outputs.stderr());
        assertEquals("a b-2\n", printed("%%bash 'a b' 2\necho \"$1-$2\""));
        assertEquals("1\n2\n", printed("%%sh\nfor i in 1 2; do\n  echo $i\ndone"));
        var failed = failure("int after = 1;\n!exit 3");
        assertEquals("ShellError", failed.name());
        assertEquals("exit code 3 of exit 3", failed.message());
        assertEquals(2, failed.line());
        fails("%%bash\nexit 4", "exit code 4 of bash: exit 4");
        fails("var nothing = !exit 5", "exit code 5");
        fails("!cuaderno-has-no-such-command", "exit code 127");
        fails("%bash", "takes the lines below it");
        assertEquals("[]", value("var none = !cat\nnone"), "commands have no input to wait for");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCommandIsStopped() throws Exception {
        var running =
                CompletableFuture.supplyAsync(
                        () -> java.execute(new Cell(++count, "!echo begun; sleep 600"), outputs));
        outputs.awaitStdout("begun");
        java.interrupt();
        var failed = assertInstanceOf(Outcome.Failed.class, running.get());
        assertEquals(Outcome.Cause.INTERRUPTED, failed.cause());
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void writefileWritesAndAppends() throws IOException {
        assertEquals("Wrote a.txt\n", printed("%%writefile a.txt\none\n${two}"));
        assertEquals("one\n${two}\n", Files.readString(folder.resolve("a.txt")));
        assertEquals("Appended to a.txt\n", printed("%%writefile -a a.txt\nthree\n"));
        assertEquals("one\n${two}\nthree\n", Files.readString(folder.resolve("a.txt")));
        assertEquals("Overwrote a.txt\n", printed("%%writefile a.txt\nx"));
        fails("%%writefile\nx", "needs FILE");
        fails("%%writefile no/such/a.txt\nx", "there is no folder");
        fails("%%writefile .\nx", "this is a folder");
        fails("%writefile a.txt", "takes the lines below it");
    }

    @Test
    void filesAreLoadedAndRun() throws IOException {
        Files.writeString(
                folder.resolve("Greeter.java"),
                """
                package some.where;

                import java.util.concurrent.atomic.AtomicInteger;

                public class Greeter {
                    static String greet(String who) { return "hello " + who; }
                    static int broken() { return 1 / (new AtomicInteger().get()); }
                    public static void main(String[] args) { System.out.print(greet(args[0])); }
                }
                """);
        assertNull(value("%load Greeter.java"));
        assertEquals("hello you", value("Greeter.greet(\"you\")"));
        assertEquals("hello the world", printed("%run Greeter.java 'the world'"));
        var failed = failure("Greeter.broken()");
        assertTrue(
                plain(failed.traceback()).contains("Greeter.java, line 7"),
                plain(failed.traceback()));
        Files.writeString(folder.resolve("script.jsh"), "int loaded = 41;\n/exit\nloaded + 1\n");
        assertEquals("42", value("%load script.jsh"));
        Files.writeString(folder.resolve("Top.java"), "void main() { IO.print(\"top\"); }\n");
        assertEquals("top", printed("%run Top.java"));
        Files.writeString(
                folder.resolve("n.ipynb"),
                """
                {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                 {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": "int ofNotebook = 5;"},
                 {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "text"},
                 {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [],
                  "execution_count": null, "source": "ofNotebook * 2"}]}
                """);
        assertEquals("10", value("%run n.ipynb"));
        Files.writeString(folder.resolve("bad.jsh"), "int a1 = 1;\nint b1 = ;\n");
        assertTrue(plain(failure("%load bad.jsh").traceback()).contains("bad.jsh, line 2"));
        Files.writeString(folder.resolve("self.jsh"), "%load self.jsh\n");
        fails("%load self.jsh", "loads itself");
        Files.writeString(folder.resolve("broken.ipynb"), "{");
        assertEquals("MagicError", failure("%load broken.ipynb").name());
        Files.writeString(folder.resolve("NoMain.java"), "class NoMain {}");
        fails("%run NoMain.java", "has no main method");
        fails("%load x.py", "takes a .java, .jsh or .ipynb file, not x.py");
        fails("%load gone.jsh", "there is no file");
        fails("%load", "needs FILE");
    }

    @Test
    void historyShowsCells() {
        assertEquals("No cell was run before this one.\n", printed("%history"));
        run("1 + 1");
        run("int inHistory = 2;");
        assertTrue(printed("%history").endsWith("1 + 1\nint inHistory = 2;\n"));
        assertEquals("2: 1 + 1\n-> 2\n", printed("%history -n -o -g '1 +'"));
        assertEquals("%history -n -o -g '1 +'\n", printed("%history -l 1"));
        assertEquals("No cell was run with zebra.\n", printed("%history -g zebra"));
        fails("%history -l 0", "1 or more");
        fails("%history all", "takes nothing");
    }

    @Test
    void jshellCommandsWork() {
        assertEquals("There are none.\n", printed("%jshell /vars"));
        run(
                "int v = 1; int twice(int x) { return 2 * x; } record Point9(int x) {} import java.awt.Color;");
        assertEquals("|    int v = 1\n", printed("%jshell /vars"));
        assertEquals("|    twice (int)int\n", printed("%jshell /methods"));
        assertEquals("|    record Point9\n", printed("%jshell /types"));
        assertTrue(printed("%jshell /imports").contains("|    import java.awt.Color;\n"));
        var list = printed("%jshell /list");
        assertTrue(list.contains(" : int v = 1;\n") && !list.contains("java.base"), list);
        assertTrue(printed("%jshell /list -all").contains("java.base"));
        run("%jshell /drop v");
        assertEquals("CompileError", failure("v").name());
        fails("%jshell /drop", "needs a NAME");
        fails("%jshell /drop zebra", "nothing is declared as zebra");
        fails("%jshell /vasr", "did you mean /vars?");
        fails("%jshell /exit", "restart or close the notebook");
        fails("%jshell", "needs /COMMAND");
        assertTrue(
                plain(failure("/vars").traceback()).contains("hint: commands of the jshell tool"));
    }

    @Test
    void formsAreShown() {
        for (var name : List.of("html", "markdown", "latex", "javascript", "mermaid")) {
            assertNull(value("%%" + name + "\nx + y"));
            assertEquals(List.of("display:x + y"), outputs.events, name);
            fails("%%" + name + "\n \n", "has no lines below it");
            fails("%%" + name + " extra\nx", "takes nothing behind it");
        }
        value("%%svg\n<svg xmlns='http://www.w3.org/2000/svg'/>");
        assertEquals(1, outputs.events.size());
        fails("%%svg\nx", "needs a <svg> element");
        run("int width = 3;");
        run("%%html\n<b>${width}</b> \\${width} {width}");
        assertEquals(List.of("display:<b>3</b> ${width} {width}"), outputs.events);
        run("%%latex\n${width}$");
        assertEquals(List.of("display:${width}$"), outputs.events);
    }

    @Test
    void aLibraryBringsItsMagic() throws IOException {
        var source =
                """
                package lib;
                public class Dice implements dev.cuaderno.magic.UserMagic {
                    public String name() { return "dice"; }
                    public String help() { return "Throws dice."; }
                    public Object run(dev.cuaderno.magic.MagicCall call) {
                        System.out.print("rolling");
                        return Integer.parseInt(call.arguments()) * 6;
                    }
                }
                """;
        var file = Files.writeString(folder.resolve("Dice.java"), source);
        var classes = Files.createDirectories(folder.resolve("classes"));
        var display =
                Path.of(
                        URI.create(
                                dev.cuaderno.magic.UserMagic.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()));
        var compiled =
                javax.tools.ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                display.toString(),
                                "-d",
                                classes.toString(),
                                file.toString());
        assertEquals(0, compiled);
        Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                classes.resolve("META-INF/services/dev.cuaderno.magic.UserMagic"), "lib.Dice\n");
        java.close();
        java =
                new JavaLanguage(
                        Settings.fromEnvironment(Map.of())
                                .withFolder(folder)
                                .withClassPath(List.of(classes)));
        assertEquals("12", value("%dice 2"));
        assertEquals("rolling", outputs.stdout());
        assertTrue(printed("%lsmagic").contains("%dice"), outputs.stdout());
        var failed = failure("1;\n%dice two");
        assertEquals("NumberFormatException", failed.name());
        assertFalse(plain(failed.traceback()).contains("dev.cuaderno.worker"));
        assertTrue(
                java.complete("%di", 3).suggestions().stream()
                        .anyMatch(each -> each.text().equals("%dice")));
    }

    @Test
    void pythonIsAnsweredTheJavaWay() {
        fails("%pip install numpy", "%dep group:artifact:version");
        fails("%conda install x", "%dep");
        assertTrue(printed("%matplotlib inline\n1").contains("not needed"));
        fails("%%python\nprint(1)", "!python3");
        assertTrue(hint("import numpy as np").contains("Java imports classes"));
        assertTrue(hint("from os import path").contains("Java imports classes"));
        assertTrue(hint("int a2 = 1;\nprint(\"x\")").contains("IO.println"));
        assertTrue(hint("def f(x):\n    return x").contains("Java writes a function"));
        assertTrue(hint("for i in range(3):\n  i").contains("for (var x : values)"));
        assertTrue(hint("String s9 = 'abc';").contains("double quotes"));
        assertTrue(hint("var z9 = None;").contains("null"));
        assertTrue(hint("# remark").contains("//"));
        assertTrue(hint("int y9 = 5\n%who").contains("end with ; or }"));
        assertFalse(plain(failure("int w9 = unknownThing;").traceback()).contains("hint"));
    }

    private String hint(String source) {
        var traceback = plain(failure(source).traceback());
        assertTrue(traceback.contains("hint: "), traceback);
        return traceback.substring(traceback.indexOf("hint: "));
    }
}
