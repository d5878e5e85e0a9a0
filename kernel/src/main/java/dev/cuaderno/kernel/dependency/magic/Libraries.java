package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.kernel.dependency.Change;
import dev.cuaderno.kernel.dependency.Dependencies;
import dev.cuaderno.kernel.dependency.LocalRepository;
import dev.cuaderno.kernel.dependency.Lock;
import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.dependency.Transfers;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.magic.MagicException;
import dev.cuaderno.kernel.magic.MagicSession;

import java.util.ArrayList;
import java.util.List;

/// What the magics of libraries share: the graph of the notebook, and the way from it to the class
/// path of the cells.
final class Libraries {

    private final Dependencies dependencies;
    private final ResolverSettings settings;
    private final NotebookMetadata metadata;
    private boolean metadataRead;
    private Cell seen;

    Libraries(ResolverSettings settings, NotebookMetadata metadata) {
        this.settings = settings;
        this.metadata = metadata;
        this.dependencies = new Dependencies(settings);
    }

    Dependencies graph() {
        return dependencies;
    }

    LocalRepository local() {
        return new LocalRepository(settings.localFolder());
    }

    /// Changes the graph.
    interface Work {
        Change run(Transfers progress) throws ResolutionException, InterruptedException;
    }

    /// Adds requests, together with all others that the cell still holds: JBang's `//DEPS` lines,
    /// and `%dep` lines below one another, are one list.
    void add(List<Request> requests, boolean update, MagicSession session)
            throws MagicException, InterruptedException {
        heedMetadata(session);
        var all = new ArrayList<Request>();
        if (!session.cell().equals(seen)) {
            seen = session.cell();
            var ahead = Lookahead.of(session);
            ahead.repositories().forEach(dependencies::addRepository);
            all.addAll(ahead.requests());
        }
        for (var request : requests) {
            if (!all.contains(request)) {
                all.add(request);
            }
        }
        change(session, progress -> dependencies.add(all, update, progress));
    }

    void add(Repository repository) {
        dependencies.addRepository(repository);
    }

    void lock(Lock lock, MagicSession session) throws MagicException, InterruptedException {
        // A lock in a cell takes the place of one in the metadata.
        metadataRead = true;
        change(session, progress -> dependencies.lock(lock, progress));
    }

    private void heedMetadata(MagicSession session) throws MagicException, InterruptedException {
        if (!metadataRead) {
            metadataRead = true;
            try {
                var lock = metadata.lock();
                if (lock.isPresent() && dependencies.lock().isEmpty()) {
                    change(session, progress -> dependencies.lock(lock.get(), progress));
                }
            } catch (IllegalArgumentException damaged) {
                throw new MagicException("LockError", damaged.getMessage());
            }
        }
    }

    /// Forgets the lock, that of the metadata, too.
    void unlock() {
        metadataRead = true;
        dependencies.unlock();
    }

    /// Gives the cells a JVM that has the libraries as they are now, and none of their old
    /// versions.
    void restart(MagicSession session) throws MagicException {
        var before = session.settings();
        var entries = new ArrayList<>(before.classPath());
        entries.removeAll(dependencies.loaded());
        for (var artifact : dependencies.resolution().artifacts()) {
            entries.add(artifact.file());
        }
        var report = session.restart(before.onClassPath(entries));
        dependencies.reloaded();
        session.outputs().stream(Outputs.Stream.STDOUT, report + "\n");
    }

    /// Carries out `work`, shows its progress, gives the cells what is new and says what changed.
    void change(MagicSession session, Work work) throws MagicException, InterruptedException {
        Change change;
        try (var progress = new DownloadProgress(session.outputs())) {
            change = work.run(progress);
        } catch (ResolutionException failure) {
            throw new MagicException("DependencyError", failure.getMessage());
        }
        var fresh = dependencies.takeNew();
        if (!fresh.isEmpty()) {
            session.addToClassPath(fresh);
        }
        var text = change.text();
        if (!text.isEmpty()) {
            session.outputs().stream(Outputs.Stream.STDOUT, text);
        }
    }
}
