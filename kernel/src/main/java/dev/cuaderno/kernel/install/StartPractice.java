package dev.cuaderno.kernel.install;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

import dev.cuaderno.kernel.language.Words;
import dev.cuaderno.kernel.process.StartCache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `cuaderno practise-start FOLDER`, which the launcher calls once for each build: lets the command
/// line run a small notebook, and its two JVMs write down what they had loaded by then, so that
/// later runs start faster.
@Command(
        name = "practise-start",
        hidden = true,
        description = "Makes the files by which later runs start faster.")
public final class StartPractice implements Callable<Integer> {

    private static final int PATIENCE_S = 120;
    private static final String MAIN = "dev.cuaderno.kernel.cli.Main";

    @Parameters(arity = "1", paramLabel = "FOLDER")
    private Path folder;

    @Override
    public Integer call() throws Exception {
        var cache = new StartCache(folder.toAbsolutePath().normalize());
        UninstallCommand.removeCache(cache.folder());
        cache.writeWorkerJar();
        var work = Files.createTempDirectory("cuaderno-practice");
        try {
            Files.writeString(work.resolve("practice.ipynb"), notebook());
            var given = System.getenv().getOrDefault("CUADERNO_JVM_OPTS", "");
            var home = Path.of(System.getProperty("java.home"));
            var worker = cache.worker(home, Words.split(given));
            make(cache, work, worker, List.of(), StartCache.makeWorker(fresh(worker)));
            make(cache, work, cache.front(), StartCache.makeFront(fresh(cache.front())), List.of());
            return 0;
        } catch (IOException failure) {
            UninstallCommand.removeCache(cache.folder());
            throw failure;
        } finally {
            delete(work);
        }
    }

    /// Runs the notebook so that one of the JVMs writes its file.
    private static void make(
            StartCache cache, Path work, Path file, List<String> ofFront, List<String> ofWorker)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ofFront);
        // A file holds for the options under which it was made.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-D" + StartCache.PROPERTY))
                .forEach(command::add);
        command.add("-D" + StartCache.PROPERTY + "=" + cache.folder());
        var classPath = InstallCommand.absolute(System.getProperty("java.class.path"));
        command.addAll(List.of("-cp", classPath, MAIN));
        command.addAll(List.of("run", "--keep-going", "-o"));
        command.addAll(
                List.of(work.resolve("out").toString(), work.resolve("practice.ipynb") + ""));
        var log = work.resolve("log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment()
                .merge("CUADERNO_JVM_OPTS", String.join(" ", ofWorker), (a, b) -> a + " " + b);
        var process = builder.start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("practising the start takes too long");
        }
        if (!Files.exists(fresh(file))) {
            throw new IOException(
                    "the JVM wrote no file for a faster start:\n" + Files.readString(log.toPath()));
        }
        // At once: a run that starts meanwhile sees the old one or the new one.
        Files.move(fresh(file), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static String notebook() {
        var cells = new JsonArray();
        for (var source : Practice.CELLS) {
            var cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.add("execution_count", JsonNull.INSTANCE);
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cell.addProperty("source", source);
            cells.add(cell);
        }
        var heading = new JsonObject();
        heading.addProperty("cell_type", "markdown");
        heading.add("metadata", new JsonObject());
        heading.addProperty(
                "source", "# Practice\n\nA [link](x), `code`, *text* and $x^2$.\n\n- a\n");
        cells.add(heading);
        var root = new JsonObject();
        root.add("cells", cells);
        root.add("metadata", new JsonObject());
        root.addProperty("nbformat", 4);
        root.addProperty("nbformat_minor", 4);
        return root.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
        }
    }
}
