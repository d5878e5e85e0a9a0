package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.ResolutionException;
import dev.cuaderno.kernel.dependency.ResolverSettings;

import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.eclipse.aether.repository.AuthenticationSelector;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.ProxySelector;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ConservativeAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What settings.xml says, the user's before the machine's: local repository, offline mode,
/// mirrors, proxies, credentials, and the repositories of active profiles.
///
/// A profile is active where `<activeProfiles>` names it or it is active by default; other
/// activations are Maven's own business.
final class SettingsFile {

    private final Settings settings;
    private final SettingsDecryptionResult secrets;
    private final List<String> problems = new ArrayList<>();

    private SettingsFile(Settings settings, SettingsDecryptionResult secrets) {
        this.settings = settings;
        this.secrets = secrets;
        secrets.getProblems()
                .forEach(
                        problem ->
                                problems.add(
                                        "settings.xml: a password cannot be decrypted ("
                                                + problem.getMessage()
                                                + "); ~/.m2/settings-security.xml must hold the"
                                                + " master password it was encrypted with"));
    }

    /// @throws ResolutionException if a file is there and cannot be read
    static SettingsFile read(ResolverSettings where) throws ResolutionException {
        var request = new DefaultSettingsBuildingRequest();
        request.setSystemProperties(System.getProperties());
        request.setUserSettingsFile(where.userSettings().toFile());
        if (where.globalSettings() != null) {
            request.setGlobalSettingsFile(where.globalSettings().toFile());
        }
        try {
            var built =
                    new DefaultSettingsBuilderFactory()
                            .newInstance()
                            .build(request)
                            .getEffectiveSettings();
            var security = where.userSettings().resolveSibling("settings-security.xml");
            var decrypter =
                    new DefaultSettingsDecrypter(
                            new DefaultSecDispatcher(
                                    new DefaultPlexusCipher(), null, security.toString()));
            return new SettingsFile(
                    built, decrypter.decrypt(new DefaultSettingsDecryptionRequest(built)));
        } catch (SettingsBuildingException broken) {
            var lines =
                    new StringBuilder("Maven's settings cannot be read; mend or move the file:");
            for (var problem : broken.getProblems()) {
                lines.append("\n  ")
                        .append(
                                problem.getLocation().isEmpty()
                                        ? ""
                                        : problem.getLocation() + ": ");
                lines.append(problem.getMessage());
            }
            throw new ResolutionException(lines.toString(), broken);
        }
    }

    /// What the user should know, such as a password that could not be decrypted.
    List<String> problems() {
        return problems;
    }

    boolean offline() {
        return settings.isOffline();
    }

    Path localRepository(ResolverSettings where) {
        if (where.localRepository() != null) {
            return where.localRepository();
        }
        var property = System.getProperty("maven.repo.local");
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        var named = settings.getLocalRepository();
        return named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                : Path.of(named).toAbsolutePath();
    }

    DefaultMirrorSelector mirrors() {
        var selector = new DefaultMirrorSelector();
        for (var mirror : settings.getMirrors()) {
            selector.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    mirror.getLayout(),
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        return selector;
    }

    ProxySelector proxies() {
        var selector = new DefaultProxySelector();
        for (var proxy : secrets.getProxies()) {
            if (proxy.isActive()) {
                var credentials = new AuthenticationBuilder();
                credentials.addUsername(proxy.getUsername()).addPassword(proxy.getPassword());
                selector.add(
                        new Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                credentials.build()),
                        proxy.getNonProxyHosts());
            }
        }
        return selector;
    }

    AuthenticationSelector credentials() {
        var selector = new DefaultAuthenticationSelector();
        for (var server : secrets.getServers()) {
            selector.add(
                    server.getId(),
                    new AuthenticationBuilder()
                            .addUsername(server.getUsername())
                            .addPassword(server.getPassword())
                            .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
                            .build());
        }
        return new ConservativeAuthenticationSelector(selector);
    }

    List<RemoteRepository> repositories() {
        var found = new ArrayList<RemoteRepository>();
        for (var profile : activeProfiles()) {
            for (var each : profile.getRepositories()) {
                found.add(
                        new RemoteRepository.Builder(each.getId(), each.getLayout(), each.getUrl())
                                .setReleasePolicy(policy(each.getReleases()))
                                .setSnapshotPolicy(policy(each.getSnapshots()))
                                .build());
            }
        }
        return found;
    }

    private List<Profile> activeProfiles() {
        var named =
                settings.getProfiles().stream()
                        .filter(profile -> settings.getActiveProfiles().contains(profile.getId()))
                        .toList();
        return !named.isEmpty()
                ? named
                : settings.getProfiles().stream()
                        .filter(
                                profile ->
                                        profile.getActivation() != null
                                                && profile.getActivation().isActiveByDefault())
                        .toList();
    }

    private static RepositoryPolicy policy(org.apache.maven.settings.RepositoryPolicy given) {
        return given == null
                ? new RepositoryPolicy()
                : new RepositoryPolicy(
                        given.isEnabled(),
                        given.getUpdatePolicy() == null
                                ? RepositoryPolicy.UPDATE_POLICY_DAILY
                                : given.getUpdatePolicy(),
                        RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    }
}
