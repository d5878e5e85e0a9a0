package dev.cuaderno;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.Displayable;

import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first hour of the guide, typed into the JDK's own jshell.
class FirstHourTest {

    private static final String PROMPT = "java> ";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```console\n(java> .*?)^```$");
    private static final Pattern LIBRARY_LINE = Pattern.compile("\\|\\s+at \\w.*");

    private record Exchange(String typed, String shown) {}

    private static List<Exchange> guide() throws IOException {
        var exchanges = new ArrayList<Exchange>();
        var block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            for (var each : block.group(1).split("(?m)^" + PROMPT)) {
                if (!each.isEmpty()) {
                    var lines = each.split("\n", 2);
                    exchanges.add(new Exchange(lines[0], lines[1].stripTrailing()));
                }
            }
        }
        return exchanges;
    }

    private static String classPath() {
        return Stream.of(Cuaderno.class, Displayable.class, XYChart.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// What jshell shows for each line.
    private static List<String> shell(List<String> lines) throws Exception {
        var jshell = Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
        var command =
                List.of(
                        jshell,
                        "--class-path",
                        classPath(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-C-Xlint:-incubating",
                        "-R-Djava.awt.headless=true",
                        "--startup",
                        "DEFAULT",
                        "--startup",
                        "src/main/resources/META-INF/cuaderno/repl.jsh",
                        "--feedback",
                        "cuaderno",
                        "../kernel/src/main/resources/dev/cuaderno/kernel/repl/mode.jsh");
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            // The first line would be echoed in part.
            in.write("0\n" + String.join("\n", lines) + "\n/exit\n");
        }
        var all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var shown = Arrays.asList(all.split(Pattern.quote(PROMPT)));
        assertTrue(shown.size() >= lines.size() + 2, all);
        return shown.subList(2, lines.size() + 2);
    }

    @Test
    void everyLineShowsWhatTheGuideSays() throws Exception {
        var guide = guide();
        assertTrue(guide.size() > 10, "exchanges in the guide: " + guide.size());
        var shown = shell(guide.stream().map(Exchange::typed).toList());
        for (var i = 0; i < guide.size(); i++) {
            var exchange = guide.get(i);
            var actual =
                    shown.get(i)
                            .lines()
                            .map(String::stripTrailing)
                            // Where in the library it was thrown is left out of the guide.
                            .filter(line -> !LIBRARY_LINE.matcher(line).matches())
                            .collect(Collectors.joining("\n"));
            assertSame(exchange.shown, nameless(actual), exchange.typed);
        }
    }

    /// Without what jshell counts: the guide's lines may be typed in another session.
    private static String nameless(String shown) {
        return shown.replaceFirst("(?s)^\\$\\d+ ==> ", "").replaceAll("\\(#\\d+:1\\)", "(#5:1)");
    }

    /// Equal, but for the last digits of what was learnt, which depend on the processor's vectors.
    private static void assertSame(String expected, String actual, String typed) {
        var wanted = expected.strip().split("\\s+");
        var got = actual.strip().split("\\s+");
        for (var i = 0; i < Math.min(wanted.length, got.length); i++) {
            if (wanted[i].matches("\\d\\.\\d{4},?") && got[i].matches("\\d\\.\\d{4},?")) {
                var difference = Math.abs(number(wanted[i]) - number(got[i]));
                assertTrue(difference < 0.0005, typed + "\n" + actual);
            } else {
                assertEquals(wanted[i], got[i], typed + "\n" + actual);
            }
        }
        assertEquals(wanted.length, got.length, typed + "\n" + actual);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }
}
