package dev.cuaderno.kernel.notebook;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.Language;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A language of one command a line, for tests of what runs cells.
///
/// | command | does |
/// |---|---|
/// | `print TEXT`, `warn TEXT` | prints a line to stdout, stderr |
/// | `value TEXT` | is the cell's value |
/// | `bundle TYPE TEXT` | is the cell's value with one form more |
/// | `show ID TEXT`, `update ID TEXT` | shows a value under a name, replaces it |
/// | `clear`, `clear wait` | clears |
/// | `ask PROMPT` | asks for input |
/// | `fail MESSAGE` | fails at this line |
/// | `die` | takes its JVM down |
/// | `hang N` | runs until interrupted N times |
/// | `late TEXT` | prints from a thread after the cell has ended |
public final class FakeLanguage implements Language {
    private final Semaphore interrupts = new Semaphore(0);
    private Outputs late;
    private volatile boolean closed;

    @Override
    public Outcome execute(Cell cell, Outputs outputs) {
        interrupts.drainPermits();
        if (late != null) {
            late.stream(Outputs.Stream.STDOUT, "late\n");
            late = null;
        }
        Optional<MimeBundle> value = Optional.empty();
        var lines = cell.source().lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var words = lines.get(i).strip().split(" ", 2);
            var rest = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "print" -> outputs.stream(Outputs.Stream.STDOUT, rest + "\n");
                case "warn" -> outputs.stream(Outputs.Stream.STDERR, rest + "\n");
                case "value" -> value = Optional.of(MimeBundle.text(rest));
                case "bundle" -> {
                    var parts = rest.split(" ", 2);
                    value = Optional.of(value.orElseThrow().with(parts[0], parts[1]));
                }
                case "show", "update" -> {
                    var parts = rest.split(" ", 2);
                    outputs.display(MimeBundle.text(parts[1]), parts[0], words[0].equals("update"));
                }
                case "clear" -> outputs.clear(rest.equals("wait"));
                case "ask" -> outputs.input(rest, false);
                case "late" -> late = outputs;
                case "die" -> {
                    return failed(Outcome.Cause.WORKER_DIED, "WorkerDied", "gone", 0, 0);
                }
                case "fail" -> {
                    var column = 1 + lines.get(i).indexOf("fail");
                    return failed(Outcome.Cause.EXCEPTION, "FakeError", rest, i + 1, column);
                }
                case "hang" -> {
                    interrupts.acquireUninterruptibly(Integer.parseInt(rest));
                    return failed(Outcome.Cause.INTERRUPTED, "Interrupted", "stopped", i + 1, 1);
                }
                default -> throw new IllegalArgumentException(lines.get(i));
            }
        }
        return new Outcome.Done(value);
    }

    private static Outcome.Failed failed(
            Outcome.Cause cause, String name, String message, int line, int column) {
        var trace = List.of("\u001b[1;31m" + name + "\u001b[0m: " + message, "    at line " + line);
        return new Outcome.Failed(cause, name, message, trace, line, column);
    }

    @Override
    public void interrupt() {
        interrupts.release();
    }

    @Override
    public Completeness completeness(String code) {
        return new Completeness(Completeness.State.UNKNOWN, "");
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        interrupts.release(1_000);
    }
}
