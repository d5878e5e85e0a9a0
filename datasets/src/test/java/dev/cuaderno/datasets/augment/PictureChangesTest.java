package dev.cuaderno.datasets.augment;

import static dev.cuaderno.Cuaderno.arange;
import static dev.cuaderno.Cuaderno.full;
import static dev.cuaderno.Cuaderno.generator;
import static dev.cuaderno.Cuaderno.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;
import dev.cuaderno.train.Augmentation;
import dev.cuaderno.train.Batch;
import dev.cuaderno.train.Dataset;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

class PictureChangesTest {

    private static Tensor picture(int channels, int size) {
        return generator(3).rand(channels, size, size);
    }

    private static Map<String, Augmentation> all() {
        var all = new LinkedHashMap<String, Augmentation>();
        all.put("crop", Changes.randomCrop(2));
        all.put("translation", Changes.randomTranslation(2, 3));
        all.put("rotation", Changes.randomRotation(30));
        all.put("color", Changes.colorJitter(0.3, 0.3, 0.3, 0.2));
        all.put("affine", new RandomAffine(10, 0.1, 0.9, 1.1, 5));
        all.put("perspective", Changes.randomPerspective(0.4));
        all.put("elastic", new Elastic(6, 2));
        all.put("noise", Changes.noise(0.1));
        all.put("erasing", Changes.randomErasing());
        all.put("mixup", Mix.mixup(0.4, 3));
        all.put("cutmix", Mix.cutmix(1, 3));
        all.put("composed", Changes.randomCrop(1).then(Changes.noise(0.1)).then(Mix.mixup(0.2, 3)));
        return all;
    }

    private static Dataset data() {
        return Dataset.of(generator(8).rand(24, 3, 9, 9), tensor(classes(24)));
    }

    private static float[] classes(int count) {
        var classes = new float[count];
        for (var i = 0; i < count; i++) {
            classes[i] = i % 3;
        }
        return classes;
    }

    @Test
    void theSeedAloneDecidesWhateverTheThreads() {
        var order = List.of(new int[] {3, 4, 5, 6}, new int[] {0, 9}, new int[] {23, 22, 21});
        all().forEach(
                        (name, change) -> {
                            var plain = data().augment(change);
                            for (var threads : new int[] {1, 3}) {
                                try (var some =
                                        plain.prefetch(threads).stream(order, new Generator(5))) {
                                    var got = some.toList();
                                    for (var b = 0; b < order.size(); b++) {
                                        var own = new Generator(5).fork(Integer.toString(b));
                                        var one = plain.batch(order.get(b), own);
                                        assertTrue(one.inputs().sameAs(got.get(b).inputs()), name);
                                        assertTrue(one.labels().sameAs(got.get(b).labels()), name);
                                    }
                                }
                            }
                            var other = plain.batch(order.get(0), new Generator(6));
                            var same = plain.batch(order.get(0), new Generator(5));
                            assertFalse(same.inputs().sameAs(other.inputs()), name);
                            assertEquals("[4, 3, 9, 9]", same.inputs().shape().toString(), name);
                        });
    }

    @Test
    void aCropHasEveryPlace() {
        var picture = arange(1, 10).reshape(1, 3, 3);
        var seen = new TreeSet<String>();
        for (var seed = 0; seed < 400; seed++) {
            var cut = Changes.randomCrop(1).apply(picture, new Generator(seed));
            seen.add(cut.flatten().toString());
        }
        assertEquals(9, seen.size());
    }

    @Test
    void aCropStaysInside() {
        var picture = picture(1, 5);
        assertThrows(ShapeException.class, () -> Pictures.crop(picture, 0, 3, 0, 3, 3));
        assertThrows(ShapeException.class, () -> Pictures.crop(picture, 1, -1, 0, 3, 3));
    }

