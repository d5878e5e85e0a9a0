package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Transfers;

import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/// Passes on how downloads go, and ends them where the user has stopped the cell.
final class Relay extends AbstractTransferListener {

    private final Transfers transfers;

    Relay(Transfers transfers) {
        this.transfers = transfers;
    }

    private static String name(TransferEvent event) {
        return event.getResource().getResourceName();
    }

    @Override
    public void transferStarted(TransferEvent event) throws TransferCancelledException {
        check(event);
        transfers.started(name(event), event.getResource().getContentLength());
    }

    @Override
    public void transferProgressed(TransferEvent event) throws TransferCancelledException {
        check(event);
        transfers.progressed(name(event), event.getTransferredBytes());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
        transfers.ended(name(event), true);
    }

    @Override
    public void transferFailed(TransferEvent event) {
        transfers.ended(name(event), false);
    }

    private static void check(TransferEvent event) throws TransferCancelledException {
        if (event.getSession().getData().get(MavenResolver.STOPPED) != null) {
            throw new TransferCancelledException("stopped");
        }
    }
}
