package dev.cuaderno.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

final class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "449, 0.4 s",
        "450, 0.5 s",
        "9999, 10 s",
        "12340, 12.3 s",
        "59949, 59.9 s",
        "59951, 1 min 00 s",
        "185000, 3 min 05 s",
        "3720000, 1 h 02 min"
    })
    void readAsPeopleSayThem(long millis, String text) {
        assertEquals(text, Times.text(Duration.ofMillis(millis)));
    }
}