    @Test
    void fourQuarterTurnsAreNone() {
        var picture = picture(3, 6);
        var turned = picture;
        for (var i = 0; i < 4; i++) {
            turned = Pictures.rotate(turned, 90);
        }
        assertTrue(turned.sameAs(picture));
        assertTrue(Pictures.rotate(picture, 90).sameAs(Pictures.rotate(picture, -270)));
        assertTrue(Pictures.rotate(picture, 360).sameAs(picture));
    }

    @Test
    void halfAPixelIsTheMeanOfTwo() {
        var row = tensor("0 2 4").reshape(1, 1, 3);
        var moved = Warp.affine(row, 0, 0, 0.5, 1, 0);
        assertTrue(moved.closeTo(tensor("0 1 3").reshape(1, 1, 3), 1e-7), moved.toString());
    }

    @Test
    void scaleAndShearKeepTheMiddle() {
        var picture =
                full(0, 1, 5, 5)
                        .plus(tensor("0 0 0 0 0\n0 0 0 0 0\n0 0 1 0 0\n0 0 0 0 0\n0 0 0 0 0"));
        var changed = Warp.affine(picture, 25, 0, 0, 1.5, 20);
        assertEquals(1, changed.get(0, 2, 2), 1e-6);
        // Twice as large, the neighbours of the middle are half as bright.
        assertEquals(0.5, Warp.affine(picture, 0, 0, 0, 2, 0).get(0, 2, 1), 1e-6);
    }

