package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.ones;
import static dev.cuaderno.Cuaderno.padding;
import static dev.cuaderno.Cuaderno.tensor;
import static dev.cuaderno.explain.Explain.maxPool;
import static dev.cuaderno.explain.Explain.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

class PlayerTest {

    private static final Pattern FRAME =
            Pattern.compile(
                    "\\[\"((?:[^\"\\\\]|\\\\.)*)\",\"((?:[^\"\\\\]|\\\\.)*)\",\\[(.*?)\\]\\]");
    private static final Pattern CHANGE = Pattern.compile("\\[(\\d+),\"([^\"]*)\",(\\d+)");

    /// What the page does: the changes of all frames, one after the other.
    @Test
    void changesLeadFromEachFrameToTheNext() {
        var trace = trace(tensor("1 2 1 \n 2 3 1 \n 3 0 0"), tensor("1 0 \n 2 -1"), padding(1));
        var scenes = new FilmScene(trace, new Wording(trace));
        var html = trace.mime().data().get("text/html");
        var data = html.substring(html.indexOf("\"frames\":[") + 10, html.indexOf("]}</script>"));
        var cells = new ArrayList<>(scenes.start().cells().toList());
        var step = 0;
        var frames = FRAME.matcher(data);
        while (frames.find()) {
            var changes = CHANGE.matcher(frames.group(3) + "]");
            while (changes.find()) {
                var mark = Player.MARKS.get(Integer.parseInt(changes.group(3)));
                cells.set(
                        Integer.parseInt(changes.group(1)), new Scene.Cell(changes.group(2), mark));
            }
            if (step > 0) {
                assertEquals(scenes.of(trace.frame(step)).cells().toList(), cells);
            }
            step++;
        }
        assertEquals(1 + trace.frames().size(), step);
    }

    @Test
    void thePlayerHasTheFramesThatTheFilmstripLeavesOut() {
        var html = trace(ones(20, 20), ones(3, 3)).mime().data().get("text/html");
        assertTrue(html.contains("\"324/324: O[17,17]"));
        assertTrue(html.contains("… (314) …"));
    }

    @Test
    void nothingInTheDataEndsTheScriptOrNamesAnAddress() {
        var html = trace(tensor("1 2 \n 3 4"), maxPool(2)).mime().data().get("text/html");
        var data = html.substring(html.indexOf("application/json"), html.indexOf("}</script>"));
        assertFalse(data.substring(data.indexOf('{')).contains("<"), data);
        assertFalse(html.contains("http"), html);
        assertEquals(1, html.split("cuaderno-strip\" ", -1).length - 1);
    }

    @Test
    void framesOfOneFilmHaveTheSameTables() {
        var one = Scene.Cells.of(1, 1, 1, "", (_, _) -> new Scene.Cell("1", Mark.PLAIN));
        var player = new Player(one, "", "");
        var two = new Scene.Beside(List.of(one, one));
        assertThrows(IllegalArgumentException.class, () -> player.frame(two, "", ""));
    }
}
