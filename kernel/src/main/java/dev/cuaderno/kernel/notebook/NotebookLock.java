package dev.cuaderno.kernel.notebook;

import dev.cuaderno.kernel.dependency.Lock;
import dev.cuaderno.kernel.dependency.LockJson;
import dev.cuaderno.kernel.dependency.LockText;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Outcome;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The lock in a notebook's metadata: given to a session as a cell of `//LOCK` lines, and got from
/// one by `%dep lock`, so that a session need not know of notebooks.
final class NotebookLock {

    /// Libraries may have to be downloaded.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private NotebookLock() {}

    /// Tells the session what the notebook's libraries are locked to, if they are.
    ///
    /// @throws IOException if the lock is damaged, or a file of it cannot be had
    static void give(Notebook notebook, CellThread thread)
            throws IOException, InterruptedException {
        Optional<Lock> lock;
        try {
            lock = LockJson.read(notebook.metadata());
        } catch (IllegalArgumentException damaged) {
            throw new IOException(damaged.getMessage(), damaged);
        }
        if (lock.isPresent()) {
            var ending =
                    thread.execute(
                            cell(LockText.write(lock.get())), new RunOutputs().cell(), PATIENCE);
            if (ending.outcome() instanceof Outcome.Failed failed) {
                throw new IOException("the notebook's lock: " + failed.message());
            }
        }
    }

    /// Writes a lock for the libraries that the session has now into the metadata; without
    /// libraries, none.
    static void take(Notebook notebook, CellThread thread) throws InterruptedException {
        var ending = thread.execute(cell("%dep lock"), new RunOutputs().cell(), PATIENCE);
        if (ending.outcome() instanceof Outcome.Done done && done.value().isPresent()) {
            var lines =
                    done.value()
                            .get()
                            .plainText()
                            .lines()
                            .filter(line -> line.startsWith(LockText.DIRECTIVE + " "))
                            .map(line -> line.substring(LockText.DIRECTIVE.length()))
                            .toList();
            LockJson.write(LockText.read(lines), notebook.metadata());
        } else {
            LockJson.remove(notebook.metadata());
        }
    }

    /// No cell of the notebook: it has the number of none.
    private static Cell cell(String source) {
        return new Cell(0, source);
    }
}
