package dev.cuaderno.kernel.cli;

import dev.cuaderno.kernel.dependency.LockJson;
import dev.cuaderno.kernel.notebook.AtomicFile;
import dev.cuaderno.kernel.notebook.Finding;
import dev.cuaderno.kernel.notebook.Languages;
import dev.cuaderno.kernel.notebook.Notebook;
import dev.cuaderno.kernel.notebook.NotebookFile;
import dev.cuaderno.kernel.notebook.NotebookRun;
import dev.cuaderno.kernel.notebook.NotebookRunner;
import dev.cuaderno.kernel.notebook.Parameters;
import dev.cuaderno.kernel.notebook.RunSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs several notebooks, each in a session of its own, and writes their results: the executed
/// notebook and its page, at the same place below the output folder, and an index of all pages.
///
/// A notebook that fails does not keep the others from running.
final class Batch {

    private final Languages languages;
    private final Plan plan;
    private final Path out;
    private final Progress progress;

    Batch(Languages languages, Plan plan, Path out, Progress progress) {
        this.languages = languages;
        this.plan = plan;
        this.out = out;
        this.progress = progress;
    }

    /// What is done with each notebook.
    ///
    /// @param settings how its cells run
    /// @param parameters what it is given
    /// @param relock true to lock each notebook that succeeds to the libraries it has got
    /// @param inPlace true to write one that succeeds over its source as well
    /// @param inspections what looks at the fresh outputs
    record Plan(
            RunSettings settings,
            Parameters parameters,
            boolean relock,
            boolean inPlace,
            List<Inspection> inspections) {
        Plan {
            inspections = List.copyOf(inspections);
        }

        static Plan of(RunSettings settings) {
            return new Plan(settings, Parameters.none(), false, false, List.of());
        }
    }

    /// Looks at a notebook that has been run.
    @FunctionalInterface
    interface Inspection {
        /// @param stored the notebook as it was
        List<Finding> inspect(Notebook stored, NotebookRun run);
    }

    /// Runs the notebooks.
    ///
    /// @param all the notebooks of the batch whose pages may be linked to, these or more
    /// @param jobs how many run at the same time
    /// @return what became of each, in the order given
    /// @throws IOException if the index cannot be written
    /// @throws InterruptedException if this thread is interrupted
    List<Result> run(List<Selection.Entry> notebooks, List<Selection.Entry> all, int jobs)
            throws IOException, InterruptedException {
        var results = new ArrayList<Result>();
        var pool = Executors.newFixedThreadPool(jobs);
        try {
            var running = new ArrayList<Future<Result>>();
            for (var notebook : notebooks) {
                running.add(pool.submit(() -> run(notebook, all)));
            }
            for (var each : running) {
                results.add(each.get());
            }
        } catch (ExecutionException fault) {
            throw new IllegalStateException(fault.getCause());
        } finally {
            // Reached by an interrupt, too: then what still runs is stopped.
            pool.shutdownNow();
        }
        if (notebooks.size() == all.size()) {
            // One that ran again alone keeps its place in the index of all.
            AtomicFile.write(out.resolve("index.html"), Pages.index(results));
        }
        return results;
    }

    private Result run(Selection.Entry entry, List<Selection.Entry> all)
            throws IOException, InterruptedException {
        var start = System.nanoTime();
        var result = attempt(entry, all, start);
        if (result.run().isEmpty()) {
            AtomicFile.write(out.resolve(Selection.page(entry.target())), Pages.trouble(result));
        }
        progress.finished(result);
        return result;
    }

    private Result attempt(Selection.Entry entry, List<Selection.Entry> all, long start)
            throws InterruptedException {
        try {
            var notebook = NotebookFile.read(entry.source(), Selection.name(entry.target()));
            var language = notebook.programmingLanguage().orElse("java");
            if (!language.equals("java")) {
                return trouble(entry, start, "its cells are " + language + ", not Java");
            }
            var folder = entry.source().getParent();
            var run =
                    new NotebookRunner(languages, plan.settings(), plan.relock())
                            .run(
                                    plan.parameters().injectInto(notebook),
                                    folder,
                                    (cell, cells) -> progress.cell(entry, cell, cells));
            if (plan.relock() && run.succeeded()) {
                writeLock(run.notebook(), entry.source());
            }
            var findings =
                    plan.inspections().stream()
                            .flatMap(each -> each.inspect(notebook, run).stream())
                            .toList();
            NotebookFile.write(run.notebook(), out.resolve(entry.target()));
            if (plan.inPlace() && run.succeeded()) {
                NotebookFile.write(run.notebook(), entry.source());
            }
            AtomicFile.write(
                    out.resolve(Selection.page(entry.target())),
                    Pages.page(run.notebook(), entry, all));
            return new Result(entry, Optional.of(run), Optional.empty(), findings, since(start));
        } catch (NoSuchFileException gone) {
            return trouble(entry, start, "no such file: " + gone.getFile());
        } catch (IOException | UncheckedIOException failure) {
            return trouble(entry, start, failure.getMessage());
        } catch (RuntimeException fault) {
            // A fault of ours must not cost the results of the other notebooks.
            return trouble(entry, start, "internal error: " + fault);
        }
    }

    /// The one thing that is written into the notebook itself.
    private static void writeLock(Notebook ran, Path source) throws IOException {
        var notebook = NotebookFile.read(source);
        LockJson.read(ran.metadata())
                .ifPresentOrElse(
                        lock -> LockJson.write(lock, notebook.metadata()),
                        () -> LockJson.remove(notebook.metadata()));
        NotebookFile.write(notebook, source);
    }

    private static Result trouble(Selection.Entry entry, long start, String why) {
        return new Result(entry, Optional.empty(), Optional.of(why), List.of(), since(start));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
