package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Coordinates;
import dev.cuaderno.kernel.dependency.Query;
import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.dependency.ResolutionException;

import org.apache.maven.model.Repository;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.VersionRequest;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests of a notebook as one project: its direct dependencies, the versions that BOMs
/// prescribe, and the repositories.
///
/// @param direct first come, first in the class path
/// @param managed by group, artifact, extension and classifier; the first BOM wins, as in Maven
/// @param repositories those of the session and of the POMs
record Wishes(
        List<Dependency> direct,
        Map<String, Dependency> managed,
        List<RemoteRepository> repositories) {

    static Wishes of(Query query, RepositorySystem system, Sessions sessions)
            throws ResolutionException {
        return new Collector(system, sessions).collect(query);
    }

    /// Gathers them one after the other.
    private static final class Collector {

        private final RepositorySystem system;
        private final Sessions sessions;
        private final List<Dependency> direct = new ArrayList<>();
        private final Map<String, Dependency> managed = new LinkedHashMap<>();
        private final Models repositories;

        Collector(RepositorySystem system, Sessions sessions) {
            this.system = system;
            this.sessions = sessions;
            this.repositories = new Models(system, sessions);
        }

        Wishes collect(Query query) throws ResolutionException {
            // BOMs and POMs first, wherever they stand: a notebook is one project.
            for (var request : query.requests()) {
                switch (request) {
                    case Request.Bom bom -> addBom(bom);
                    case Request.Project project -> addProject(project);
                    case Request.Library library -> {}
                }
            }
            var fromProjects = List.copyOf(direct);
            direct.clear();
            for (var request : query.requests()) {
                if (request instanceof Request.Library library) {
                    addLibrary(library);
                }
            }
            // What is asked for by name counts more than what a POM brings.
            for (var dependency : fromProjects) {
                var key = ArtifactIdUtils.toVersionlessId(dependency.getArtifact());
                if (direct.stream()
                        .noneMatch(
                                each ->
                                        ArtifactIdUtils.toVersionlessId(each.getArtifact())
                                                .equals(key))) {
                    direct.add(dependency);
                }
            }
            return new Wishes(direct, managed, repositories.repositories());
        }

        private void addBom(Request.Bom bom) throws ResolutionException {
            var given = bom.coordinates();
            var asPom =
                    new Coordinates(given.group(), given.artifact(), "pom", "", given.version());
            var found =
                    descriptor(
                            versioned(
                                    Convert.artifact(
                                            asPom, sessions.session().getArtifactTypeRegistry())));
            found.getManagedDependencies().forEach(this::manage);
            if (found.getManagedDependencies().isEmpty()) {
                sessions.notices()
                        .add(
                                bom
                                        + " prescribes no versions, so it is no BOM; for the libraries"
                                        + " that it needs, write "
                                        + asPom);
            }
        }

        private void addProject(Request.Project project) throws ResolutionException {
            var types = sessions.session().getArtifactTypeRegistry();
            var model = new Projects(system, sessions).effective(project);
            for (Repository repository : model.getRepositories()) {
                repositories.addRepository(repository);
            }
            if (model.getDependencyManagement() != null) {
                model.getDependencyManagement()
                        .getDependencies()
                        .forEach(each -> manage(Convert.dependency(each, types)));
            }
            for (var each : model.getDependencies()) {
                var dependency = Convert.dependency(each, types);
                if (project.scopes().contains(dependency.getScope())) {
                    direct.add(dependency.setOptional(false).setScope("compile"));
                }
            }
        }

        private void addLibrary(Request.Library library) throws ResolutionException {
            var artifact =
                    versioned(
                            Convert.artifact(
                                    library.coordinates(),
                                    sessions.session().getArtifactTypeRegistry()));
            direct.add(
                    new Dependency(
                            artifact, "compile", false, Convert.exclusions(library.exclusions())));
        }

        private void manage(Dependency dependency) {
            managed.putIfAbsent(
                    ArtifactIdUtils.toVersionlessId(dependency.getArtifact()), dependency);
        }

        /// Fills in a version that is missing or means "the newest".
        private Artifact versioned(Artifact artifact) throws ResolutionException {
            var version = artifact.getVersion();
            if (version.isEmpty()) {
                var prescribed = managed.get(ArtifactIdUtils.toVersionlessId(artifact));
                if (prescribed != null) {
                    return artifact.setVersion(prescribed.getArtifact().getVersion());
                }
                version = "RELEASE";
            }
            if (!version.equals("RELEASE") && !version.equals("LATEST")) {
                return artifact;
            }
            try {
                var newest =
                        system.resolveVersion(
                                        sessions.session(),
                                        new VersionRequest(
                                                artifact.setVersion(version),
                                                repositories.repositories(),
                                                "newest"))
                                .getVersion();
                var chosen = artifact.setVersion(newest);
                sessions.notices()
                        .add(
                                "took the newest release, "
                                        + Convert.coordinates(chosen)
                                        + "; write the version down to keep it");
                return chosen;
            } catch (VersionResolutionException unknown) {
                throw new Unknown(system, sessions, repositories.repositories())
                        .noVersion(artifact, unknown);
            }
        }

        private ArtifactDescriptorResult descriptor(Artifact pom) throws ResolutionException {
            // A BOM that cannot be read must not pass for an empty one.
            var session =
                    new org.eclipse.aether.DefaultRepositorySystemSession(sessions.session())
                            .setArtifactDescriptorPolicy(
                                    new SimpleArtifactDescriptorPolicy(false, false));
            try {
                return system.readArtifactDescriptor(
                        session,
                        new ArtifactDescriptorRequest(pom, repositories.repositories(), "bom"));
            } catch (ArtifactDescriptorException failure) {
                throw new Unknown(system, sessions, repositories.repositories()).pom(pom, failure);
            }
        }
    }
}
