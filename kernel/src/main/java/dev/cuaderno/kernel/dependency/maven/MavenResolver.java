package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Artifact;
import dev.cuaderno.kernel.dependency.Coordinates;
import dev.cuaderno.kernel.dependency.Query;
import dev.cuaderno.kernel.dependency.Resolution;
import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.Resolver;
import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.dependency.Transfers;

import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Resolves with Maven's own libraries, so that a notebook gets what a build with Maven would.
public final class MavenResolver implements Resolver {

    /// Set in a session's data once the user has stopped the cell.
    static final Object STOPPED = new Object();

    private final ResolverSettings settings;
    private final RepositorySystem system = new VerifiedDownloads().get();

    public MavenResolver(ResolverSettings settings) {
        this.settings = settings;
    }

    private interface Work<T> {
        T run(Sessions sessions) throws ResolutionException;
    }

    @Override
    public Resolution resolve(Query query, Transfers transfers)
            throws ResolutionException, InterruptedException {
        return stoppable(query, transfers, sessions -> resolve(query, sessions));
    }

    @Override
    public List<Artifact> fetch(List<Coordinates> files, Query where, Transfers transfers)
            throws ResolutionException, InterruptedException {
        return stoppable(
                where,
                transfers,
                sessions -> {
                    var types = sessions.session().getArtifactTypeRegistry();
                    var requests =
                            files.stream()
                                    .map(
                                            each ->
                                                    new ArtifactRequest(
                                                            Convert.artifact(each, types),
                                                            sessions.repositories(),
                                                            "lock"))
                                    .toList();
                    return fetch(requests, sessions, sessions.repositories(), null);
                });
    }

    /// Reading from a socket does not heed an interrupt, so the work has a thread of its own that
    /// can be left behind.
    private <T> T stoppable(Query query, Transfers transfers, Work<T> work)
            throws ResolutionException, InterruptedException {
        var sessions = Sessions.open(system, settings, query, transfers);
        var task = new FutureTask<>(() -> work.run(sessions));
        var thread = new Thread(task, "cuaderno-resolver");
        thread.setDaemon(true);
        thread.setContextClassLoader(getClass().getClassLoader());
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException stopped) {
            sessions.session().getData().set(STOPPED, true);
            thread.interrupt();
            throw stopped;
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case ResolutionException known -> throw known;
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failure.getCause());
            }
        }
    }

    private Resolution resolve(Query query, Sessions sessions) throws ResolutionException {
        var wishes = Wishes.of(query, system, sessions);
        var request = new CollectRequest();
        request.setDependencies(wishes.direct());
        request.setManagedDependencies(List.copyOf(wishes.managed().values()));
        request.setRepositories(wishes.repositories());
        DependencyNode root;
        try {
            root = system.collectDependencies(sessions.session(), request).getRoot();
        } catch (DependencyCollectionException failure) {
            throw new Unknown(system, sessions, wishes.repositories()).graph(failure);
        }
        var graph = Graph.of(root);
        var files = fetch(graph.requests(), sessions, wishes.repositories(), root);
        return new Resolution(
                files.stream()
                        .filter(file -> !file.coordinates().extension().equals("pom"))
                        .toList(),
                graph.roots(),
                graph.requested(),
                List.copyOf(sessions.notices()));
    }

    private List<Artifact> fetch(
            List<ArtifactRequest> requests,
            Sessions sessions,
            List<RemoteRepository> repositories,
            DependencyNode root)
            throws ResolutionException {
        try {
            var found = new ArrayList<Artifact>();
            for (var result : system.resolveArtifacts(sessions.session(), requests)) {
                found.add(artifact(result));
            }
            return found;
        } catch (ArtifactResolutionException failure) {
            throw new Unknown(system, sessions, repositories).files(failure, root);
        }
    }

    private static Artifact artifact(ArtifactResult result) {
        var from = result.getRepository();
        return new Artifact(
                Convert.coordinates(result.getArtifact()),
                result.getArtifact().getFile().toPath(),
                from == null ? "" : from.getId());
    }
}
