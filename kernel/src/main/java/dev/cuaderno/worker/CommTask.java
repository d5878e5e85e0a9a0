package dev.cuaderno.worker;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.comm.Comms;
import dev.cuaderno.widget.Models;

import java.util.List;

/// Gives a message of the front end to the object of the cells that it is for.
final class CommTask {

    private CommTask() {}

    /// @param arguments kind, id, target, data, metadata, array of buffers
    static Reply run(Object[] arguments) {
        var frame =
                new CommFrame(
                        CommFrame.Kind.valueOf((String) arguments[0]),
                        (String) arguments[1],
                        (String) arguments[2],
                        (String) arguments[3],
                        (String) arguments[4],
                        List.of((byte[][]) arguments[5]));
        if (frame.target().equals(Models.CONTROL)) {
            // A page that is loaded again asks for widgets, whether or not there are any.
            Models.serve();
        }
        Comms.receive(frame);
        return new Reply(null, null);
    }
}
