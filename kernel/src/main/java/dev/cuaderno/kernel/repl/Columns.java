package dev.cuaderno.kernel.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How wide the terminal is.
final class Columns {

    private static final int USUAL = 80;

    private Columns() {}

    /// The columns of the terminal that this process stands in; 0 where it stands in none.
    @SuppressWarnings("SystemConsoleNull") // It is null without a terminal, since JDK 25 again.
    static int ofTerminal() {
        var console = System.console();
        return console == null || !console.isTerminal() ? 0 : asked();
    }

    /// By `stty`, which knows; Java does not.
    private static int asked() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectErrorStream(true)
                            .start();
            if (!stty.waitFor(2, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            var answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            return answer.matches("\\d+ [1-9]\\d+")
                    ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                    : USUAL;
        } catch (IOException noStty) {
            // For instance on Windows.
            return USUAL;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }
}
