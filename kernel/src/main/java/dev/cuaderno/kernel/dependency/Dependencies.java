package dev.cuaderno.kernel.dependency;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// All that a notebook asks for, as one project: every addition chooses the versions of everything
/// anew, and says what changed by it. What fails leaves everything as it was.
///
/// Used by one thread at a time.
public final class Dependencies {

    private final Supplier<Resolver> resolver;
    private Resolver opened;
    private Query query = new Query(List.of(), List.of(), false, false);
    private Resolution resolution = Resolution.EMPTY;
    private Lock lock;
    private final Map<String, Artifact> loaded = new LinkedHashMap<>();

    public Dependencies(ResolverSettings settings) {
        this(() -> ResolverLoader.open(settings));
    }

    /// @param resolver called when something is asked for first
    Dependencies(Supplier<Resolver> resolver) {
        this.resolver = resolver;
    }

    /// The libraries as they are now.
    public Resolution resolution() {
        return resolution;
    }

    public Query query() {
        return query;
    }

    /// The lock, where there is one.
    public Optional<Lock> lock() {
        return Optional.ofNullable(lock);
    }

    /// Uses only what the local repository holds, or asks the remote ones again.
    public void setOffline(boolean offline) {
        query = new Query(query.requests(), query.repositories(), offline, false);
    }

    /// Asks this repository, too; the first ones named are asked first.
    public void addRepository(Repository repository) {
        var repositories = new ArrayList<>(query.repositories());
        repositories.removeIf(known -> known.id().equals(repository.id()));
        repositories.add(repository);
        query = new Query(query.requests(), repositories, query.offline(), false);
    }

    /// Adds requests to those made so far. One for the same library takes the place of the earlier
    /// one.
    ///
    /// @param update true to ask for newer snapshots and lists of versions
    public Change add(List<Request> requests, boolean update, Transfers transfers)
            throws ResolutionException, InterruptedException {
        if (lock != null) {
            lock.check(requests);
            return become(locked(lock, transfers));
        }
        var all = new ArrayList<>(query.requests());
        for (var request : requests) {
            var before = indexOf(all, request);
            if (before < 0) {
                all.add(request);
            } else {
                all.set(before, request);
            }
        }
        return resolve(all, update, transfers);
    }

    /// Takes a library back that was asked for.
    ///
    /// @param key `group:artifact`
    /// @throws ResolutionException if the notebook did not ask for it, or is locked
    public Change remove(String key, Transfers transfers)
            throws ResolutionException, InterruptedException {
        if (lock != null) {
            throw new ResolutionException(
                    "the notebook is locked; nothing can be taken out of it"
                            + " before the magic dep unlock");
        }
        var left = new ArrayList<>(query.requests());
        if (!left.removeIf(each -> keyOf(each).equals(key))) {
            throw new ResolutionException(
                    "the notebook did not ask for "
                            + key
                            + "; it asked for "
                            + query.requests().stream()
                                    .map(Dependencies::keyOf)
                                    .collect(Collectors.joining(", ")));
        }
        return resolve(left, false, transfers);
    }

    private Change resolve(List<Request> requests, boolean update, Transfers transfers)
            throws ResolutionException, InterruptedException {
        var next = new Query(requests, query.repositories(), query.offline(), update);
        var resolved = resolver().resolve(next, transfers);
        Jars.check(resolved.artifacts());
        var change = become(resolved);
        query = new Query(requests, query.repositories(), query.offline(), false);
        return change;
    }

    /// From now on exactly what `lock` says.
    ///
    /// @throws ResolutionException if a file cannot be had, is another one than the lock knows, or
    ///   the notebook has asked for something that the lock lacks
    public Change lock(Lock lock, Transfers transfers)
            throws ResolutionException, InterruptedException {
        lock.check(query.requests());
        var change = become(locked(lock, transfers));
        this.lock = lock;
        return change;
    }

    /// Back to choosing versions; what is there stays.
    public void unlock() {
        lock = null;
    }

    /// What a lock for the notebook as it stands would say.
    ///
    /// @throws ResolutionException if a file cannot be read
    public Lock newLock() throws ResolutionException {
        return Lock.of(query, resolution);
    }

    private Resolution locked(Lock lock, Transfers transfers)
            throws ResolutionException, InterruptedException {
        var files =
                resolver()
                        .fetch(
                                lock.files().stream().map(Lock.Entry::coordinates).toList(),
                                query,
                                transfers);
        lock.verify(files);
        return new Resolution(
                files,
                files.stream()
                        .map(file -> new Node(file.coordinates(), "locked", true, List.of()))
                        .toList(),
                lock.requests(),
                List.of());
    }

    private Resolver resolver() {
        if (opened == null) {
            opened = resolver.get();
        }
        return opened;
    }

    private Change become(Resolution next) {
        var before = byKey(resolution);
        var after = byKey(next);
        var added = new ArrayList<Artifact>();
        var moved = new ArrayList<Change.Move>();
        var removed = new ArrayList<Artifact>();
        var outdated = new ArrayList<String>();
        after.forEach(
                (key, artifact) -> {
                    var old = before.get(key);
                    if (old == null) {
                        added.add(artifact);
                    } else if (!old.coordinates().equals(artifact.coordinates())) {
                        moved.add(new Change.Move(old, artifact));
                    }
                });
        before.forEach(
                (key, artifact) -> {
                    if (!after.containsKey(key)) {
                        removed.add(artifact);
                    }
                });
        loaded.forEach(
                (key, old) -> {
                    var now = after.get(key);
                    if (now == null || !now.coordinates().equals(old.coordinates())) {
                        outdated.add(old.coordinates().toString());
                    }
                });
        resolution = next;
        return new Change(added, moved, removed, outdated, next.notices());
    }

    /// The files that the running JVM lacks; from now on it has them.
    ///
    /// A library of which it has another version is left out: the JVM would go on using the classes
    /// of the old one, and the compiler would see a mixture.
    public List<Path> takeNew() {
        var files = new ArrayList<Path>();
        byKey(resolution)
                .forEach(
                        (key, artifact) -> {
                            if (loaded.putIfAbsent(key, artifact) == null) {
                                files.add(artifact.file());
                            }
                        });
        return files;
    }

    /// The files that the running JVM has been given.
    public List<Path> loaded() {
        return loaded.values().stream().map(Artifact::file).toList();
    }

    /// A new JVM has been started with the libraries as they are now.
    public void reloaded() {
        loaded.clear();
        loaded.putAll(byKey(resolution));
    }

    private static Map<String, Artifact> byKey(Resolution resolution) {
        return resolution.artifacts().stream()
                .collect(
                        Collectors.toMap(
                                artifact -> artifact.coordinates().key(),
                                artifact -> artifact,
                                (first, second) -> first,
                                LinkedHashMap::new));
    }

    private static int indexOf(List<Request> requests, Request sought) {
        var key = keyOf(sought);
        for (int i = 0; i < requests.size(); i++) {
            if (keyOf(requests.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /// What two requests for the same thing share.
    private static String keyOf(Request request) {
        return switch (request) {
            case Request.Library library -> library.coordinates().key();
            case Request.Bom bom -> "bom " + bom.coordinates().key();
            case Request.Project project ->
                    project.file() == null ? project.xml() : project.file().toString();
        };
    }
}
