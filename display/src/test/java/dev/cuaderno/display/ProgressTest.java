package dev.cuaderno.display;

import static dev.cuaderno.display.Progress.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class ProgressTest {

    private static final long SECOND = 1_000_000_000;

    private final List<List<Bar>> drawn = new ArrayList<>();
    private final Screen screen = (bars, _) -> drawn.add(List.copyOf(bars));
    private long now;
    private long looks;

    /// A notebook that remembers.
    private static final class Host implements DisplaySink {
        final List<String> events = new ArrayList<>();
        Object place = "cell 1";

        @Override
        public void show(Object value, String id, boolean update) {
            events.add((update ? "update " : "show ") + render(value).plainText());
        }

        @Override
        public void clear(boolean wait) {}

        @Override
        public Object place() {
            return place;
        }
    }

    private final Host host = new Host();
    private DisplaySink before;

    @BeforeEach
    void install() {
        before = Display.install(host);
    }

    @AfterEach
    void restore() {
        Display.install(before);
    }

    private Progress bar(String label, long total) {
        return Progress.open(
                label,
                total,
                () -> {
                    looks++;
                    return now;
                },
                screen);
    }

    private static List<String> texts(List<Bar> bars) {
        return bars.stream().map(Bar::text).toList();
    }

    @Test
    void saysHowFarHowFastAndHowLong() {
        try (var bar = bar("reading", 100)) {
            now += 2 * SECOND;
            bar.step(40);
        }
        assertEquals(
                "reading   0% |" + " ".repeat(24) + "| 0/100 [00:00<?, ?/s]",
                drawn.getFirst().getFirst().text());
        var middle = drawn.get(1).getFirst();
        assertEquals(
                "reading  40% |█████████▌              | 40/100 [00:02<00:03, 20.0/s]",
                middle.text());
        assertTrue(middle.html().contains("width:40.0%"), middle.html());
        assertTrue(drawn.getLast().getFirst().ended());
    }

    @Test
    void isDrawnSeldomAndLooksSeldom() {
        try (var bar = bar("", 1_000_000)) {
            for (var i = 0; i < 1_000_000; i++) {
                now += 1000;
                bar.step();
            }
            assertEquals(1_000_000, bar.count());
        }
        // One second at ten drawings a second, and the first and the last.
        assertTrue(drawn.size() <= 12, "drawn " + drawn.size());
        assertTrue(drawn.size() >= 6, "drawn " + drawn.size());
        assertTrue(looks < 500, "looked " + looks);
    }

    @Test
    void seesALoopThatBecomesSlow() {
        try (var bar = bar("", -1)) {
            for (var i = 0; i < 1000; i++) {
                now += 1_000_000;
                bar.step();
            }
            drawn.clear();
            for (var i = 0; i < 100; i++) {
                now += SECOND;
                bar.step();
            }
        }
        assertTrue(drawn.size() > 80, "drawn " + drawn.size());
    }

    @Test
    void withoutATotalItCounts() {
        try (var bar = bar("", -1)) {
            now += 4 * SECOND;
            bar.step();
        }
        assertEquals("1 [00:04, 4.00 s each]", drawn.getLast().getFirst().text());
    }

    @Test
    void barsWithinBarsComeAndGo() {
        try (var outer = bar("outer", 2)) {
            try (var inner = bar("inner", 3)) {
                now += SECOND;
                inner.step();
                assertEquals(2, drawn.getLast().size());
                assertTrue(texts(drawn.getLast()).get(1).contains("inner  33%"));
            }
            assertEquals(1, drawn.getLast().size());
            outer.step();
        }
        assertEquals(1, drawn.getLast().size());
        assertTrue(drawn.getLast().getFirst().text().contains("50%"));
    }

    @Test
    void aLoopThatWasLeftIsForgottenInTheNextCell() {
        var left = bar("left", 5);
        assertFalse(drawn.isEmpty());
        var inner = bar("within", 5);
        now += SECOND;
        // The outer one goes on: the inner was left by `break`.
        left.step();
        assertEquals(1, drawn.getLast().size());
        inner.close();
        host.place = "cell 2";
        try (var _ = bar("next", 1)) {
            assertEquals(List.of("next"), drawn.getLast().stream().map(Bar::label).toList());
        }
    }

    @Test
    void loopsGoThroughTheirElementsInTheNotebook() {
        var sum = 0;
        for (var n : progress("adding", List.of(1, 2, 3))) {
            sum += n;
        }
        for (int i : progress(4)) {
            sum += i;
        }
        for (var word : progress(new String[] {"a"})) {
            sum += word.length();
        }
        assertEquals(13, sum);
        assertTrue(host.events.getFirst().startsWith("show adding   0%"), host.events::toString);
        assertTrue(host.events.get(1).startsWith("update adding 100%"), host.events::toString);
        assertTrue(host.events.get(1).contains("3/3"), host.events::toString);
    }

    @Test
    void anEmptyLoopIsDone() {
        for (var _ : progress(List.of())) {
            throw new AssertionError("there is no element");
        }
        assertTrue(host.events.getLast().contains("100%"), host.events::toString);
    }

    @Test
    void aTerminalRedrawsOneLineAndAFileGetsTheEnd() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var terminal = new Screen.Terminal(out, true);
        terminal.draw(List.of(new Bar("a long label", 0, 2, 0, false)), false);
        terminal.draw(List.of(new Bar("", 2, 2, 1, true)), true);
        var text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(2, text.chars().filter(c -> c == '\r').count());
        assertTrue(text.endsWith(System.lineSeparator()), text);
        bytes.reset();
        var file = new Screen.Terminal(out, false);
        file.draw(List.of(new Bar("", 1, 2, 0, false)), false);
        assertEquals(0, bytes.size());
        file.draw(List.of(new Bar("", 2, 2, 1, true)), true);
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("100%"));
    }

    @Test
    void labelsAreEscaped() {
        assertTrue(new Bar("<b>", 1, 2, 1, false).html().contains("&lt;b&gt;"));
    }
}
