package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Map;

/// A session with a JVM of its own that all tests of a class run their cells in, one after the
/// other.
@Timeout(60)
abstract class LiveSession {

    static JavaLanguage java;
    static int count;

    final Recorder outputs = new Recorder();

    @BeforeAll
    static void start() throws IOException {
        java = new JavaLanguage(Settings.fromEnvironment(Map.of()));
    }

    @AfterAll
    static void stop() {
        java.close();
    }

    Outcome run(String source) {
        return java.execute(new Cell(++count, source), outputs);
    }

    /// The text of the value that a cell shows, or `null`.
    String value(String source) {
        var outcome = run(source);
        var done = assertInstanceOf(Outcome.Done.class, outcome, outcome.toString());
        return done.value().map(bundle -> bundle.plainText()).orElse(null);
    }

    Outcome.Failed failure(String source) {
        return assertInstanceOf(Outcome.Failed.class, run(source));
    }
}
