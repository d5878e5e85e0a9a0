package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.LocalRepository;
import dev.cuaderno.kernel.dependency.ResolutionException;

import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.collection.UnsolvableVersionConflictException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Says what could not be found or read, who needed it, where it was looked for, and what may have
/// been meant.
final class Unknown {

    private static final int SHOWN_VERSIONS = 5;

    private final RepositorySystem system;
    private final Sessions sessions;
    private final List<RemoteRepository> repositories;

    Unknown(RepositorySystem system, Sessions sessions, List<RemoteRepository> repositories) {
        this.system = system;
        this.sessions = sessions;
        this.repositories = repositories;
    }

    /// Files that could not be had.
    ///
    /// @param root the graph, which tells who needed them
    ResolutionException files(ArtifactResolutionException failure, DependencyNode root) {
        var text = new StringBuilder();
        for (var result : failure.getResults()) {
            if (!result.isResolved()) {
                text.append(text.isEmpty() ? "" : "\n").append(file(result, root));
            }
        }
        return Faults.bad(text.toString(), failure);
    }

    private String file(ArtifactResult result, DependencyNode root) {
        var artifact = result.getRequest().getArtifact();
        var missing = Faults.isMissing(result.getExceptions());
        return Convert.coordinates(artifact)
                + (missing && !sessions.session().isOffline()
                        ? " was not found"
                        : " could not be fetched")
                + neededBy(artifact, root)
                + Faults.explain(result.getExceptions())
                + (missing ? suggestions(artifact) : "");
    }

    private static String neededBy(Artifact artifact, DependencyNode root) {
        var path = new ArrayList<String>();
        if (root == null || !find(root, artifact, path) || path.size() < 2) {
            return "";
        }
        return "; needed by " + String.join(" -> ", path.subList(0, path.size() - 1));
    }

    private static boolean find(DependencyNode node, Artifact sought, List<String> path) {
        for (var child : node.getChildren()) {
            path.add(Convert.coordinates(child.getArtifact()).toString());
            if (Convert.coordinates(child.getArtifact()).equals(Convert.coordinates(sought))
                    || find(child, sought, path)) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }

    /// A version that had to be looked up and of which nothing is known.
    ResolutionException noVersion(Artifact artifact, VersionResolutionException failure) {
        return Faults.bad(
                "no release of "
                        + artifact.getGroupId()
                        + ":"
                        + artifact.getArtifactId()
                        + " is known, and no BOM prescribes a version"
                        + Faults.explain(failure.getResult().getExceptions())
                        + suggestions(artifact),
                failure);
    }

    /// A BOM that cannot be had or read.
    ResolutionException pom(Artifact pom, ArtifactDescriptorException failure) {
        var model = Faults.cause(failure, ModelBuildingException.class);
        if (model.isPresent()) {
            return Faults.bad(
                    Convert.coordinates(pom)
                            + " cannot be read:"
                            + model.get().getProblems().stream()
                                    .filter(
                                            problem ->
                                                    problem.getSeverity()
                                                            != ModelProblem.Severity.WARNING)
                                    .map(
                                            problem ->
                                                    "\n  "
                                                            + Faults.firstLine(
                                                                    new Exception(
                                                                            problem.getMessage())))
                                    .distinct()
                                    .collect(Collectors.joining()),
                    failure);
        }
        var resolution = Faults.cause(failure, ArtifactResolutionException.class);
        return resolution.isPresent()
                ? files(resolution.get(), null)
                : Faults.bad(Convert.coordinates(pom) + ": " + Faults.explain(failure), failure);
    }

    /// A graph that cannot be worked out.
    ResolutionException graph(DependencyCollectionException failure) {
        var conflict = Faults.cause(failure, UnsolvableVersionConflictException.class);
        if (conflict.isPresent()) {
            return Faults.bad(conflict(conflict.get()), failure);
        }
        var range = Faults.cause(failure, VersionRangeResolutionException.class);
        if (range.isPresent()) {
            var artifact = range.get().getResult().getRequest().getArtifact();
            return Faults.bad(
                    "no version of "
                            + Convert.coordinates(artifact)
                            + " is in its range"
                            + Faults.explain(range.get().getResult().getExceptions())
                            + versions(artifact),
                    failure);
        }
        var descriptor = Faults.cause(failure, ArtifactDescriptorException.class);
        if (descriptor.isPresent()) {
            return pom(descriptor.get().getResult().getArtifact(), descriptor.get());
        }
        return Faults.bad(
                "the libraries cannot be worked out: " + Faults.firstLine(failure), failure);
    }

    private static String conflict(UnsolvableVersionConflictException conflict) {
        return "two ranges of versions have nothing in common; ask for one version with %dep, which"
                + " counts most:"
                + conflict.getPaths().stream()
                        .map(
                                path ->
                                        "\n  "
                                                + path.stream()
                                                        .filter(node -> node.getArtifact() != null)
                                                        .map(
                                                                node ->
                                                                        node.getArtifact()
                                                                                        .getArtifactId()
                                                                                + ":"
                                                                                + node
                                                                                        .getVersionConstraint())
                                                        .collect(Collectors.joining(" -> ")))
                        .collect(Collectors.joining());
    }

    private String suggestions(Artifact artifact) {
        var versions = versions(artifact);
        if (!versions.isEmpty()) {
            return versions;
        }
        var local =
                new LocalRepository(sessions.session().getLocalRepository().getBasedir().toPath());
        var similar = local.similar(artifact.getGroupId(), artifact.getArtifactId());
        if (similar.isEmpty()) {
            return "\n  check the spelling; if it is in another repository, name that first: %repo id"
                    + " https://...";
        }
        return "\n  did you mean "
                + similar.stream()
                        .map(
                                each ->
                                        each
                                                + ":"
                                                + local.versions(
                                                                each.substring(
                                                                        0, each.indexOf(':')),
                                                                each.substring(
                                                                        each.indexOf(':') + 1))
                                                        .getFirst())
                        .collect(Collectors.joining(" or "))
                + "?";
    }

    /// The versions there are of it, if any; and the file without classifier, if that is it.
    private String versions(Artifact artifact) {
        var any =
                new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "jar", "[0,)");
        // Quiet: this is only to help.
        var session =
                new DefaultRepositorySystemSession(sessions.session())
                        .setTransferListener(null)
                        .setRepositoryListener(null);
        try {
            var found =
                    system
                            .resolveVersionRange(
                                    session, new VersionRangeRequest(any, repositories, "help"))
                            .getVersions()
                            .reversed()
                            .stream()
                            .map(Object::toString)
                            .toList();
            if (found.isEmpty()) {
                return "";
            }
            if (found.contains(artifact.getVersion())) {
                return "\n  this version exists, but without this file"
                        + (artifact.getExtension().equals("jar")
                                        && artifact.getClassifier().isEmpty()
                                ? ": it may be a POM without a jar; write "
                                        + artifact.getGroupId()
                                        + ":"
                                        + artifact.getArtifactId()
                                        + ":pom:"
                                        + artifact.getVersion()
                                        + " for what it needs, or ...:"
                                        + artifact.getVersion()
                                        + "@pom if it is a BOM"
                                : ": look for the right classifier and extension");
            }
            return "\n  versions there are: "
                    + String.join(", ", found.subList(0, Math.min(SHOWN_VERSIONS, found.size())))
                    + (found.size() > SHOWN_VERSIONS ? ", ..." : "");
        } catch (VersionRangeResolutionException unknown) {
            return "";
        }
    }
}
