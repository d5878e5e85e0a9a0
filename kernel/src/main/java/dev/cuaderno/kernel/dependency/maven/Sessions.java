package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Query;
import dev.cuaderno.kernel.dependency.Repository;
import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.ResolverSettings;
import dev.cuaderno.kernel.dependency.Transfers;

import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// What one question to the repository system is asked with: settings.xml, read anew each time so
/// that a mended file counts at once, and the repositories to ask.
///
/// @param session options, listeners, local repository
/// @param repositories in the order in which they are asked; mirrors and credentials applied
/// @param notices what the user should know; filled while the question is answered
record Sessions(
        DefaultRepositorySystemSession session,
        List<RemoteRepository> repositories,
        Queue<String> notices) {

    static Sessions open(
            RepositorySystem system, ResolverSettings where, Query query, Transfers transfers)
            throws ResolutionException {
        var file = SettingsFile.read(where);
        var session = MavenRepositorySystemUtils.newSession();
        var notices = new ConcurrentLinkedQueue<String>(file.problems());
        session.setOffline(query.offline() || file.offline());
        session.setLocalRepositoryManager(
                system.newLocalRepositoryManager(
                        session, new LocalRepository(file.localRepository(where).toFile())));
        var insecure =
                query.repositories().stream()
                        .filter(Repository::insecure)
                        .map(Repository::id)
                        .collect(Collectors.toSet());
        session.setMirrorSelector(new Mirrors(file.mirrors(), insecure));
        session.setProxySelector(file.proxies());
        session.setAuthenticationSelector(file.credentials());
        // Somebody who mends a name or a server tries again at once: no failure is remembered.
        session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
        if (query.update()) {
            session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        }
        session.setTransferListener(new Relay(transfers));
        session.setRepositoryListener(new BrokenPoms(notices));
        session.setConfigProperty(VerifiedDownloads.UNVERIFIED, notices);
        session.setConfigProperty(
                ConfigurationProperties.CONNECT_TIMEOUT, millis(where.connectTimeout()));
        session.setConfigProperty(
                ConfigurationProperties.REQUEST_TIMEOUT, millis(where.requestTimeout()));
        session.setConfigProperty(ConfigurationProperties.HTTP_RETRY_HANDLER_INTERVAL, 1_000L);
        session.setConfigProperty(ConfigurationProperties.USER_AGENT, "cuaderno");
        // A snapshot's file keeps its time stamp: the one in use must not change under a running
        // JVM.
        session.setConfigProperty("aether.artifactResolver.snapshotNormalization", false);
        session.setConfigProperty(
                ConflictResolver.CONFIG_PROP_VERBOSE, ConflictResolver.Verbosity.STANDARD);
        session.setConfigProperty(DependencyManagerUtils.CONFIG_PROP_VERBOSE, true);
        return new Sessions(
                session,
                system.newResolutionRepositories(session, repositories(where, query, file)),
                notices);
    }

    private static int millis(Duration time) {
        return Math.toIntExact(time.toMillis());
    }

    private static List<RemoteRepository> repositories(
            ResolverSettings where, Query query, SettingsFile file) {
        Map<String, RemoteRepository> byId = new LinkedHashMap<>();
        for (var each : query.repositories()) {
            byId.put(
                    each.id(),
                    new RemoteRepository.Builder(each.id(), "default", each.url()).build());
        }
        for (var each : file.repositories()) {
            byId.putIfAbsent(each.getId(), each);
        }
        byId.putIfAbsent(
                "central",
                new RemoteRepository.Builder("central", "default", where.central())
                        .setSnapshotPolicy(new RepositoryPolicy(false, null, null))
                        .build());
        return List.copyOf(byId.values());
    }
}
