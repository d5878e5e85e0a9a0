package dev.cuaderno.kernel.language;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.regex.Pattern;

class AnsiTest {

    /// White, black, and what JupyterLab's light and dark themes lay under errors.
    @ParameterizedTest
    @ValueSource(ints = {0xffffff, 0x000000, 0xffdddd, 0x4e1e1e})
    void coloursReadOnEveryGround(int ground) {
        for (var text : List.of(Ansi.error("a"), Ansi.place("a"))) {
            var colour = Pattern.compile("38;5;(\\d+)m").matcher(text);
            assertTrue(colour.find(), text);
            var contrast = contrast(rgb(Integer.parseInt(colour.group(1))), ground);
            assertTrue(contrast >= 3, text + " has a contrast of " + contrast);
        }
    }

    /// A colour of the cube of 6 x 6 x 6.
    private static int rgb(int index) {
        var rgb = 0;
        for (var step : List.of((index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6)) {
            rgb = rgb << 8 | (step == 0 ? 0 : 55 + 40 * step);
        }
        return rgb;
    }

    /// The contrast ratio of the Web Content Accessibility Guidelines 2.
    private static double contrast(int one, int other) {
        var a = luminance(one) + 0.05;
        var b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int component) {
        var c = (component & 255) / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
