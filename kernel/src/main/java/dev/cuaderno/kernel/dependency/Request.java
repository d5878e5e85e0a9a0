package dev.cuaderno.kernel.dependency;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// One thing that a notebook asks for. All of them together make its graph.
public sealed interface Request {

    /// A library with all that it needs.
    ///
    /// @param exclusions `group:artifact` of what it must not bring along; `*` for any
    record Library(Coordinates coordinates, List<String> exclusions) implements Request {
        public Library {
            exclusions = List.copyOf(exclusions);
            for (var exclusion : exclusions) {
                if (!exclusion.matches("[A-Za-z0-9_.*-]+:[A-Za-z0-9_.*-]+")) {
                    throw new IllegalArgumentException(
                            "an exclusion is group:artifact, not \"" + exclusion + "\"");
                }
            }
        }

        @Override
        public String toString() {
            return coordinates.toString();
        }
    }

    /// The versions that a bill of materials prescribes; brings no library by itself.
    record Bom(Coordinates coordinates) implements Request {
        @Override
        public String toString() {
            return coordinates.withVersion("").key() + ":" + coordinates.version();
        }
    }

    /// The dependencies of a Maven project.
    ///
    /// @param xml its POM
    /// @param file where it lies, so that parents are found beside it; null for one typed into a
    ///   cell
    /// @param scopes of its dependencies that are wanted
    record Project(String xml, Path file, Set<String> scopes) implements Request {
        /// What a running program sees.
        public static final Set<String> RUNTIME = Set.of("compile", "runtime", "system");

        /// All scopes that a POM can name.
        public static final Set<String> SCOPES =
                Set.of("compile", "runtime", "provided", "test", "system");

        public Project {
            scopes = Set.copyOf(scopes);
        }

        @Override
        public String toString() {
            return file == null ? "the POM in the cell" : file.toString();
        }
    }
}
