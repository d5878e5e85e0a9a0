package dev.cuaderno.kernel.dependency;

import java.nio.file.Path;

/// A resolved file.
///
/// @param coordinates with the version that was chosen; of a snapshot, its time stamp
/// @param file in the local repository
/// @param repository id of the repository it came from; empty where that is not known
public record Artifact(Coordinates coordinates, Path file, String repository) {}
