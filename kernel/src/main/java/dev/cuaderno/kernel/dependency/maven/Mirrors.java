package dev.cuaderno.kernel.dependency.maven;

import org.eclipse.aether.repository.MirrorSelector;
import org.eclipse.aether.repository.RemoteRepository;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The mirrors of settings.xml; and, as in Maven, none may speak plain HTTP to another machine
/// unless the notebook allows it by name.
///
/// @param settings the mirrors of settings.xml
/// @param insecure ids of the repositories for which plain HTTP is allowed
record Mirrors(MirrorSelector settings, Set<String> insecure) implements MirrorSelector {

    /// Names the blocker in messages.
    static final String BLOCKER = "plain-http-blocker";

    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Override
    public RemoteRepository getMirror(RemoteRepository repository) {
        var allowed = insecure.contains(repository.getId());
        var mirror = settings.getMirror(repository);
        if (mirror != null && !(mirror.isBlocked() && allowed)) {
            return mirror;
        }
        if (allowed || !isExternalHttp(repository)) {
            return null;
        }
        return new RemoteRepository.Builder(
                        BLOCKER, repository.getContentType(), repository.getUrl())
                .setReleasePolicy(repository.getPolicy(false))
                .setSnapshotPolicy(repository.getPolicy(true))
                .setMirroredRepositories(List.of(repository))
                .setBlocked(true)
                .build();
    }

    private static boolean isExternalHttp(RemoteRepository repository) {
        return repository.getProtocol().toLowerCase(Locale.ROOT).equals("http")
                && !OWN_MACHINE.contains(repository.getHost());
    }
}
