package dev.cuaderno.kernel.language;

import dev.cuaderno.kernel.process.Launch;
import dev.cuaderno.kernel.process.Worker;

import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A JShell and the worker it runs in. Both live and die together.
final class Session implements AutoCloseable {

    final Worker worker;
    final WorkerControl control;
    final JShell shell;
    final SourceCodeAnalysis analysis;
    final Origins origins = new Origins();
    private final Set<String> atStart = new HashSet<>();
    private final LateImports imports = new LateImports();
    private final List<Path> added = new CopyOnWriteArrayList<>();

    private Session(Worker worker, WorkerControl control, JShell shell) {
        this.worker = worker;
        this.control = control;
        this.shell = shell;
        this.analysis = shell.sourceCodeAnalysis();
    }

    /// Starts a worker and a JShell on it.
    ///
    /// @param stopped asked while the worker starts, whether to give it up
    /// @throws IOException if the worker cannot be started, or javac does not know an option
    static Session start(Settings settings, CellOutputs outputs, BooleanSupplier stopped)
            throws IOException {
        var launch =
                new Launch(
                        settings.jdkHome(),
                        settings.jvmOptions(),
                        settings.classPath(),
                        settings.folder());
        // The JVM of the cells starts while the compiler warms up.
        var arriving = new Arriving(launch, outputs, stopped);
        try {
            var shell =
                    JShell.builder()
                            .executionEngine(new Provider(arriving), Map.of())
                            .compilerOptions(settings.javac().toArray(String[]::new))
                            .build();
            // Before the analysis is made: its indexer reads the class path in the background, and
            // a reading that meets the first writing can undo it.
            arriving.knows(() -> shell.addToClasspath(joined(Worker.visible(launch))));
            warmUp(shell);
            return new Session(arriving.worker(), arriving.control(), shell);
        } catch (IllegalArgumentException wrongOption) {
            arriving.abandon();
            throw new IOException("javac: " + wrongOption.getMessage(), wrongOption);
        } catch (IOException | RuntimeException | LinkageError failure) {
            arriving.abandon();
            throw failure;
        }
    }

    /// Lets javac read what every snippet needs while the worker starts. Leaves nothing behind.
    private static void warmUp(JShell shell) {
        shell.eval("import java.lang.Object;").forEach(event -> shell.drop(event.snippet()));
        shell.sourceCodeAnalysis().sourceToSnippets("1 + 1");
    }

    /// What the cells compile against, the same that they run on.
    String classPath() {
        return joined(entries());
    }

    /// Runs the start-up scripts and declares again what an earlier session had.
    ///
    /// @return the declarations that do not compile
    /// @throws IOException if it is stopped
    List<String> declare(List<String> startup, List<String> earlier, BooleanSupplier stopped)
            throws IOException {
        for (var script : startup) {
            for (var piece : Piece.split(script, analysis)) {
                heed(stopped);
                evaluate(piece.source());
            }
        }
        // What comes from here on is the user's own.
        shell.snippets().forEach(snippet -> atStart.add(snippet.id()));
        var refused = new ArrayList<String>();
        for (var declaration : earlier) {
            heed(stopped);
            if (!evaluate(declaration)) {
                refused.add(declaration);
            }
        }
        heed(stopped);
        if (control.isDead()) {
            throw new IllegalStateException("ended by a start-up script");
        }
        return refused;
    }

    private static void heed(BooleanSupplier stopped) throws IOException {
        if (stopped.getAsBoolean()) {
            throw new IOException("stopped before the new JVM was ready");
        }
    }

    /// Whether a snippet came after the start.
    boolean isOwn(Snippet snippet) {
        return !atStart.contains(snippet.id());
    }

    /// Adds to what the cells compile against and run on.
    void addToClassPath(List<Path> entries) {
        shell.addToClasspath(joined(entries));
        added.addAll(entries);
    }

    /// All that the cells see beside the JDK.
    List<Path> entries() {
        return Stream.concat(worker.classPath().stream(), added.stream()).toList();
    }

    /// The names of the variables, methods and types that cells have declared.
    Set<String> names() {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet).isActive())
                .filter(PersistentSnippet.class::isInstance)
                .map(snippet -> ((PersistentSnippet) snippet).name())
                .collect(Collectors.toSet());
    }

    private static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// Sees to the imports that code needs; before the code is judged or run.
    void prepare(String code) {
        imports.prepare(code, shell, snippet -> atStart.add(snippet.id()));
    }

    /// The imports that hold without JShell knowing of them.
    List<String> waitingImports() {
        return imports.waiting();
    }

    /// Evaluates a snippet that must be good; the result tells whether it was.
    private boolean evaluate(String snippet) {
        prepare(snippet);
        return shell.eval(snippet).stream()
                .allMatch(event -> event.status() != Snippet.Status.REJECTED);
    }

    /// A short text of a variable's value; empty where it cannot be told soon.
    Optional<String> peek(String variable) {
        return shell.variables()
                .filter(each -> each.name().equals(variable))
                .reduce((earlier, later) -> later)
                .flatMap(each -> control.peek(analysis.wrapper(each).fullClassName(), variable));
    }

    @Override
    public void close() {
        shell.close();
        worker.close();
    }

    private record Provider(ExecutionControl control) implements ExecutionControlProvider {

        @Override
        public String name() {
            return "cuaderno";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
