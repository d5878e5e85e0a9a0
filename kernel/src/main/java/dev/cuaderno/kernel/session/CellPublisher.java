package dev.cuaderno.kernel.session;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.InputRefusedException;
import dev.cuaderno.kernel.language.Outputs;
import dev.cuaderno.kernel.message.Content;
import dev.cuaderno.kernel.message.Display;
import dev.cuaderno.kernel.message.StreamOutput;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The outputs of one cell on their way to the front ends, under the cell's header for ever: also
/// those of threads that outlive it.
///
/// Text is gathered for a moment, so that a thousand small prints are few messages; anything else
/// that is shown pushes the text before it out, so the order stays. An unfinished line before a
/// question becomes the question's prompt.
final class CellPublisher implements Outputs {

    private static final int FULL = 8192;

    private final Publisher publisher;
    private final Request request;
    private final Questions questions;
    private final ScheduledExecutorService timer;
    private final Duration gather;
    private final FloodGate gate;
    private final Comms comms;

    private final StringBuilder gathered = new StringBuilder();
    private StreamOutput last = new StreamOutput("stdout", "");
    private boolean armed;
    private volatile boolean ended;

    /// @param questions asks the user; null where the sender cannot be asked
    CellPublisher(
            Publisher publisher,
            Request request,
            Questions questions,
            ScheduledExecutorService timer,
            Duration gather,
            FloodGate gate,
            Comms comms) {
        this.publisher = publisher;
        this.request = request;
        this.questions = questions;
        this.timer = timer;
        this.gather = gather;
        this.gate = gate;
        this.comms = comms;
    }

    @Override
    public synchronized void stream(Outputs.Stream stream, String text) {
        for (var chunk : gate.pass(stream, text)) {
            gather(chunk);
        }
    }

    private void gather(FloodGate.Chunk chunk) {
        var name = chunk.stream().protocolName();
        if (!last.name().equals(name)) {
            flush(true);
            last = new StreamOutput(name, "");
        }
        gathered.append(chunk.text());
        if (gathered.length() >= FULL) {
            flush(false);
        } else if (!armed && !gathered.isEmpty()) {
            armed = true;
            try {
                var _ =
                        timer.schedule(
                                this::gatheredLongEnough, gather.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                flush(true);
            }
        }
    }

    private synchronized void gatheredLongEnough() {
        armed = false;
        flush(false);
    }

    /// @param whole false to keep half a surrogate pair back for its other half
    private void flush(boolean whole) {
        var length = gathered.length();
        if (!whole && length > 0 && Character.isHighSurrogate(gathered.charAt(length - 1))) {
            length--;
        }
        if (length > 0) {
            publish(new StreamOutput(last.name(), gathered.substring(0, length)));
            gathered.delete(0, length);
        }
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
        flush(true);
        var data = MimeJson.data(bundle);
        var metadata = MimeJson.metadata(bundle);
        if (update) {
            publish(new Display.Update(data, metadata, new Display.Id(displayId)));
        } else {
            var id = displayId == null ? UUID.randomUUID().toString() : displayId;
            publish(new Display.Data(data, metadata, new Display.Id(id)));
        }
    }

    @Override
    public synchronized void clear(boolean wait) {
        flush(true);
        publish(new Display.Clear(wait));
    }

    @Override
    public synchronized void comm(CommFrame frame) {
        flush(true);
        comms.fromCells(request.header(), frame);
    }

    @Override
    public synchronized void flush() {
        flush(true);
    }

    @Override
    public String input(String prompt, boolean password) {
        if (questions == null) {
            throw new InputRefusedException(
                    "this cell was sent by a front end that answers no questions (allow_stdin is"
                            + " false): input has to come from elsewhere");
        }
        if (ended) {
            throw new InputRefusedException(
                    "input can be asked for only while the cell runs; this one has ended");
        }
        String shown;
        synchronized (this) {
            shown = prompt.isEmpty() ? takeUnfinishedLine() : prompt;
            flush(true);
        }
        return questions.ask(request, shown, password);
    }

    // What a program printed just before it reads is its question.
    private String takeUnfinishedLine() {
        var begin = gathered.lastIndexOf("\n") + 1;
        var line = gathered.substring(begin);
        gathered.setLength(begin);
        return line;
    }

    /// Shows something of the cell's, behind all that it printed before.
    synchronized void show(Content content) {
        flush(true);
        publish(content);
    }

    /// The cell has ended: what it printed is pushed out. Its threads may go on printing.
    synchronized void end() {
        gate.end().forEach(this::gather);
        flush(true);
        ended = true;
    }

    private void publish(Content content) {
        publisher.publish(request.header(), content);
    }
}
