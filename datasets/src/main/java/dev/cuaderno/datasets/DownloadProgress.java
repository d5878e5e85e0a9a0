package dev.cuaderno.datasets;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import java.net.URI;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Is told how far a download is.
interface DownloadProgress {

    /// @param bytes what is there
    /// @param whole what there will be; 0 if unknown
    void at(long bytes, long whole);

    /// Everything is there.
    void done(long bytes, URI from);

    /// A bar in a notebook that moves four times a second at most; in a terminal one line at the
    /// end. What stays says no times.
    static DownloadProgress shown(String file, LongSupplier nanos) {
        return new Bar(file, nanos);
    }

    /// Shows itself as an output.
    final class Bar implements DownloadProgress {

        private static final long PAUSE = 250_000_000;
        private static final double MEGA = 1e6;

        private final String file;
        private final LongSupplier nanos;
        private Display.Handle output;
        private long shown;

        Bar(String file, LongSupplier nanos) {
            this.file = file;
            this.nanos = nanos;
        }

        @Override
        public void at(long bytes, long whole) {
            var now = nanos.getAsLong();
            if (!Display.isHosted() || (output != null && now - shown < PAUSE)) {
                return;
            }
            shown = now;
            var text =
                    whole > 0
                            ? "%s: %s of %s MB".formatted(file, mega(bytes), mega(whole))
                            : "%s: %s MB".formatted(file, mega(bytes));
            var bar =
                    whole > 0
                            ? "<progress max=\"%d\" value=\"%d\"></progress> "
                                    .formatted(whole, bytes)
                            : "";
            show(MimeBundle.html("<div>" + bar + text + "</div>", text));
        }

        @Override
        public void done(long bytes, URI from) {
            show(
                    MimeBundle.text(
                            "%s: %s MB downloaded from %s"
                                    .formatted(file, mega(bytes), from.getHost())));
        }

        private static String mega(long bytes) {
            return String.format(Locale.ROOT, "%.1f", bytes / MEGA);
        }

        private void show(MimeBundle bundle) {
            var shape = new Shown(bundle);
            if (output == null) {
                output = Display.display(shape);
            } else {
                output.update(shape);
            }
        }

        private record Shown(MimeBundle mime) implements Displayable {}
    }
}
