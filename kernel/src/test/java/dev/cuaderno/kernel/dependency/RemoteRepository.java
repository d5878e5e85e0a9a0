package dev.cuaderno.kernel.dependency;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A Maven repository on a loopback port, with all the faults that real ones have.
final class RemoteRepository implements AutoCloseable {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    volatile int status = 200;
    volatile boolean silent;
    volatile String credentials;

    RemoteRepository() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Paths asked for so far.
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            asked.add(path);
            if (silent) {
                closing.await();
                return;
            }
            var given = exchange.getRequestHeaders().getFirst("Authorization");
            if (credentials != null && !basic(credentials).equals(given)) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var file = files.get(path);
            if (status != 200 || file == null) {
                exchange.sendResponseHeaders(status != 200 ? status : 404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static String basic(String credentials) {
        return "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /// Puts a file and its checksum there.
    void put(String path, byte[] content) {
        files.put("/" + path, content);
        files.put("/" + path + ".sha1", sha1(content).getBytes(StandardCharsets.US_ASCII));
    }

    void put(String path, String content) {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void remove(String path) {
        files.remove("/" + path);
    }

    private static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String path(String coordinates) {
        var it = Coordinates.parse(coordinates);
        return it.group().replace('.', '/')
                + "/"
                + it.artifact()
                + "/"
                + it.version()
                + "/"
                + it.artifact()
                + "-"
                + it.version()
                + (it.classifier().isEmpty() ? "" : "-" + it.classifier())
                + "."
                + it.extension();
    }

    /// A library with these direct dependencies.
    void library(String coordinates, String... needs) {
        libraryWith(
                coordinates,
                "<dependencies>"
                        + Stream.of(needs)
                                .map(each -> dependency(each, ""))
                                .collect(Collectors.joining())
                        + "</dependencies>");
    }

    /// A library whose POM holds `elements`.
    void libraryWith(String coordinates, String elements) {
        jar(coordinates);
        pom(coordinates, elements);
    }

    void jar(String coordinates) {
        put(path(coordinates), jarBytes(coordinates));
    }

    /// A POM; `elements` may hold `<parent>`, `<packaging>` and so on.
    void pom(String coordinates, String elements) {
        var it = Coordinates.parse(coordinates);
        put(
                path(it.group() + ":" + it.artifact() + ":pom:" + it.version()),
                "<project><modelVersion>4.0.0</modelVersion><groupId>"
                        + it.group()
                        + "</groupId><artifactId>"
                        + it.artifact()
                        + "</artifactId><version>"
                        + it.version()
                        + "</version>"
                        + elements
                        + "</project>");
    }

    /// The list of versions of an artifact.
    void versions(String groupAndArtifact, String... versions) {
        var it = Coordinates.parse(groupAndArtifact);
        put(
                it.group().replace('.', '/') + "/" + it.artifact() + "/maven-metadata.xml",
                "<metadata><groupId>"
                        + it.group()
                        + "</groupId><artifactId>"
                        + it.artifact()
                        + "</artifactId><versioning><release>"
                        + versions[versions.length - 1]
                        + "</release><versions>"
                        + Stream.of(versions)
                                .map(each -> "<version>" + each + "</version>")
                                .collect(Collectors.joining())
                        + "</versions></versioning></metadata>");
    }

    /// A `<dependency>`; `more` are further elements of it.
    static String dependency(String coordinates, String more) {
        var it = Coordinates.parse(coordinates);
        return "<dependency><groupId>"
                + it.group()
                + "</groupId><artifactId>"
                + it.artifact()
                + "</artifactId>"
                + (it.version().isEmpty() ? "" : "<version>" + it.version() + "</version>")
                + more
                + "</dependency>";
    }

    static String managed(String... dependencies) {
        return "<dependencyManagement><dependencies>"
                + String.join("", dependencies)
                + "</dependencies></dependencyManagement>";
    }

    /// A small jar whose one entry is `text`, so that no two are the same.
    static byte[] jarBytes(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            var entry = new ZipEntry("text.txt");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
