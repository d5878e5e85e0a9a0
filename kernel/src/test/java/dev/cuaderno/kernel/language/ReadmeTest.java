package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.kernel.magic.Magic;
import dev.cuaderno.kernel.magic.StandardMagics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The examples of the kernel's README run, and show what it says they show.
@Timeout(120)
class ReadmeTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)```java cell\n(.*?)\n```(?:\n\n```text\n(.*?)\n```)?");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void examplesShowWhatTheySay(@TempDir Path folder) throws IOException {
        var settings = Settings.fromEnvironment(Map.of()).withFolder(folder.toRealPath());
        try (var java = new JavaLanguage(settings)) {
            var count = 0;
            for (var example = EXAMPLE.matcher(readme()); example.find(); ) {
                var outputs = new Recorder();
                var source = example.group(1);
                var outcome = java.execute(new Cell(++count, source), outputs);
                var done = assertInstanceOf(Outcome.Done.class, outcome, source + "\n" + outcome);
                if (example.group(2) != null) {
                    var shown =
                            outputs.stdout()
                                    + done.value().map(value -> value.plainText()).orElse("");
                    assertEquals(example.group(2), shown.strip(), source);
                }
            }
            assertTrue(count > 30, "only " + count + " examples were found");
        }
    }

    @Test
    void everyMagicOfThisPackageIsInTheReadme() throws IOException {
        var text = readme();
        var missing = new ArrayList<String>();
        for (Magic magic : StandardMagics.all()) {
            if (!magic.getClass().getPackage().equals(Magic.class.getPackage())) {
                continue;
            }
            if (!text.contains("%" + magic.name()) && !magic.name().equals("!")) {
                missing.add(magic.name());
            }
        }
        assertEquals(List.of(), missing);
        assertFalse(text.contains("```java  cell"), "a mark that the other test would pass over");
    }
}
