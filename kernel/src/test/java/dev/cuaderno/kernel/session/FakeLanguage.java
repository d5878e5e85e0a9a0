package dev.cuaderno.kernel.session;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.assist.Assistant;
import dev.cuaderno.kernel.language.Cell;
import dev.cuaderno.kernel.language.InputRefusedException;
import dev.cuaderno.kernel.language.Language;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// A language for tests: one command a line, as [#run] lists them.
final class FakeLanguage implements Language, Assistant {

    /// Let go to let the threads print that `late` cells left behind.
    final CountDownLatch late = new CountDownLatch(1);

    /// Counts cells that wait for an interrupt.
    final Semaphore waiting = new Semaphore(0);

    private final Semaphore interrupts = new Semaphore(0);
    volatile boolean closed;

    @Override
    public Outcome execute(Cell cell, Outputs outputs) {
        Optional<MimeBundle> value = Optional.empty();
        for (var line : cell.source().lines().toList()) {
            var words = line.split(" ", 2);
            var rest = words.length > 1 ? words[1] : "";
            if (words[0].equals("value")) {
                value = Optional.of(MimeBundle.text(rest));
            } else if (words[0].equals("json")) {
                value = Optional.of(MimeBundle.text("json").with("application/json", rest));
            } else if (words[0].equals("fail")) {
                return failed(Outcome.Cause.EXCEPTION, "Oops", rest);
            } else if (words[0].equals("crash")) {
                throw new IllegalStateException(rest);
            } else if (!run(words[0], rest, outputs)) {
                return failed(Outcome.Cause.INTERRUPTED, "Interrupted", "stopped");
            }
        }
        return new Outcome.Done(value);
    }

    private static Outcome failed(Outcome.Cause cause, String name, String message) {
        return new Outcome.Failed(cause, name, message, List.of(name, "at Cell [1], line 1"), 1, 1);
    }

    /// @return false if it was interrupted
    private boolean run(String command, String rest, Outputs outputs) {
        switch (command) {
            case "print" -> outputs.stream(Outputs.Stream.STDOUT, rest + "\n");
            case "say" -> outputs.stream(Outputs.Stream.STDOUT, rest);
            case "err" -> outputs.stream(Outputs.Stream.STDERR, rest + "\n");
            case "high" -> outputs.stream(Outputs.Stream.STDOUT, "\ud83d");
            case "low" -> outputs.stream(Outputs.Stream.STDOUT, "\ude00");
            case "many" -> {
                for (var i = 0; i < Integer.parseInt(rest); i++) {
                    outputs.stream(Outputs.Stream.STDOUT, i + "\n");
                }
            }
            case "megabytes" -> {
                var chunk = "0123456789abcdef".repeat(1 << 12);
                for (var i = 0; i < Integer.parseInt(rest) * 16; i++) {
                    outputs.stream(Outputs.Stream.STDOUT, chunk);
                }
                outputs.stream(Outputs.Stream.STDOUT, "the end\n");
            }
            case "pictures" -> {
                var picture = "x".repeat(1 << 20);
                for (var i = 0; i < Integer.parseInt(rest); i++) {
                    outputs.display(MimeBundle.of("image/png", picture), null, false);
                }
            }
            case "show" -> outputs.display(MimeBundle.text(rest), "id", false);
            case "update" -> outputs.display(MimeBundle.text(rest), "id", true);
            case "clear" -> outputs.clear(Boolean.parseBoolean(rest));
            case "ask" -> outputs.stream(Outputs.Stream.STDOUT, answer(rest, false, outputs));
            case "secret" -> outputs.stream(Outputs.Stream.STDOUT, answer(rest, true, outputs));
            case "late" -> Thread.ofVirtual().start(() -> printLate(rest, outputs));
            case "wait" -> {
                waiting.release();
                interrupts.acquireUninterruptibly();
                return false;
            }
            default -> throw new AssertionError("no command " + command);
        }
        return true;
    }

    private static String answer(String prompt, boolean password, Outputs outputs) {
        try {
            return "got " + outputs.input(prompt, password) + "\n";
        } catch (InputRefusedException refused) {
            return "refused: " + refused.getMessage() + "\n";
        }
    }

    private void printLate(String text, Outputs outputs) {
        try {
            late.await();
            outputs.stream(Outputs.Stream.STDOUT, text);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void interrupt() {
        interrupts.release();
    }

    @Override
    public Completeness completeness(String code) {
        return switch (code) {
            case "{" -> new Completeness(Completeness.State.INCOMPLETE, "    ");
            case ";;" -> new Completeness(Completeness.State.INVALID, "");
            case "?" -> new Completeness(Completeness.State.UNKNOWN, "");
            default -> new Completeness(Completeness.State.COMPLETE, "");
        };
    }

    @Override
    public Completion complete(String code, int cursor) {
        var start = code.lastIndexOf(' ', cursor - 1) + 1;
        return new Completion(
                start,
                cursor,
                List.of(
                        new Suggestion(code.substring(start, cursor) + "ing", "method", "ing()"),
                        new Suggestion("other", "field", "int")));
    }

    @Override
    public String withImports(String code) {
        return code.startsWith("value needy") ? "print imported\n" + code : code;
    }

    @Override
    public Optional<MimeBundle> inspect(String code, int cursor, int detail) {
        return code.isBlank() || code.equals("nothing")
                ? Optional.empty()
                : Optional.of(MimeBundle.text(code.substring(0, cursor) + "|" + detail));
    }

    @Override
    public void close() {
        closed = true;
        interrupts.release(100);
    }
}
