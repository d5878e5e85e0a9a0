package dev.cuaderno.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.kernel.language.Settings;
import dev.cuaderno.kernel.process.HeapSize;
import dev.cuaderno.kernel.process.WorkerFiles;
import dev.cuaderno.kernel.session.KernelCommand;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The REPL in a process of its own, behind a pipe and at a pseudo-terminal.
class ReplTest {

    private static final Pattern CONTROL = Pattern.compile("\u001b\\[[0-9;?]*[a-zA-Z]|\u001b[=>]");

    @TempDir private Path folder;

    /// A library that wants to be imported.
    private Path library() throws IOException {
        var wish = folder.resolve("library").resolve(StartUp.RESOURCE);
        Files.createDirectories(wish.getParent());
        Files.writeString(wish, "int answer() { return 42; }\n");
        return folder.resolve("library");
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true"));
        command.addAll(List.of("-cp", classPath()));
        command.addAll(List.of("dev.cuaderno.kernel.cli.Main", "repl"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// What the command line needs; a test runner may have put it on no class path that can be
    /// read.
    private static String classPath() {
        return Stream.of(
                        KernelCommand.class,
                        Displayable.class,
                        picocli.CommandLine.class,
                        org.zeromq.ZContext.class,
                        com.google.gson.Gson.class,
                        org.commonmark.parser.Parser.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("CUADERNO_CLASSPATH", library().toString());
        environment.put("XDG_DATA_HOME", folder.toString());
        environment.put("HOME", folder.toString());
        environment.put("JAVA_TOOL_OPTIONS", "-Djava.awt.headless=true -Duser.home=" + folder);
        environment.put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private String run(String input, String... arguments) throws Exception {
        var process = start(command(arguments));
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(input);
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return output.lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    @Test
    void resultsAreShownInFullAndPicturesGoToFiles() throws Exception {
        var wide = "x".repeat(3000);
        var output =
                run(
                        """
                        1 + 1
                        answer()
                        "%s"
                        new java.awt.image.BufferedImage(3, 2, 1)
                        var named = new java.awt.image.BufferedImage(3, 2, 1)
                        display(named)
                        int twice(int x) { return 2 * x; }
                        throw new IllegalStateException("told")
                        /exit 3
                        """
                                .formatted(wide));
        var shown = output.split("java> ");
        // Behind a pipe jshell may repeat a part of what it reads before the result.
        assertTrue(shown[1].endsWith("$1 ==> 2\n"), output);
        assertTrue(shown[2].endsWith("$2 ==> 42\n"), output);
        assertTrue(shown[3].endsWith("$3 ==> \"" + wide + "\"\n"), shown[3]);
        var picture = shown[4].lines().toList();
        assertTrue(picture.get(0).endsWith("$4 ==> image 3 x 2"), shown[4]);
        assertTrue(Files.exists(Path.of(picture.get(1).substring("picture: ".length()))));
        assertTrue(shown[5].endsWith("named ==> image 3 x 2\n"), shown[5]);
        assertTrue(shown[6].contains("image 3 x 2\npicture: "), shown[6]);
        assertTrue(shown[7].endsWith("|  twice(int)\n"), shown[7]);
        assertTrue(shown[8].contains("java.lang.IllegalStateException: told"), shown[8]);
        assertFalse(shown[8].contains("ReplAgent"), shown[8]);
        assertTrue(memory().containsValue("answer()"), "what was typed is remembered: " + memory());
    }

    private Map<String, String> memory() {
        return ReplMemory.in(folder.resolve("cuaderno")).load();
    }

    @Test
    void interruptAtATerminalStopsALoopAndKeepsTheVariables() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script"))
                        && System.getProperty("os.name").equals("Linux"),
                "script of util-linux makes the pseudo-terminal");
        var line = String.join(" ", command().stream().map(word -> "'" + word + "'").toList());
        // A pseudo-terminal made for a pipe has no size.
        var sized = "stty cols 100 rows 30; exec " + line;
        var process = start(List.of("/usr/bin/script", "-qec", sized, "/dev/null"));
        var output = new StringBuilder();
        var reader = process.inputReader(StandardCharsets.UTF_8);
        try (var keys = process.outputWriter(StandardCharsets.UTF_8)) {
            var steps =
                    List.of(
                            List.of("java> ", "int kept = 7;\r"),
                            List.of("kept ==> 7", ""),
                            List.of(
                                    "java> ",
                                    "{ System.out.print(\"run\" + \"ning\"); while (true) {} }\r"),
                            List.of("running", "\u0003"),
                            List.of("java> ", "kept * 6\r"),
                            List.of("==> 42", ""),
                            List.of("java> ", "/exit\r"));
            for (var step : steps) {
                await(reader, output, step.get(0));
                keys.write(step.get(1));
                keys.flush();
            }
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertTrue(output.toString().contains("Cuaderno: jshell with tensors"), output.toString());
    }

    /// Reads until `text` has come since the last call.
    private static void await(java.io.Reader reader, StringBuilder all, String text)
            throws Exception {
        var fresh = new StringBuilder();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!CONTROL.matcher(fresh).replaceAll("").contains(text)) {
            assertTrue(System.nanoTime() < end, "no \"" + text + "\" in " + all);
            if (!reader.ready()) {
                Thread.sleep(20);
                continue;
            }
            var read = (char) reader.read();
            fresh.append(read);
            all.append(read);
        }
    }

    @Test
    void lineForThePlainToolNamesWhatItNeeds() throws Exception {
        var startup = folder.resolve("own").resolve("startup.jsh");
        var settings =
                Settings.fromEnvironment(Map.of("CUADERNO_CLASSPATH", library().toString()))
                        .withClassPath(List.of(WorkerFiles.displayClasses()));
        var line = PlainJShell.line(settings, startup);
        assertTrue(line.contains("--class-path " + library() + File.pathSeparator), line);
        assertTrue(line.contains("--startup " + startup), line);
        var process = new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true).start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("answer() + 1\n/exit\n");
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(output.contains("==> 43"), output);
    }

    @Test
    void memoryOutlivesTheSessionAndADamagedOneIsNoHindrance() throws IOException {
        var memory = ReplMemory.in(folder.resolve("new"));
        assertEquals(Map.of(), memory.load());
        var map = new TreeMap<>(Map.of("HISTORY_LINE_0", "var ñ = \"\\u0041\"\t= 1"));
        memory.save(map);
        assertEquals(map, memory.load());
        Files.write(folder.resolve("new").resolve("repl.properties"), new byte[] {(byte) 0xff});
        assertEquals(Map.of(), memory.load());
    }

    @Test
    void classPathOfTheUserStandsBehindTheAgents() {
        var options = ReplEngine.options(List.of("--class-path", "a.jar", "-Xmx1g"));
        var classPath = options.get(options.indexOf("--class-path") + 1);
        assertTrue(classPath.endsWith(File.pathSeparator + "a.jar"), options.toString());
        assertTrue(classPath.contains("cuaderno-worker"), options.toString());
        assertEquals(1, options.stream().filter("--class-path"::equals).count());
        assertTrue(ReplEngine.options(List.of()).contains("--class-path"));
    }

    @Test
    void optionsOfTheUserComeBehindThoseForTheHeap() {
        var options = ReplEngine.options(List.of("-XX:GCTimeRatio=12"));
        assertTrue(
                options.indexOf("-XX:GCTimeRatio=12") > options.indexOf("-XX:GCTimeRatio=4"),
                options.toString());
        assertTrue(options.containsAll(HeapSize.JVM_OPTIONS), options.toString());
    }
}
