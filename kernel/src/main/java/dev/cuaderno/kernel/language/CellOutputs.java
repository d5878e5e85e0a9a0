package dev.cuaderno.kernel.language;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.process.WorkerListener;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Brings what a worker says to the outputs of the cell that said it, also after that cell has
/// ended.
final class CellOutputs implements WorkerListener {

    /// How many ended cells can still be reached by the threads they started.
    private static final int REMEMBERED = 256;

    private record Target(Outputs outputs, Map<Outputs.Stream, Decoder> decoders) {}

    private final Map<Integer, Target> targets = new LinkedHashMap<>();
    private final Map<String, Integer> comms = new LinkedHashMap<>();
    private Target latest;
    private int sequence;

    /// A new cell begins.
    ///
    /// @return the number by which the worker will name it
    synchronized int begin(Outputs outputs) {
        latest = new Target(new Ordered(outputs), new EnumMap<>(Outputs.Stream.class));
        targets.put(++sequence, latest);
        if (targets.size() > REMEMBERED) {
            targets.remove(targets.keySet().iterator().next());
        }
        return sequence;
    }

    /// The outputs of the running cell, to be used beside the worker.
    synchronized Outputs current() {
        return latest.outputs();
    }

    /// What belongs to no cell in particular goes to this one from now on.
    synchronized void resume(int cell) {
        latest = targets.getOrDefault(cell, latest);
    }

    private synchronized Target target(int cell) {
        return targets.getOrDefault(cell, latest);
    }

    @Override
    public void printed(int cell, boolean error, byte[] bytes) {
        var target = target(cell);
        if (target != null) {
            var stream = error ? Outputs.Stream.STDERR : Outputs.Stream.STDOUT;
            var text =
                    target.decoders().computeIfAbsent(stream, any -> new Decoder()).decode(bytes);
            if (!text.isEmpty()) {
                target.outputs().stream(stream, text);
            }
        }
    }

    @Override
    public void shown(int cell, MimeBundle bundle, String id, boolean update) {
        var target = target(cell);
        if (target != null) {
            target.outputs().display(bundle, id, update);
        }
    }

    @Override
    public void cleared(int cell, boolean wait) {
        var target = target(cell);
        if (target != null) {
            target.outputs().clear(wait);
        }
    }

    @Override
    public void spoke(int cell, CommFrame frame) {
        synchronized (this) {
            switch (frame.kind()) {
                case OPEN -> comms.put(frame.id(), cell);
                case CLOSE -> comms.remove(frame.id());
                case MESSAGE -> {}
            }
        }
        var target = target(cell);
        if (target != null) {
            target.outputs().comm(frame);
        }
    }

    /// The cell to which the outputs of an object go: the one that made it; the latest for one that
    /// the front end made.
    synchronized int cellOf(String comm) {
        return comms.getOrDefault(comm, sequence);
    }

    /// The outputs of a cell.
    Outputs of(int cell) {
        return target(cell).outputs();
    }

    /// The objects are gone with their JVM; their twins are told.
    void closeComms() {
        Map<String, Integer> gone;
        synchronized (this) {
            gone = Map.copyOf(comms);
        }
        gone.forEach((id, cell) -> spoke(cell, CommFrame.close(id)));
    }

    @Override
    public void asked(int cell, String prompt, boolean password, Answer answer) {
        var target = target(cell);
        if (target == null) {
            answer.refuse("input can be asked for by cells only");
            return;
        }
        // The user may think for long; other outputs must go on.
        Thread.startVirtualThread(
                () -> {
                    try {
                        answer.line(target.outputs().input(prompt, password));
                    } catch (InputRefusedException refused) {
                        answer.refuse(refused.getMessage());
                    }
                });
    }

    /// Lets the worker's threads and a magic speak one at a time.
    private static final class Ordered implements Outputs {

        private final Outputs outputs;

        Ordered(Outputs outputs) {
            this.outputs = outputs;
        }

        @Override
        public synchronized void stream(Stream stream, String text) {
            outputs.stream(stream, text);
        }

        @Override
        public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
            outputs.display(bundle, displayId, update);
        }

        @Override
        public synchronized void clear(boolean wait) {
            outputs.clear(wait);
        }

        @Override
        public synchronized void comm(CommFrame frame) {
            outputs.comm(frame);
        }

        @Override
        public synchronized void flush() {
            outputs.flush();
        }

        @Override
        public String input(String prompt, boolean password) {
            return outputs.input(prompt, password);
        }
    }

    /// Keeps the bytes of a character that is not complete yet.
    private static final class Decoder {

        private final CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        String decode(byte[] bytes) {
            var in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
            var out = CharBuffer.allocate(in.remaining() + 1);
            decoder.decode(in, out, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            return out.flip().toString();
        }
    }
}
