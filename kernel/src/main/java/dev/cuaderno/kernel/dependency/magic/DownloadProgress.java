package dev.cuaderno.kernel.dependency.magic;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.dependency.Transfers;
import dev.cuaderno.kernel.language.Outputs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A bar in the notebook while files come; nothing where all of them are here already.
final class DownloadProgress implements Transfers, AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final double MEGA = 1e6;

    private final Outputs outputs;
    private final String id = UUID.randomUUID().toString();
    private final Map<String, long[]> coming = new HashMap<>();
    private boolean shown;
    private boolean closed;
    private long last;
    private int files;
    private int good;
    private long bytes;

    DownloadProgress(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public synchronized void started(String file, long size) {
        coming.put(file, new long[] {0, size});
        files++;
        show(file);
    }

    @Override
    public synchronized void progressed(String file, long here) {
        var state = coming.get(file);
        if (state != null) {
            state[0] = here;
            show(file);
        }
    }

    @Override
    public synchronized void ended(String file, boolean success) {
        var state = coming.remove(file);
        if (state == null) {
            // Asked for, and not there: another repository may have it.
            return;
        }
        if (success) {
            good++;
            bytes += state[0];
        } else {
            files--;
        }
        show(file);
    }

    private void show(String file) {
        var now = System.nanoTime();
        if (closed || (shown && now - last < PAUSE_NANOS)) {
            return;
        }
        last = now;
        var here = bytes + coming.values().stream().mapToLong(state -> state[0]).sum();
        var all =
                bytes
                        + coming.values().stream()
                                .mapToLong(state -> Math.max(state[0], state[1]))
                                .sum();
        var text =
                String.format(
                        Locale.ROOT,
                        "Downloading %d of %d files, %.1f of %.1f MB: %s",
                        Math.min(good + 1, files),
                        files,
                        here / MEGA,
                        all / MEGA,
                        file.substring(file.lastIndexOf('/') + 1));
        put(text, here, Math.max(1, all));
    }

    private void put(String text, long here, long all) {
        var html =
                "<progress value=\""
                        + here
                        + "\" max=\""
                        + all
                        + "\"></progress> "
                        + text.replace("&", "&amp;").replace("<", "&lt;");
        outputs.display(MimeBundle.html(html, text), id, shown);
        shown = true;
    }

    /// Leaves one line in the place of the bar.
    @Override
    public synchronized void close() {
        if (shown) {
            var text =
                    String.format(
                            Locale.ROOT,
                            "Downloaded %d %s, %.1f MB",
                            good,
                            good == 1 ? "file" : "files",
                            bytes / MEGA);
            outputs.display(MimeBundle.text(text), id, true);
        }
        // A download that was left behind may still speak.
        closed = true;
    }
}
