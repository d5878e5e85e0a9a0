package dev.cuaderno.kernel.dependency.maven;

import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.apache.maven.repository.internal.ArtifactDescriptorUtils;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/// Finds the parents and BOMs of a POM, also in the repositories that the POM itself names.
final class Models implements ModelResolver {

    private final RepositorySystem system;
    private final Sessions sessions;
    private final List<RemoteRepository> repositories;

    Models(RepositorySystem system, Sessions sessions) {
        this(system, sessions, sessions.repositories());
    }

    private Models(
            RepositorySystem system, Sessions sessions, List<RemoteRepository> repositories) {
        this.system = system;
        this.sessions = sessions;
        this.repositories = new ArrayList<>(repositories);
    }

    /// A parent or BOM that cannot be had, in words for the user.
    static final class Unresolved extends UnresolvableModelException {

        @Serial private static final long serialVersionUID = 1;

        Unresolved(String message, String group, String artifact, String version, Throwable cause) {
            super(message, group, artifact, version, cause);
        }
    }

    @Override
    public FileModelSource resolveModel(String group, String artifact, String version)
            throws UnresolvableModelException {
        var pom = new DefaultArtifact(group, artifact, "", "pom", version);
        try {
            var found =
                    system.resolveArtifact(
                            sessions.session(), new ArtifactRequest(pom, repositories, "pom"));
            return new FileModelSource(found.getArtifact().getFile());
        } catch (ArtifactResolutionException failure) {
            throw new Unresolved(
                    "it needs the POM "
                            + group
                            + ":"
                            + artifact
                            + ":"
                            + version
                            + " (as parent or BOM), which cannot be had:"
                            + Faults.explain(failure.getResult().getExceptions())
                                    .replace("\n", "\n  "),
                    group,
                    artifact,
                    version,
                    failure);
        }
    }

    @Override
    public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        var version = highest(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        parent.setVersion(version);
        return resolveModel(parent.getGroupId(), parent.getArtifactId(), version);
    }

    @Override
    public FileModelSource resolveModel(Dependency bom) throws UnresolvableModelException {
        var version = highest(bom.getGroupId(), bom.getArtifactId(), bom.getVersion());
        bom.setVersion(version);
        return resolveModel(bom.getGroupId(), bom.getArtifactId(), version);
    }

    /// The version itself, or the highest one of a range.
    private String highest(String group, String artifact, String version)
            throws UnresolvableModelException {
        var pom = new DefaultArtifact(group, artifact, "", "pom", version);
        try {
            var range =
                    system.resolveVersionRange(
                            sessions.session(), new VersionRangeRequest(pom, repositories, "pom"));
            if (range.getHighestVersion() == null) {
                throw new Unresolved(
                        "no version of " + group + ":" + artifact + " is in the range " + version,
                        group,
                        artifact,
                        version,
                        null);
            }
            return range.getHighestVersion().toString();
        } catch (VersionRangeResolutionException bad) {
            throw new Unresolved(Faults.firstLine(bad), group, artifact, version, bad);
        }
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        var sameId =
                repositories.stream()
                        .filter(known -> known.getId().equals(repository.getId()))
                        .findFirst();
        // What the notebook and settings.xml say about an id counts more than what a POM says.
        if (sameId.isEmpty() && !isMirrored(repository.getId())) {
            repositories.addAll(
                    system.newResolutionRepositories(
                            sessions.session(),
                            List.of(ArtifactDescriptorUtils.toRemoteRepository(repository))));
        }
    }

    private boolean isMirrored(String id) {
        return repositories.stream()
                .flatMap(known -> known.getMirroredRepositories().stream())
                .anyMatch(mirrored -> mirrored.getId().equals(id));
    }

    /// The repositories known so far.
    List<RemoteRepository> repositories() {
        return repositories;
    }

    @Override
    public ModelResolver newCopy() {
        return new Models(system, sessions, repositories);
    }
}