    @Test
    void perspectiveTakesCornersToTheirPlaces() {
        double[][] from = {{0, 0}, {0, 9}, {9, 9}, {9, 0}};
        double[][] to = {{1, 2}, {0.5, 8}, {7, 9}, {8, 1}};
        var h = Homography.between(from, to);
        for (var k = 0; k < 4; k++) {
            var r = from[k][0];
            var c = from[k][1];
            var depth = h[6] * r + h[7] * c + 1;
            assertEquals(to[k][0], (h[0] * r + h[1] * c + h[2]) / depth, 1e-9);
            assertEquals(to[k][1], (h[3] * r + h[4] * c + h[5]) / depth, 1e-9);
        }
        var picture = picture(1, 10);
        assertTrue(Warp.perspective(picture, from).closeTo(picture, 1e-6));
        double[][] line = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};
        assertThrows(IllegalArgumentException.class, () -> Homography.between(line, to));
    }

    @Test
    void elasticWithoutStrengthChangesNothing() {
        var picture = picture(2, 8);
        assertTrue(new Elastic(0, 2).apply(picture, new Generator(1)).sameAs(picture));
        // A constant picture stays constant inside.
        var changed = new Elastic(4, 2).apply(full(1, 1, 21, 21), new Generator(1));
        assertEquals(1, changed.get(0, 10, 10), 1e-6);
        assertThrows(IllegalArgumentException.class, () -> new Elastic(1, 0));
    }

    @Test
    void aThirdOfATurnTakesRedToGreen() {
        var red = tensor("1\n\n0\n\n0").reshape(3, 1, 1);
        var green = Pictures.hue(red, 1 / 3.0);
        assertTrue(green.closeTo(tensor("0\n\n1\n\n0").reshape(3, 1, 1), 1e-6), green.toString());
        var grey = full(0.4, 3, 2, 2);
        assertTrue(Pictures.hue(grey, 0.2).closeTo(grey, 1e-6));
        assertTrue(Pictures.saturation(grey, 3).closeTo(grey, 1e-6));
        var dull = Pictures.saturation(red, 0);
        assertEquals(0.299, dull.get(1, 0, 0), 1e-6);
        var single = full(0.4, 1, 2, 2);
        assertSame(single, Pictures.hue(single, 0.2));
    }

    @Test
    void jitterStaysBetweenBlackAndWhite() {
        for (var seed = 0; seed < 20; seed++) {
            var changed =
                    Changes.colorJitter(0.9, 0.9, 0.9, 0.5)
                            .apply(picture(3, 6), new Generator(seed));
            assertTrue(changed.min().item() >= 0 && changed.max().item() <= 1);
        }
    }

    @Test
    void erasingIsARectangleOfAllChannels() {
        var erased = Changes.randomErasing().apply(full(1, 3, 12, 12), new Generator(4));
        var holes = 3 * 144 - erased.sum().item();
        assertTrue(holes > 0 && holes % 3 == 0 && holes < 3 * 144 * 0.45, holes + " holes");
        var part = Pictures.erase(full(1, 1, 4, 4), 1, 2, 2, 9, 0.5);
        assertEquals(16 - 4 * 0.5, part.sum().item(), 1e-6);
    }

    @Test
    void noiseHasItsDeviation() {
        var noisy = Changes.noise(0.2).apply(full(0, 1, 100, 100), new Generator(9));
        assertEquals(0, noisy.mean().item(), 0.01);
        assertEquals(0.2, Math.sqrt(noisy.times(noisy).mean().item()), 0.01);
    }

    @Test
    void sometimesAndOneOfFollowTheirProbabilities() {
        var change = PictureChange.sometimes(0.25, (x, _) -> x.plus(1));
        var one = PictureChange.oneOf((x, _) -> x.plus(1), (x, _) -> x);
        var happened = 0.0;
        var first = 0.0;
        for (var seed = 0; seed < 2000; seed++) {
            happened += change.apply(full(0, 1, 1, 1), new Generator(seed)).item();
            first += one.apply(full(0, 1, 1, 1), new Generator(seed)).item();
        }
        assertEquals(0.25, happened / 2000, 0.04);
        assertEquals(0.5, first / 2000, 0.04);
        assertThrows(
                IllegalArgumentException.class, () -> PictureChange.sometimes(1.1, (x, _) -> x));
    }

    @Test
    void mixedLabelsAreSharesOfTheMixedPictures() {
        // Pictures that are everywhere the number of their class.
        var inputs = tensor(classes(6)).reshape(6, 1, 1, 1).expand(6, 1, 8, 8).contiguous();
        var batch = new Batch(inputs, tensor(classes(6)));
        for (var change : List.of(Mix.mixup(1, 3), Mix.cutmix(1, 3))) {
            for (var seed = 0; seed < 10; seed++) {
                var mixed = change.apply(batch, new Generator(seed));
                assertEquals("[6, 3]", mixed.labels().shape().toString());
                for (var n = 0; n < 6; n++) {
                    var label = mixed.labels().at(n);
                    assertEquals(1, label.sum().item(), 1e-6);
                    var mean = label.get(1) + 2 * label.get(2);
                    assertEquals(mean, mixed.inputs().at(n).mean().item(), 1e-5);
                }
            }
        }
        var twice = Mix.mixup(1, 3).then(Mix.cutmix(1, 3)).apply(batch, new Generator(2));
        assertEquals(6, twice.labels().sum().item(), 1e-5);
        var flat = new Batch(full(0, 2, 5), tensor(0, 1));
        assertThrows(ShapeException.class, () -> Mix.cutmix(1, 3).apply(flat, new Generator(0)));
    }

    @Test
    void sharesFollowTheBetaDistribution() {
        // Mean 1/2, variance 1/(4(2 alpha + 1)).
        for (var alpha : new double[] {0.2, 1, 3}) {
            var random = new Generator(17);
            var sum = 0.0;
            var squares = 0.0;
            for (var i = 0; i < 20_000; i++) {
                var x = Mix.beta(random, alpha);
                assertTrue(x >= 0 && x <= 1);
                sum += x - 0.5;
                squares += (x - 0.5) * (x - 0.5);
            }
            assertEquals(0, sum / 20_000, 0.01);
            assertEquals(1 / (4 * (2 * alpha + 1)), squares / 20_000, 0.005);
        }
    }
}
