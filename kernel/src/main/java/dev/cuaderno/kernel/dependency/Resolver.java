package dev.cuaderno.kernel.dependency;

import java.util.List;

/// Finds what a notebook asks for, in the local repository or a remote one.
///
/// Used by one thread at a time. An interrupt of the calling thread ends the work.
public interface Resolver {

    /// Chooses one version of everything in the query and of all that it needs, and fetches it.
    ///
    /// @throws ResolutionException if something cannot be had
    /// @throws InterruptedException if this thread is interrupted
    Resolution resolve(Query query, Transfers transfers)
            throws ResolutionException, InterruptedException;

    /// Fetches exactly these files and nothing they need.
    ///
    /// @param where its requests are ignored
    List<Artifact> fetch(List<Coordinates> files, Query where, Transfers transfers)
            throws ResolutionException, InterruptedException;
}
