package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cuaderno.kernel.Start;
import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.channel.Connection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The kernel as Jupyter starts it: a process with a connection file, and Java behind it.
class KernelProcessTest {

    private static final String OS = System.getProperty("os.name");

    @TempDir Path folder;
    private final List<Process> processes = new ArrayList<>();
    private Path connectionFile;

    @BeforeEach
    void writeConnectionFile() throws IOException {
        var sockets = new ArrayList<ServerSocket>();
        for (var i = 0; i < 5; i++) {
            sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        connectionFile =
                Files.writeString(
                        folder.resolve("kernel.json"),
                        """
                        {"shell_port": %s, "iopub_port": %s, "stdin_port": %s, "control_port": %s,
                         "hb_port": %s, "ip": "127.0.0.1", "key": "k", "transport": "tcp",
                         "signature_scheme": "hmac-sha256"}"""
                                .formatted(
                                        sockets.stream()
                                                .map(socket -> "" + socket.getLocalPort())
                                                .toArray()));
        for (var socket : sockets) {
            socket.close();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : processes) {
            process.destroyForcibly();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        var command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName(),
                        connectionFile.toString());
        command.environment().put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
        command.environment().putAll(environment);
        command.redirectErrorStream(true);
        command.redirectOutput(folder.resolve("log-" + processes.size()).toFile());
        var process = command.start();
        processes.add(process);
        return process;
    }

    private String log(int number) throws IOException {
        return Files.readString(folder.resolve("log-" + number));
    }

    private FrontEnd connect() throws Exception {
        var connection = Connection.read(connectionFile);
        return new FrontEnd(connection, channel -> connection.ports().get(channel));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the kernel still runs");
        return process.exitValue();
    }

    private static void signal(String name, Process process) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertEquals(0, kill.waitFor());
    }

    @Test
    void aNotebookRunsFromStartToShutdown() throws Exception {
        var kernel = start(Map.of());
        try (var frontEnd = connect()) {
            var run = frontEnd.run("System.out.println(\"hola\"); 1 + 1");
            assertEquals("hola\n", run.stream("stdout"));
            assertEquals(
                    "2",
                    run.of("execute_result")
                            .getFirst()
                            .content()
                            .get("data")
                            .getAsJsonObject()
                            .get("text/plain")
                            .getAsString());
            var cell = frontEnd.startCell("new Scanner(System.in).nextLine()");
            frontEnd.receive(Channel.STDIN);
            frontEnd.answer("a line");
            assertEquals("ok", frontEnd.reply(Channel.SHELL, cell).status());
            var bye = frontEnd.ask(Channel.CONTROL, "shutdown_request", "{\"restart\": false}");
            assertEquals("ok", bye.status());
        }
        assertEquals(0, exitCode(kernel), () -> "exit code; log: " + folder);
        assertTrue(
                Files.readString(folder.resolve("data/cuaderno/history.jsonl")).contains("hola"));
    }

    @Test
    void aSecondKernelOnTheSameFileSaysWhy() throws Exception {
        start(Map.of());
        try (var frontEnd = connect()) {
            var second = start(Map.of());
            assertEquals(1, exitCode(second));
            assertTrue(log(1).contains("is in use"), log(1));
            assertEquals("ok", frontEnd.run("int x = 1;").reply().status());
        }
    }

    @Test
    void anUnreadableFileIsNamed() throws Exception {
        Files.writeString(connectionFile, "{");
        assertEquals(1, exitCode(start(Map.of())));
        assertTrue(log(0).contains("kernel.json is not a JSON object"), log(0));
        assertEquals(1, log(0).lines().count(), log(0));
    }

    @Test
    void theInterruptSignalStopsTheCellNotTheKernel() throws Exception {
        assumeFalse(OS.startsWith("Windows"), "Windows has no such signal");
        var kernel = start(Map.of());
        try (var frontEnd = connect()) {
            frontEnd.run("int kept = 7;");
            var cell = frontEnd.startCell("System.out.println(\"on\"); while (true) {}");
            while (!frontEnd.receive(Channel.IOPUB).type().equals("stream")) {
                // The cell is not running yet.
            }
            signal("INT", kernel);
            var name = frontEnd.reply(Channel.SHELL, cell).text("ename");
            assertTrue(name.startsWith("Interrupted"), name);
            assertEquals("ok", frontEnd.run("kept").reply().status());
        }
    }

    @Test
    void aKernelEndsWithTheServerThatStartedIt() throws Exception {
        assumeFalse(OS.startsWith("Windows"), "the variable means something else on Windows");
        var server = new ProcessBuilder("sleep", "600").start();
        processes.add(server);
        var kernel = start(Map.of("JPY_PARENT_PID", "" + server.pid()));
        try (var frontEnd = connect()) {
            frontEnd.run("int x = 1;");
        }
        server.destroyForcibly();
        assertEquals(0, exitCode(kernel));
    }

    @Test
    void theTerminationSignalLeavesNoWorkerBehind() throws Exception {
        assumeFalse(OS.startsWith("Windows"), "Windows has no such signal");
        var kernel = start(Map.of());
        List<ProcessHandle> workers;
        try (var frontEnd = connect()) {
            frontEnd.run("int x = 1;");
            workers = kernel.descendants().toList();
        }
        assertEquals(1, workers.size());
        signal("TERM", kernel);
        exitCode(kernel);
        assertEquals(workers.getFirst(), workers.getFirst().onExit().get(20, TimeUnit.SECONDS));
    }
}
