package dev.cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/// Parts of a walk, on several threads where there are many elements, against all of it.
class WalkTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 4", "40, 60, 70", "1, 300, 400", "200000, 1, 3", "3, 1, 200000"})
    void partsAreTheWalk(int a, int b, int c) {
        var dense = new Generator(1).randn(a, b, c);
        var turned = new Generator(2).randn(c, a, b).permute(1, 2, 0);
        var repeated = new Generator(3).randn(1, b, 1).expand(Shape.of(a, b, c));
        var expected = new int[3 * a * b * c];
        var next = new int[1];
        Walk.over(
                (at, steps, length) -> {
                    for (var i = 0; i < length; i++) {
                        for (var t = 0; t < 3; t++) {
                            expected[next[0]++] = at[t] + i * steps[t];
                        }
                    }
                },
                dense,
                turned,
                repeated);
        var found = new int[expected.length];
        Arrays.fill(found, -1);
        Walk.inParts(
                (index, at, steps, length) -> {
                    for (var i = 0; i < length; i++) {
                        for (var t = 0; t < 3; t++) {
                            found[3 * (index + i) + t] = at[t] + i * steps[t];
                        }
                    }
                },
                dense,
                turned,
                repeated);
        assertArrayEquals(expected, found);
    }
}
