package dev.cuaderno.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.cuaderno.display.Display;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Servers of this machine that behave, break off, lie, or have nothing.
class DownloadsTest {

    private static final byte[] CONTENT = content();

    @TempDir private Path folder;
    private HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    private final CountDownLatch stopping = new CountDownLatch(1);

    private static byte[] content() {
        var bytes = new byte[300_000];
        new Random(5).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good/", this::good);
        server.createContext("/whole/", this::withoutRanges);
        server.createContext("/breaks/", this::breaksOff);
        server.createContext("/stalls/", this::stalls);
        server.createContext("/mute/", this::mute);
        server.createContext("/other/", exchange -> answer(exchange, 200, new byte[1000]));
        server.start();
    }

    @AfterEach
    void stop() {
        stopping.countDown();
        server.stop(0);
    }

    private void good(HttpExchange exchange) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        requests.add("good " + range);
        if (range == null) {
            answer(exchange, 200, CONTENT);
            return;
        }
        var from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= CONTENT.length) {
            answer(exchange, 416, new byte[0]);
        } else {
            answer(exchange, 206, Arrays.copyOfRange(CONTENT, from, CONTENT.length));
        }
    }

    private void withoutRanges(HttpExchange exchange) throws IOException {
        requests.add("whole");
        answer(exchange, 200, CONTENT);
    }

    private void breaksOff(HttpExchange exchange) throws IOException {
        requests.add("breaks");
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT, 0, 100_000);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    /// Sends 100,000 bytes at a time and then nothing more, without ending the connection.
    private void stalls(HttpExchange exchange) throws IOException {
        var range = exchange.getRequestHeaders().getFirst("Range");
        requests.add("stalls " + range);
        var from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.sendResponseHeaders(range == null ? 200 : 206, CONTENT.length - from);
        exchange.getResponseBody().write(CONTENT, from, Math.min(100_000, CONTENT.length - from));
        exchange.getResponseBody().flush();
        hold(exchange);
    }

    /// Announces what never comes.
    private void mute(HttpExchange exchange) throws IOException {
        requests.add("mute");
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().flush();
        hold(exchange);
    }

    private void hold(HttpExchange exchange) {
        try (exchange) {
            stopping.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String at(String kind) {
        return "http://127.0.0.1:%d/%s/".formatted(server.getAddress().getPort(), kind);
    }

    private static Published.Download file() {
        return new Published.Download("data.gz", 0, Made.md5(CONTENT), List.of());
    }

    private void fetch(String... kinds) throws IOException {
        fetch(folder, Arrays.stream(kinds).map(this::at).toList());
    }

    private static void fetch(Path folder, List<String> servers) throws IOException {
        new Downloader(_ -> new Silent()).fetch(file(), servers, folder);
    }

    private void fetchImpatiently(String... kinds) throws IOException {
        var servers = Arrays.stream(kinds).map(this::at).toList();
        new Downloader(_ -> new Silent(), Duration.ofSeconds(2)).fetch(file(), servers, folder);
    }

    private record Silent() implements DownloadProgress {
        @Override
        public void at(long bytes, long whole) {}

        @Override
        public void done(long bytes, URI from) {}
    }

    private void assertWhole() throws IOException {
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("data.gz")));
        assertFalse(Files.exists(folder.resolve("data.gz.part")));
    }

    @Test
    void aFileIsFetchedOnce() throws IOException {
        fetch("good");
        assertWhole();
        fetch("good");
        assertEquals(List.of("good null"), requests);
    }

    @Test
    void whatBrokeOffIsContinued() throws IOException {
        var error = assertThrows(IOException.class, () -> fetch("breaks"));
        assertTrue(error.getMessage().contains("/breaks/data.gz: "), error.getMessage());
        assertFalse(Files.exists(folder.resolve("data.gz")));
        var there = Files.size(folder.resolve("data.gz.part"));
        assertTrue(there > 0 && there <= 100_000, there + " bytes kept");
        fetch("good");
        assertWhole();
        assertEquals("good bytes=%d-".formatted(there), requests.getLast());
    }

    @Test
    void theNextServerContinues() throws IOException {
        fetch("breaks", "good");
        assertWhole();
        assertTrue(requests.getLast().startsWith("good bytes="), requests.toString());
    }

    @Test
    void aServerWithoutRangesBeginsAgain() throws IOException {
        Files.write(folder.resolve("data.gz.part"), Arrays.copyOf(CONTENT, 5000));
        fetch("whole");
        assertWhole();
    }

    @Test
    void aBeginningOfAnotherFileIsThrownAway() throws IOException {
        Files.write(folder.resolve("data.gz.part"), new byte[5000]);
        fetch("good");
        assertWhole();
        assertEquals(List.of("good bytes=5000-", "good null"), requests);
    }

    @Test
    void aCompletePartNeedsOnlyItsName() throws IOException {
        Files.write(folder.resolve("data.gz.part"), CONTENT);
        fetch("good");
        assertWhole();
    }

    @Test
    void anotherFileIsNotKept() throws IOException {
        var error = assertThrows(IOException.class, () -> fetch("other", "nothing"));
        var lines = error.getMessage().lines().toList();
        assertTrue(lines.get(0).contains("another file, with the MD5 sum"), error.getMessage());
        assertTrue(lines.get(1).contains("the server answered 404"), error.getMessage());
        assertFalse(Files.exists(folder.resolve("data.gz")));
        fetch("other", "good");
        assertWhole();
    }

    @Test
    void aServerThatStallsIsAskedForTheRest() throws IOException {
        fetchImpatiently("stalls");
        assertWhole();
        assertEquals("stalls null", requests.getFirst());
        assertTrue(requests.contains("stalls bytes=100000-"), requests.toString());
    }

    @Test
    void aSilentServerIsLeftForTheNext() throws IOException {
        var error = assertThrows(IOException.class, () -> fetchImpatiently("mute"));
        assertTrue(
                error.getMessage().contains("the server sent nothing for 2 s"), error.getMessage());
        fetchImpatiently("mute", "good");
        assertWhole();
        assertTrue(requests.contains("good null"), requests.toString());
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        server.stop(0);
        var error = assertThrows(IOException.class, () -> fetch("good"));
        assertTrue(error.getMessage().contains("/good/data.gz: "), error.getMessage());
    }

    @Test
    void manyThreadsFetchAFileOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var all =
                    threads.invokeAll(
                            Collections.nCopies(
                                    4,
                                    () -> {
                                        fetch("good");
                                        return null;
                                    }));
            for (var one : all) {
                one.get();
            }
        }
        assertWhole();
        assertEquals(1, requests.size());
    }

    @Test
    void twoProcessesFetchAFileOnce() throws Exception {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        OtherProcess.class.getName(),
                        folder.toString(),
                        at("good"));
        var processes = new ArrayList<Process>();
        for (var i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(command).redirectErrorStream(true).start());
        }
        for (var one : processes) {
            var said = new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(one.waitFor(60, TimeUnit.SECONDS), "ended");
            assertEquals(0, one.exitValue(), said);
        }
        assertWhole();
        assertEquals(1, requests.size());
    }

    /// Of the classes as they are loaded here, whoever has loaded them.
    private static String classPath() {
        return Stream.of(DownloadsTest.class, Downloader.class, Tensor.class, Display.class)
                .map(one -> one.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Fetches in a JVM of its own.
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String... arguments) throws IOException {
            fetch(Path.of(arguments[0]), List.of(arguments[1]));
        }
    }
}
