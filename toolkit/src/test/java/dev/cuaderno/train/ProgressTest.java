package dev.cuaderno.train;

import static dev.cuaderno.Cuaderno.accuracy;
import static dev.cuaderno.Cuaderno.adam;
import static dev.cuaderno.Cuaderno.crossEntropy;
import static dev.cuaderno.Cuaderno.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.DisplaySink;
import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

import javax.imageio.ImageIO;

/// What people see while a network learns, with a clock that the test turns.
@Isolated("the sink of displayed values belongs to the whole JVM")
class ProgressTest {

    /// A clock that goes on by so many milliseconds each time it is read.
    private static LongSupplier clock(long millis) {
        var now = new long[1];
        return () -> now[0] += millis * 1_000_000;
    }

    private static Fit moons() {
        return fit(Problems.net(8))
                .train(Problems.moons(100, 1))
                .validate(Problems.moons(60, 2))
                .loss(crossEntropy())
                .optimizer(adam(0.02))
                .metric(accuracy())
                .batch(50)
                .epochs(3);
    }

    @Test
    void aLineForEachEpoch() {
        var bytes = new ByteArrayOutputStream();
        moons().progress(new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        var lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(4, lines.size());
        assertTrue(
                lines.get(1)
                        .matches(
                                "epoch 2/3  loss 0\\.\\d{4}  accuracy 0\\.\\d{4}  val_loss 0\\.\\d{4}"
                                        + "  val_accuracy 0\\.\\d{4}  [▁-█]{2}"),
                lines.get(1));
        assertEquals("all 3 epochs", lines.getLast());
    }

    @Test
    void aTerminalsLineMoves() {
        var training = new Training(Problems.net(2), List.of(), 4, 10, 1000);
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var progress = new TextProgress(out, 120, clock(500));
        progress.started(training);
        var notice = "the first step: loops for this network are being written and compiled ...";
        assertEquals("\r" + notice, bytes.toString(StandardCharsets.UTF_8));
        bytes.reset();
        training.epochBegins(1);
        training.stepped(0.5, 0.25, 0.1, 500, List.of());
        progress.stepped(training);
        // Read three times: at the start, for whether a line is due, for the line.
        var line = "epoch 1/4 [==>                 ] 1/10  500 samples/s  ETA 0:39  loss 0.2500";
        assertEquals(
                "\r" + line + " ".repeat(Math.max(0, notice.length() - line.length())),
                bytes.toString(StandardCharsets.UTF_8));
        assertEquals("1:02:03", Pace.clock(3723));
        assertEquals("▁▅█", Pace.spark(List.of(1.0, 1.5, 2.0)));
    }

    @Test
    void aNarrowTerminalsLineIsShorterThanTheTerminal() {
        var training = new Training(Problems.net(2), List.of(), 4, 10, 1000);
        training.epochBegins(1);
        training.stepped(0.5, 0.25, 0.1, 500, List.of());
        assertEquals(
                "epoch 1/4 [>   ] 1/10  500 samples/s  ETA 0:39  loss 0.2500",
                new Pace(clock(500)).line(training, 61));
        assertEquals("epoch 1/4 [", new Pace(clock(500)).line(training, 11));
    }

    @Test
    void aTerminalsLineShowsTheEpochsBeforeIfThereIsRoom() {
        var training = new Training(Problems.net(2), List.of(), 4, 10, 1000);
        for (var loss : List.of(0.9, 0.5)) {
            var number = training.history().size() + 1;
            training.epochBegins(number);
            training.epochEnded(new Epoch(number, 0.1, Map.of("loss", loss)), number);
        }
        training.epochBegins(3);
        training.stepped(0.5, 0.25, 0.1, 500, List.of());
        assertTrue(new Pace(clock(500)).line(training, 120).endsWith("loss 0.2500  █▁"));
    }

    private record Shown(MimeBundle bundle, String id, boolean update) {}

    private static List<Shown> shownBy(Runnable work) {
        var shown = new ArrayList<Shown>();
        var before =
                Display.install(
                        new DisplaySink() {
                            @Override
                            public void show(Object value, String id, boolean update) {
                                shown.add(new Shown(((Displayable) value).mime(), id, update));
                            }

                            @Override
                            public void clear(boolean wait) {
                                throw new AssertionError("nothing is cleared");
                            }
                        });
        try {
            work.run();
        } finally {
            Display.install(before);
        }
        return shown;
    }

    @Test
    void aNotebookHasOneOutputThatIsDrawnAnew() throws Exception {
        var shown = shownBy(() -> moons().live().run());
        assertFalse(shown.getFirst().update());
        var notice = shown.getFirst().bundle().plainText();
        assertTrue(notice.startsWith("the first step: loops"), notice);
        var next = shown.get(1).bundle().plainText();
        assertTrue(next.startsWith("epoch 1/3 [==="), "at once: " + next);
        assertTrue(shown.stream().skip(1).allMatch(Shown::update));
        assertEquals(1, shown.stream().map(Shown::id).distinct().count());
        var last = shown.getLast().bundle();
        assertTrue(last.plainText().startsWith("epoch 3/3  loss"), last.plainText());
        assertTrue(last.plainText().endsWith("all 3 epochs"), last.plainText());
        var html = last.data().get(MimeBundle.HTML);
        var from = html.indexOf("base64,") + "base64,".length();
        var png = Base64.getDecoder().decode(html.substring(from, html.indexOf('"', from)));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(2 * 2 * 460, image.getWidth(), "loss and accuracy, side by side");
    }

    @Test
    void whatStaysIsTheSameInTwoRuns() {
        var first = shownBy(() -> moons().live().run()).getLast().bundle();
        var second = shownBy(() -> moons().live().run()).getLast().bundle();
        assertEquals(first, second);
    }

    @Test
    void outputsAreFewHoweverManyStepsThereAre() {
        var training = new Training(Problems.net(2), List.of(), 1, 1000, 1000);
        var shown =
                shownBy(
                        () -> {
                            var progress = new NotebookProgress(false, clock(10));
                            progress.started(training);
                            training.epochBegins(1);
                            for (var step = 0; step < 1000; step++) {
                                training.stepped(1, 1, 1, step, List.of());
                                progress.stepped(training);
                            }
                        });
        // The clock stands at about 10 s at the end: 4 outputs a second.
        assertTrue(shown.size() > 30 && shown.size() < 45, "outputs: " + shown.size());
    }

    @Test
    void silenceIsSilent() {
        assertEquals(List.of(), shownBy(() -> moons().silent().run()));
    }

    @Test
    void aRunTellsItsStory() {
        var run = moons().silent().run();
        var lines = run.history().toString().lines().toList();
        assertTrue(lines.getFirst().matches("epoch +loss +accuracy +val_loss +val_accuracy +rate"));
        assertEquals(4, lines.size());
        assertTrue(lines.get(run.best().number()).endsWith("<"), run.history().toString());
        assertEquals(2, run.plot().charts().size());
        assertTrue(run.plot().mime().data().containsKey(MimeBundle.PNG));
        assertTrue(run.gradients().plot().data().containsKey(MimeBundle.PNG));
        assertEquals(3, run.gradients().norms().get("0.weight").size());
        assertTrue(run.toString().startsWith("all 3 epochs\nbest epoch "), run.toString());
    }

    @Test
    void mistakesHavePictures() {
        var inputs = Problems.of(new float[3 * 1 * 4 * 4], 3, 1, 4, 4);
        var data = Dataset.of(inputs, dev.cuaderno.Cuaderno.tensor(0, 1, 0));
        var evaluation =
                dev.cuaderno.Cuaderno.evaluate(
                        x -> dev.cuaderno.Cuaderno.tensor("1 0\n1 0\n0 2"), data, accuracy());
        var mistakes = evaluation.mistakes();
        assertEquals(2, mistakes.size());
        assertEquals(2, mistakes.surest().all().getFirst().index());
        assertEquals(1, mistakes.of(1, 0).size());
        assertEquals("2 mistakes\n1: 1 → 0 (0.73)\n2: 0 → 1 (0.88)", mistakes.toString());
        var html = mistakes.mime().data().get(MimeBundle.HTML);
        assertEquals(3, html.split("<img", -1).length, html);
    }
}
