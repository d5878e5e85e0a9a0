package dev.cuaderno.kernel.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.magic.MagicRegistry;
import dev.cuaderno.kernel.magic.StandardMagics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is exported compiles, runs, and prints what the notebook shows.
@Timeout(120)
class ExportTest {

    @TempDir private Path folder;

    private Program program(String... cells) throws Exception {
        var all = new ArrayList<CodeCell>();
        for (var cell : cells) {
            all.add(new CodeCell(all.size() + 1, cell, false));
        }
        return program(all);
    }

    private Program program(List<CodeCell> cells) throws Exception {
        return Program.of(
                cells,
                Settings.fromEnvironment(Map.of()).withFolder(folder),
                new MagicRegistry(StandardMagics.all()),
                ResolverSettings.fromEnvironment(Map.of()));
    }

    /// Exports, compiles with every warning of javac allowed and runs.
    private String run(Program program) throws Exception {
        var file = folder.resolve("Out.java");
        Export.java(program, file, "a test");
        assertEquals(List.of(), program.notes(), Files.readString(file));
        var classes = folder.resolve("classes");
        var classPath =
                program.classPath().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        tool("javac", "-cp", classPath, "-d", classes.toString(), file.toString());
        return tool("java", "-cp", classes + File.pathSeparator + classPath, "Out");
    }

    private String tool(String name, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text.replace("\r\n", "\n");
    }

    private String written() throws Exception {
        return Files.readString(folder.resolve("Out.java"));
    }

    @Test
    void cellsBecomeMainAndDeclarationsMembers() throws Exception {
        assertEquals(
                "[1, 4, 9]\n12\nP[x=3]\n[[1], [2]]\n",
                run(
                        program(
                                "import java.util.function.*;\nint square(int x) { return x * x; }",
                                """
                                // all of them
                                var numbers = List.of(1, 2, 3); // three
                                numbers.stream().map(n -> square(n)).toList()""",
                                """
                                record P(int x) {}
                                int total = 0;
                                for (int n : new int[] {3, 4, 5}) total += n;
                                total""",
                                "numbers.size();\nnew P(3)",
                                "int[][] table = {{1}, {2}};\ntable")));
        var text = written();
        assertTrue(text.contains("    static int square(int x)"), text);
        assertTrue(text.contains("        // all of them\n        var numbers"), text);
        assertTrue(text.contains("; // three\n"), text);
        assertFalse(text.contains("static List<Integer> numbers"), text);
    }

    @Test
    void variablesThatMethodsUseBecomeFields() throws Exception {
        assertEquals(
                "7\n8\n120\n[5, 6]\n0\n",
                run(
                        program(
                                "int base = 5;\nint shifted(int x) { return base + x; }",
                                "shifted(2)",
                                "base++;\nshifted(2)",
                                """
                                Function<Integer, Integer> factorial = n -> n < 2 ? 1 : n * factorial.apply(n - 1);
                                factorial.apply(5)""",
                                """
                                var n = 4;
                                var more = new ArrayList<Integer>();
                                for (int i = 0; i < 2; i++) { n++; more.add(n); }
                                more""",
                                "int unset;\nunset")));
    }

    @Test
    void whatIsDeclaredAgainIsAssignedReplacedOrNumbered() throws Exception {
        assertEquals(
                "1\n2\ntwo\nold\nnew\nP[x=1]\nP2[y=2]\n2\n",
                run(program(
                                "var x = 1;\nx",
                                "var x = 2;\nx",
                                "var x = \"two\";\nx",
                                "String f() { return \"old\"; }\nf()",
                                "String f() { return \"new\"; }\nf()",
                                "record P(int x) {}\nnew P(1)",
                                "record P(int y) {}\nnew P(2)",
                                "int g() { return 1; }",
                                "int g() { return 2; }\ng()"))
                        .replace("\r", ""));
        var text = written();
        assertFalse(text.contains("g2"), "the first g was never called: " + text);
    }

