package dev.cuaderno.kernel.language;

import dev.cuaderno.display.MimeBundle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Outputs that a test can look at, in the order in which they came.
final class Recorder implements Outputs {

    final List<String> events = new ArrayList<>();
    final Deque<String> answers = new ArrayDeque<>();
    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();

    @Override
    public synchronized void stream(Stream stream, String text) {
        (stream == Stream.STDOUT ? stdout : stderr).append(text);
        events.add(stream.protocolName() + ":" + text);
        notifyAll();
    }

    @Override
    public synchronized void display(MimeBundle bundle, String displayId, boolean update) {
        events.add((update ? "update:" : "display:") + bundle.plainText());
        notifyAll();
    }

    @Override
    public synchronized void clear(boolean wait) {
        events.add("clear:" + wait);
        notifyAll();
    }

    @Override
    public synchronized String input(String prompt, boolean password) {
        events.add((password ? "password:" : "input:") + prompt);
        notifyAll();
        return answers.poll();
    }

    synchronized String stdout() {
        return stdout.toString();
    }

    synchronized String stderr() {
        return stderr.toString();
    }

    /// Waits until standard output holds a text; fails after half a minute.
    synchronized void awaitStdout(String text) throws InterruptedException {
        var deadline = System.currentTimeMillis() + 30_000;
        while (stdout.indexOf(text) < 0) {
            var left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                throw new AssertionError("never printed: " + text + "; printed: " + stdout);
            }
            wait(left);
        }
    }
}
