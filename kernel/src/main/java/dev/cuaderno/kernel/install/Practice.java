package dev.cuaderno.kernel.install;

import dev.cuaderno.kernel.process.StartCache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes a start cache: lets a kernel run a few cells of all kinds, and its two JVMs write down
/// what they had loaded by then.
final class Practice {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// A bit of everything that first cells do.
    static final List<String> CELLS =
            List.of(
                    "1 + 1",
                    "int x = 3; String name = \"Ada\"; var list = List.of(1, 2, 3);",
                    "int square(int n) { return n * n; }",
                    "square(x) + list.size()",
                    "class Box { int side = 2; int area() { return side * side; } }\nnew Box().area()",
                    "record Point(int x, int y) {}\nvar points = List.of(new Point(1, 2));\npoints",
                    "int square(int n) { return n * n + 1; }",
                    "import java.util.stream.*;\nIntStream.range(0, 5).boxed().toList()",
                    "for (int i = 0; i < 3; i++) { System.out.println(\"line \" + i); }",
                    "display(\"shown\");",
                    "nobody + 1",
                    "1 / 0",
                    "int y = ;");

    private final List<String> command;
    private final Map<String, String> environment;
    private final StartCache cache;

    /// @param command of the kernel, with the options that use the cache
    /// @param environment variables of the kernel
    Practice(List<String> command, Map<String, String> environment, StartCache cache) {
        this.command = command;
        this.environment = environment;
        this.cache = cache;
    }

    /// Writes the files of the kernel's JVM and of the cells' JVM.
    ///
    /// @param worker where the file for the cells' JVM goes
    /// @throws IOException if the kernel does not run, or writes no files; the message says why
    void run(Path worker) throws IOException {
        cache.writeWorkerJar();
        // One after the other: each JVM practises under the options under which it will start.
        make(worker, StartCache.makeWorker(fresh(worker)), List.of());
        make(cache.front(), List.of(), StartCache.makeFront(fresh(cache.front())));
    }

    private void make(Path file, List<String> ofWorker, List<String> ofFront) throws IOException {
        var variables = new HashMap<>(environment);
        if (!ofWorker.isEmpty()) {
            var given = environment.getOrDefault("CUADERNO_JVM_OPTS", "");
            variables.put("CUADERNO_JVM_OPTS", (given + " " + String.join(" ", ofWorker)).strip());
        }
        try (var kernel = KernelProbe.start(training(ofFront), variables, PATIENCE)) {
            kernel.awaitWelcome();
            for (var cell : CELLS) {
                kernel.run(cell);
            }
            kernel.ask("complete_request", "String s = name.toU");
            kernel.ask("inspect_request", "Math.max");
            kernel.ask("is_complete_request", "int z = ");
            kernel.shutdown();
            if (!Files.exists(fresh(file))) {
                throw new IOException("the JVM wrote no file; it said:\n" + kernel.log());
            }
        }
        // At once: a kernel that starts meanwhile sees the old one or the new one.
        Files.move(fresh(file), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> training(List<String> ofFront) {
        if (ofFront.isEmpty()) {
            return command;
        }
        var used = StartCache.useInFront(cache.front());
        var rest = new ArrayList<>(command.subList(1, command.size()));
        rest.removeAll(used);
        return Stream.of(List.of(command.getFirst()), ofFront, rest).flatMap(List::stream).toList();
    }

    private static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
