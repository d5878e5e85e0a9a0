package dev.cuaderno.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class JsonTest {

    @Test
    void whatIsWrittenIsReadAgain() {
        var value = new LinkedHashMap<String, Object>();
        value.put("text \"\\\n\t\u0001 ñ \ud83d\ude00", "\u2028");
        value.put("numbers", Arrays.asList(0L, -5L, 1.5, 1e300, null));
        value.put("flags", List.of(true, false));
        value.put("empty", List.of(Map.of(), List.of()));
        assertEquals(value, Json.parse(Json.write(value)));
    }

    @Test
    void whatJsonDoesNotHaveBecomesNull() {
        assertEquals("[null, null]", Json.write(new double[] {Double.NaN, 1 / 0.0}));
        assertEquals("\"a\"", Json.write('a'));
    }

    @Test
    void wholeNumbersAreLongs() {
        assertEquals(List.of(3L, 30L, 0.25), Json.parse(" [3, 3e1 , 0.25] "));
        assertEquals(1e30, Json.parse("1e30"));
    }

    @Test
    void mistakesAreNamedByTheirPlace() {
        for (var wrong :
                List.of(
                        "",
                        "{",
                        "[1,]",
                        "{\"a\" 1}",
                        "{a: 1}",
                        "\"a",
                        "\"\\u00g0\"",
                        "1 2",
                        "nul",
                        "-",
                        "[1 2]")) {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> Json.parse(wrong), wrong);
            assertTrue(refused.getMessage().contains("position"), refused.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Json.parse("[".repeat(100_000)));
    }

    @Test
    void whatContainsItselfIsRefused() {
        var map = new HashMap<String, Object>();
        map.put("self", map);
        assertThrows(IllegalArgumentException.class, () -> Json.write(map));
    }
}
