package dev.cuaderno.plan;

import dev.cuaderno.kernels.Workers;

/// Rows of one image that threads share, a few at a time: so few that they stay in the cache from
/// one vector of channels to the next.
final class Rows {

    /// Numbers of a share.
    private static final int SHARE = 32_768;

    private Rows() {}

    /// What is done for some rows.
    interface Task {
        void run(int from, int end);
    }

    /// Does it for all rows.
    ///
    /// @param length numbers of a row
    static void share(Workers workers, int rows, int length, Task task) {
        var shares = (int) Math.clamp(Math.ceilDiv((long) rows * length, SHARE), 1L, rows);
        workers.run(
                shares, (share, _) -> task.run(rows * share / shares, rows * (share + 1) / shares));
    }
}
