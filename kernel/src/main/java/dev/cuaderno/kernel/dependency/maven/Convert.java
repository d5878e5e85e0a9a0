package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Coordinates;

import org.apache.maven.model.Dependency;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactProperties;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Exclusion;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Between our names of things, those of the POM and those of the resolver.
final class Convert {

    private Convert() {}

    static Coordinates coordinates(Artifact artifact) {
        return new Coordinates(
                artifact.getGroupId(),
                artifact.getArtifactId(),
                artifact.getExtension(),
                artifact.getClassifier(),
                artifact.getVersion());
    }

    static Artifact artifact(Coordinates given, ArtifactTypeRegistry types) {
        ArtifactType type = types.get(given.extension());
        if (type == null) {
            return new DefaultArtifact(
                    given.group(),
                    given.artifact(),
                    given.classifier(),
                    given.extension(),
                    given.version());
        }
        return new DefaultArtifact(
                given.group(),
                given.artifact(),
                given.classifier().isEmpty() ? type.getClassifier() : given.classifier(),
                type.getExtension(),
                given.version(),
                type);
    }

    /// A `<dependency>` with its type, classifier, exclusions and, for `system`, its file.
    static org.eclipse.aether.graph.Dependency dependency(
            Dependency given, ArtifactTypeRegistry types) {
        var classifier = given.getClassifier() == null ? "" : given.getClassifier();
        var artifact =
                artifact(
                        new Coordinates(
                                given.getGroupId(),
                                given.getArtifactId(),
                                given.getType(),
                                classifier,
                                given.getVersion() == null ? "" : given.getVersion()),
                        types);
        if (given.getSystemPath() != null && !given.getSystemPath().isBlank()) {
            artifact =
                    artifact.setProperties(
                                    Map.of(ArtifactProperties.LOCAL_PATH, given.getSystemPath()))
                            .setFile(Path.of(given.getSystemPath()).toFile());
        }
        var scope = given.getScope() == null ? "compile" : given.getScope();
        return new org.eclipse.aether.graph.Dependency(
                artifact,
                scope,
                given.isOptional(),
                given.getExclusions().stream()
                        .map(each -> exclusion(each.getGroupId() + ":" + each.getArtifactId()))
                        .toList());
    }

    static List<Exclusion> exclusions(List<String> given) {
        return given.stream().map(Convert::exclusion).toList();
    }

    private static Exclusion exclusion(String groupAndArtifact) {
        var parts = groupAndArtifact.split(":");
        return new Exclusion(parts[0], parts[1], "*", "*");
    }
}
