package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Coordinates;
import dev.cuaderno.kernel.dependency.Node;

import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.graph.manager.DependencyManagerUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A graph in which one version of everything has won.
///
/// @param roots the graph, the versions that lost included
/// @param requested what was asked for, with the version chosen
/// @param requests the files of all that won, what was asked for first
record Graph(List<Node> roots, List<Coordinates> requested, List<ArtifactRequest> requests) {

    static Graph of(DependencyNode root) {
        Map<String, ArtifactRequest> requests = new LinkedHashMap<>();
        var roots = new ArrayList<Node>();
        var requested = new ArrayList<Coordinates>();
        for (var child : root.getChildren()) {
            roots.add(node(child, requests));
            if (!isLoser(child)) {
                requested.add(Convert.coordinates(child.getArtifact()));
            }
        }
        return new Graph(roots, requested, List.copyOf(requests.values()));
    }

    private static Node node(DependencyNode node, Map<String, ArtifactRequest> requests) {
        var loser = isLoser(node);
        if (!loser) {
            requests.putIfAbsent(
                    ArtifactIdUtils.toVersionlessId(node.getArtifact()), new ArtifactRequest(node));
        }
        return new Node(
                Convert.coordinates(node.getArtifact()),
                note(node),
                !loser,
                loser
                        ? List.of()
                        : node.getChildren().stream().map(child -> node(child, requests)).toList());
    }

    private static boolean isLoser(DependencyNode node) {
        return node.getData().get(ConflictResolver.NODE_DATA_WINNER) != null;
    }

    private static String note(DependencyNode node) {
        if (node.getData().get(ConflictResolver.NODE_DATA_WINNER)
                instanceof DependencyNode winner) {
            var version = winner.getArtifact().getVersion();
            return version.equals(node.getArtifact().getVersion())
                    ? "see above or below"
                    : "not used: " + version + " is nearer";
        }
        var managed = DependencyManagerUtils.getPremanagedVersion(node);
        var constraint = node.getVersionConstraint();
        if (managed != null && !managed.equals(node.getArtifact().getVersion())) {
            return "instead of " + managed + ", by a BOM";
        }
        return constraint != null && constraint.getRange() != null
                ? "the highest of " + constraint.getRange()
                : "";
    }
}
