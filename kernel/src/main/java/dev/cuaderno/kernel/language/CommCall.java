package dev.cuaderno.kernel.language;

import dev.cuaderno.comm.CommFrame;

/// One message of the front end to an object of the cells: its code runs as a cell's does, can be
/// stopped as a cell can, and its outputs are those of the cell that made the object.
record CommCall(Session session, Shadow shadow, Outputs outputs, Interrupter stop) {

    private static final String TASK = "CommTask";

    /// @param cell the number of the cell that made the object
    void run(int cell, CommFrame frame) {
        var control = session.control;
        control.enter(cell);
        var done =
                control.task(
                        TASK,
                        new Object[] {
                            frame.kind().name(),
                            frame.id(),
                            frame.target(),
                            frame.data(),
                            frame.metadata(),
                            frame.buffers().toArray(byte[][]::new)
                        });
        var failure = done.isPresent() || control.isDead() ? null : control.failure();
        if (failure != null) {
            var failed =
                    new Evaluator(session, shadow, outputs).thrown(new Cell(0, ""), failure, stop);
            outputs.stream(Outputs.Stream.STDERR, String.join("\n", failed.traceback()) + "\n");
        }
        // From here on a stop would hit the machinery.
        stop.end();
        if (!control.isDead()) {
            control.leave();
        }
        if (!control.isDead()) {
            session.worker.awaitMark();
            outputs.flush();
        }
    }
}
