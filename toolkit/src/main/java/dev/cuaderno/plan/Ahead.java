package dev.cuaderno.plan;

import dev.cuaderno.kernels.Kernels;
import dev.cuaderno.kernels.TileLoops;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.Shape;

import java.lang.System.Logger.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Writes and compiles the loops of trainings to come, one after the other, in a thread that is
/// there only as long as it has something to do. No memory of a plan is taken, and nothing of the
/// network is changed. A plan that is made meanwhile waits for the loops that are being compiled.
final class Ahead {

    /// Networks that wait; of more than these, later ones are left out.
    private static final int MOST = 4;

    private static final System.Logger LOG = System.getLogger(Ahead.class.getName());

    private static final ThreadPoolExecutor WORK =
            new ThreadPoolExecutor(
                    1,
                    1,
                    1,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MOST),
                    task -> Thread.ofPlatform().daemon().name("cuaderno-ahead").unstarted(task),
                    new ThreadPoolExecutor.DiscardPolicy());

    static {
        WORK.allowCoreThreadTimeOut(true);
    }

    private Ahead() {}

    /// Begins with a network's loops, and returns at once.
    ///
    /// @param input the shape of a batch
    static void begin(Layer net, Shape input) {
        if (Kernels.hasVectors()) {
            WORK.execute(() -> write(net, input));
        }
    }

    private static void write(Layer net, Shape input) {
        try {
            Planned.memory(net, input, true);
            // Trainings ask now and then how well the network does.
            Planned.memory(net, input, false);
            TileLoops.warm();
        } catch (RuntimeException refusal) {
            // Whoever trains the network learns of it there, where something can be done.
            LOG.log(Level.DEBUG, "not prepared: " + refusal.getMessage());
        }
    }
}