    @Test
    void namesWithinStatementsMayRepeatThoseOfVariables() throws Exception {
        assertEquals(
                "6\n3\n",
                run(
                        program(
                                "int i = 3;\nint sum = 0;",
                                "for (int i = 0; i < 4; i++) sum += i;\nsum",
                                "List.of(1, 2).forEach(i -> {});\ni")));
    }

    @Test
    void expectedFailuresDoNotEndTheProgram() throws Exception {
        var cells =
                List.of(
                        new CodeCell(
                                1, "int a = 1;\nthrow new IllegalStateException(\"so\");", true),
                        new CodeCell(2, "a", false),
                        new CodeCell(3, "while (true) { if (a++ > 3) break; }\na", false));
        assertEquals("java.lang.IllegalStateException: so\n1\n5\n", run(program(cells)));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void magicsBecomeWhatTheyAreInJava() throws Exception {
        assertEquals(
                "hello 3\nWrote b.txt\n[a.txt, b.txt]\nx \\ \"\"\"\n  y\n\n2\ntrue\n",
                run(
                        program(
                                "int three = 3;\n!echo hello {three}",
                                "%%writefile b.txt\nx \\ \"\"\"\n  y\n",
                                "!touch a.txt\nvar files = %ls *.txt\nfiles",
                                "Files.readString(Path.of(\"b.txt\"))",
                                "%time 1 + 1",
                                """
                                var here = %pwd
                                %who
                                here.equals(Path.of("").toAbsolutePath().toString())""")));
        assertTrue(written().contains("// %who"), written());
    }

    @Test
    void whatCannotBeIsSaid() throws Exception {
        var program = program("var t = %timeit 1 + 1\nint broken = \"no\";\n%run other.java");
        Export.java(program, folder.resolve("Out.java"), "a test");
        var notes = Export.notes(program.notes());
        assertTrue(notes.contains("cell 1: %timeit 1 + 1 has no form in plain Java"), notes);
        assertTrue(notes.contains("does not compile: incompatible types"), notes);
        assertTrue(notes.contains("%run other.java is left out"), notes);
        assertTrue(written().contains("// int broken = \"no\";"), written());
    }

    @Test
    void librariesBecomeLinesForJBangAndElementsOfAPom() throws Exception {
        var program =
                program(
                        """
                                %repo own https://repo.example.org/maven
                                %dep --offline no.such.group:thing:1.0:linux no.such.group:data:2@zip""");
        Export.java(program, folder.resolve("Out.java"), "a test");
        assertTrue(
                written()
                        .startsWith(
                                """
                                //JAVA %d+
                                //REPOS own=https://repo.example.org/maven
                                //REPOS mavencentral
                                //DEPS no.such.group:thing:1.0:linux
                                //DEPS no.such.group:data:2@zip
                                """
                                        .formatted(Runtime.version().feature())),
                written());
        Export.maven(program, folder.resolve("my project"), "a test");
        var pom = Files.readString(folder.resolve("my project/pom.xml"));
        assertTrue(pom.contains("<artifactId>my-project</artifactId>"), pom);
        assertTrue(pom.contains("<classifier>linux</classifier>"), pom);
        assertTrue(pom.contains("<type>zip</type>"), pom);
        assertTrue(pom.contains("<url>https://repo.example.org/maven</url>"), pom);
        assertTrue(Files.exists(folder.resolve("my project/src/main/java/MyProject.java")), pom);
    }

    @Test
    void aScriptRunsInJShell() throws Exception {
        var program =
                program("int x = 2;\nx", "int x = 3;\nint twice() { return 2 * x; }", "twice()");
        Export.jshell(program, folder.resolve("out.jsh"), "a test");
        assertEquals(
                "2\n6\n",
                tool("jshell", "--execution", "local", "-s", folder.resolve("out.jsh").toString()));
    }

    @Test
    void fileNamesBecomeTypeNames() {
        assertEquals("HolaMundo", Export.typeName("01-hola mundo"));
        assertEquals("tamaños", Export.typeName("tamaños"));
        assertEquals("Class", Export.typeName("class"));
        assertEquals("Notebook", Export.typeName("01"));
    }
}
