package dev.cuaderno.kernel.dependency;

import java.util.List;

/// A place in the graph of dependencies.
///
/// @param coordinates what is wanted here
/// @param note why it is not what is used, or where its version comes from; empty where there is
///   nothing to say
/// @param used false where another version won
/// @param children what it needs
public record Node(Coordinates coordinates, String note, boolean used, List<Node> children) {
    public Node {
        children = List.copyOf(children);
    }
}
