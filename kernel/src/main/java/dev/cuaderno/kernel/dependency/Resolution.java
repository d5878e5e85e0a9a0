package dev.cuaderno.kernel.dependency;

import java.util.List;

/// The answer to a [Query].
///
/// @param artifacts the class path, in order
/// @param roots what the notebook asked for, each with what it needs
/// @param requested the libraries of the query with the versions that were chosen
/// @param notices what the user should know, such as a POM that could not be read
public record Resolution(
        List<Artifact> artifacts,
        List<Node> roots,
        List<Coordinates> requested,
        List<String> notices) {

    /// Of an empty query.
    public static final Resolution EMPTY =
            new Resolution(List.of(), List.of(), List.of(), List.of());

    public Resolution {
        artifacts = List.copyOf(artifacts);
        roots = List.copyOf(roots);
        requested = List.copyOf(requested);
        notices = List.copyOf(notices);
    }
}
