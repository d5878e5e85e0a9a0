package dev.cuaderno.display;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/// Where bars are drawn.
interface Screen {

    /// Draws bars, the outermost first, in place of those that were drawn before.
    ///
    /// @param last nothing more will be drawn
    void draw(List<Bar> bars, boolean last);

    /// The notebook, or standard error.
    static Screen here() {
        return Display.isHosted()
                ? new Notebook()
                : new Terminal(System.err, Display.columns() > 0);
    }

    /// One output, updated.
    final class Notebook implements Screen {
        private Display.Handle handle;

        @Override
        public void draw(List<Bar> bars, boolean last) {
            var bundle =
                    MimeBundle.html(
                            bars.stream().map(Bar::html).collect(Collectors.joining()),
                            bars.stream().map(Bar::text).collect(Collectors.joining("\n")));
            if (handle == null) {
                handle = Display.display(bundle);
            } else {
                handle.update(bundle);
            }
        }
    }

    /// One line, drawn over itself.
    final class Terminal implements Screen {
        private final PrintStream out;
        private final boolean redraws;
        private int width;

        /// @param redraws false to print the end only, where a return to the line's begin would
        ///   fill a file
        Terminal(PrintStream out, boolean redraws) {
            this.out = out;
            this.redraws = redraws;
        }

        @Override
        public void draw(List<Bar> bars, boolean last) {
            var line = bars.stream().map(Bar::text).collect(Collectors.joining("  "));
            if (redraws) {
                out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
                width = line.length();
            } else if (last) {
                out.print(line);
            }
            if (last) {
                out.println();
            }
            out.flush();
        }
    }
}
