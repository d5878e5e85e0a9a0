package dev.cuaderno.kernel.dependency.maven;

import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.checksum.ChecksumPolicy;
import org.eclipse.aether.spi.connector.checksum.ChecksumPolicyProvider;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.TransferResource;

import java.util.Collection;

/// A repository system that refuses a file whose checksum is wrong, whatever the repository's
/// policy says, and takes one for which the repository has none (many private ones have not), but
/// says so.
final class VerifiedDownloads extends RepositorySystemSupplier {

    /// Under which a session holds the collection of files that came without a checksum.
    static final String UNVERIFIED = "cuaderno.unverified";

    @Override
    protected ChecksumPolicyProvider getChecksumPolicyProvider() {
        return new ChecksumPolicyProvider() {
            @Override
            public ChecksumPolicy newChecksumPolicy(
                    RepositorySystemSession session,
                    RemoteRepository repository,
                    TransferResource resource,
                    String policy) {
                return new Strict(session, repository, resource);
            }

            @Override
            public String getEffectiveChecksumPolicy(
                    RepositorySystemSession session, String one, String other) {
                return "fail";
            }
        };
    }

    private record Strict(
            RepositorySystemSession session, RemoteRepository repository, TransferResource resource)
            implements ChecksumPolicy {

        @Override
        public boolean onChecksumMatch(String algorithm, ChecksumKind kind) {
            return true;
        }

        @Override
        public void onChecksumMismatch(
                String algorithm, ChecksumKind kind, ChecksumFailureException failure)
                throws ChecksumFailureException {
            throw failure;
        }

        @Override
        public void onChecksumError(
                String algorithm, ChecksumKind kind, ChecksumFailureException failure) {
            // This kind of checksum cannot be read: another kind may be.
        }

        @Override
        @SuppressWarnings("unchecked") // Only Sessions puts it there.
        public void onNoMoreChecksums() {
            var name = resource.getResourceName();
            if (name.endsWith(".jar")
                    && session.getConfigProperties().get(UNVERIFIED)
                            instanceof Collection<?> found) {
                ((Collection<String>) found)
                        .add(
                                name.substring(name.lastIndexOf('/') + 1)
                                        + " came without a checksum from "
                                        + Faults.where(repository));
            }
        }

        @Override
        public void onTransferRetry() {}

        @Override
        public boolean onTransferChecksumFailure(ChecksumFailureException failure) {
            return false;
        }
    }
}
