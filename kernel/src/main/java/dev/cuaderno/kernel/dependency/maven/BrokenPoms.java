package dev.cuaderno.kernel.dependency.maven;

import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;

import java.util.Queue;

/// Tells of libraries whose POM cannot be used: like Maven, the resolver takes them as having no
/// dependencies.
final class BrokenPoms extends AbstractRepositoryListener {

    private final Queue<String> notices;

    BrokenPoms(Queue<String> notices) {
        this.notices = notices;
    }

    @Override
    public void artifactDescriptorInvalid(RepositoryEvent event) {
        add(event, "cannot be read (" + Faults.firstLine(event.getException()) + ")");
    }

    @Override
    public void artifactDescriptorMissing(RepositoryEvent event) {
        add(event, "is missing");
    }

    private void add(RepositoryEvent event, String what) {
        var notice =
                "the POM of "
                        + Convert.coordinates(event.getArtifact())
                        + " "
                        + what
                        + ": what it needs is not known; add it with %dep yourself";
        if (!notices.contains(notice)) {
            notices.add(notice);
        }
    }
}
