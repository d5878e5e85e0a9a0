package dev.cuaderno.kernel.dependency;

import java.util.List;

/// Everything a notebook asks for so far, and where to look.
///
/// @param requests in the order of the cells; of two equally near versions the first one wins
/// @param repositories beside those of settings.xml and Maven Central
/// @param offline true to use only what the local repository holds
/// @param update true to ask again for newer snapshots and newer lists of versions
public record Query(
        List<Request> requests, List<Repository> repositories, boolean offline, boolean update) {
    public Query {
        requests = List.copyOf(requests);
        repositories = List.copyOf(repositories);
    }
}
