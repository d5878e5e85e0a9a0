package dev.cuaderno.explain;

import static dev.cuaderno.Cuaderno.*;
import static dev.cuaderno.explain.Explain.beforeAfterRelu;
import static dev.cuaderno.explain.Explain.featureMaps;
import static dev.cuaderno.explain.Explain.filters;
import static dev.cuaderno.explain.Explain.gallery;
import static dev.cuaderno.explain.Explain.gradCam;
import static dev.cuaderno.explain.Explain.occlusion;
import static dev.cuaderno.explain.Explain.receptiveField;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.model.Models;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/// The figures of views of networks against what they are defined to be.
class NetworkViewsTest {

    private static final Pattern PNG = Pattern.compile("data:image/png;base64,([^\"]*)");

    private static String html(MimeBundle bundle) {
        return bundle.data().get(MimeBundle.HTML);
    }

    private static List<BufferedImage> pictures(MimeBundle bundle) throws IOException {
        var found = new ArrayList<BufferedImage>();
        var matcher = PNG.matcher(html(bundle));
        while (matcher.find()) {
            var bytes = Base64.getDecoder().decode(matcher.group(1));
            found.add(ImageIO.read(new ByteArrayInputStream(bytes)));
        }
        return found;
    }

    private static int rgb(BufferedImage image, int row, int column) {
        return image.getRGB(column, row) & 0xffffff;
    }

    // ---- galleries

    @Test
    void planesShareOneScale() throws IOException {
        var shown = gallery(tensor("2 0 \n -1 1 \n\n -4 0 \n 0 0"));
        assertEquals(4, shown.scale());
        var images = pictures(shown.mime());
        assertEquals(0xffffff, rgb(images.get(0), 0, 1));
        // The most negative number of all has the full colour, 2 of 4 half of its own.
        assertEquals(0xd9720b, rgb(images.get(1), 0, 0));
        assertEquals(0x92b1f5, rgb(images.get(0), 0, 0));
        assertEquals(
                """
                planes: 2 planes, one scale from -4.00 to 4.00
                0: -1.00 to 2.00, mean 0.500, 25 % zeros
                1: -4.00 to 0.00, mean -1.00, 75 % zeros\
                """,
                shown.toString());
    }

    @Test
    void planesOfAWholeBatchStandInRows() {
        var shown = gallery(ones(3, 20, 2, 2));
        assertEquals(16, shown.columns());
        assertEquals("2,15", shown.titles().getLast());
        assertEquals(60 - 48, shown.left());
        assertTrue(shown.toString().contains("12 more not shown"));
        assertThrows(ShapeException.class, () -> gallery(ones(4)));
    }

    @Test
    void filtersAreThoseOfTheLayer() throws IOException {
        var net = sequential(conv2d(1, 2, 3), relu(), conv2d(2, 4, 3)).init(1);
        var shown = filters(net, "0");
        assertEquals(2, shown.planes().size());
        assertTrue(shown.planes().get(1).sameAs(net.stateDict().get("0.weight").at(1, 0)));
        assertEquals(8, filters(net, "2").planes().size());
        assertEquals(2, filters(net, "2").columns());
        var named = assertThrows(IllegalArgumentException.class, () -> filters(net, "1"));
        assertTrue(named.getMessage().contains("0.weight"));
    }

    @Test
    void filtersOverThreeChannelsAreColours() throws IOException {
        var net = sequential(conv2d(3, 1, 1));
        var state = net.stateDict();
        state.put("0.weight", tensor(1, 0, -1).reshape(1, 3, 1, 1));
        net.load(state);
        var image = pictures(filters(net, "0").mime()).getFirst();
        assertEquals(0xff8000, rgb(image, 0, 0));
    }

    @Test
    void mapsAreWhatTheLayerGives() {
        var net = sequential(conv2d(1, 3, 3), relu(), maxPool2d(2)).init(1);
        var image = generator(1).rand(1, 8, 8);
        var maps = featureMaps(net, image, "2");
        assertTrue(maps.planes().get(2).closeTo(net.apply(image.unsqueeze(0)).at(0, 2), 1e-6));
        assertThrows(ShapeException.class, () -> featureMaps(net, image.unsqueeze(0), "2"));
    }

    @Test
    void reluTakesWhatIsBlackToGrey() throws IOException {
        var net = sequential(conv2d(1, 2, 3), relu()).init(3);
        var image = generator(1).randn(1, 6, 6);
        var shown = beforeAfterRelu(net, image, "0");
        assertEquals(2, shown.columns());
        var before = shown.planes().get(0);
        assertTrue(shown.planes().get(2).sameAs(before.relu()));
        var images = pictures(shown.mime());
        var negatives = 0;
        for (var row = 0; row < 4; row++) {
            for (var column = 0; column < 4; column++) {
                if (before.get(row, column) < 0) {
                    negatives++;
                    assertTrue((rgb(images.get(0), row, column) & 0xff) < 0x80);
                    assertEquals(0x808080, rgb(images.get(2), row, column));
                }
            }
        }
        assertTrue(negatives > 0 && negatives < 16);
    }

    // ---- receptive fields

    /// Which pixels change an element, found by changing each.
    private static void compareField(Layer net, String layer, int size, int row, int column) {
        var image = generator(5).randn(1, size, size);
        var view = receptiveField(net, image, layer, row, column).views().getFirst();
        var before = noGrad(() -> recordActivations(net, image.unsqueeze(0)).get(layer));
        for (var i = 0; i < size; i++) {
            for (var j = 0; j < size; j++) {
                var numbers = image.toArray();
                numbers[i * size + j] += 100;
                var other = tensor(numbers).reshape(1, 1, size, size);
                var after = noGrad(() -> recordActivations(net, other).get(layer));
                var changed =
                        before.at(0, all(), row, column).sameAs(after.at(0, all(), row, column));
                assertEquals(view.sees(i, j), !changed, "pixel " + i + ", " + j);
            }
        }
    }

    @Test
    void fieldsAreWhatAnElementDependsOn() {
        var net =
                sequential(
                        conv2d(1, 4, 3).padding(1),
                        tanh(),
                        avgPool2d(2),
                        conv2d(4, 4, 3).stride(2).padding(1),
                        tanh(),
                        conv2d(4, 4, 3));
        compareField(net, "0", 20, 0, 3);
        compareField(net, "2", 20, 4, 9);
        compareField(net, "3", 20, 2, 4);
        compareField(net, "5", 20, 0, 2);
    }

    @Test
    void fieldsPassShortcuts() {
        var net =
                sequential(
                        conv2d(1, 2, 3).padding(1),
                        residual(conv2d(2, 2, 3).padding(1), tanh(), conv2d(2, 2, 3).padding(1)),
                        avgPool2d(2));
        compareField(net, "2", 12, 3, 2);
    }

    @Test
    void allLayersThatWidenTheField() {
        var net = sequential(conv2d(3, 2, 3), relu(), maxPool2d(2), conv2d(2, 2, 3), flatten());
        var painting = receptiveField(net, generator(1).rand(3, 16, 16));
        assertEquals(
                """
                0 (3x3): element (7, 7) of 14x14: rows 7 to 9, columns 7 to 9 of the picture
                2 (4x4): element (3, 3) of 7x7: rows 6 to 9, columns 6 to 9 of the picture
                3 (8x8): element (2, 2) of 5x5: rows 4 to 11, columns 4 to 11 of the picture\
                """,
                painting.toString());
        assertTrue(html(painting.mime()).contains("alt=\"2 (4x4)"));
        var image = generator(1).rand(3, 16, 16);
        assertThrows(IndexOutOfBoundsException.class, () -> receptiveField(net, image, "2", 7, 0));
        assertThrows(IllegalArgumentException.class, () -> receptiveField(net, image, "4", 0, 0));
    }

    // ---- which parts speak for a class

    /// Where a mean over all places and one linear layer follow, Grad-CAM is the map of class
    /// activations: the planes weighed by the linear layer's weights, over the number of places.
    @Test
    void gradCamOfAMeanIsTheClassActivationMap() {
        var net =
                sequential(
                                conv2d(3, 6, 3).padding(1),
                                relu(),
                                globalAvgPool(),
                                flatten(),
                                linear(6, 4))
                        .init(2);
        var image = generator(1).rand(3, 8, 8);
        for (var target = 0; target < 4; target++) {
            var planes = recordActivations(net, image.unsqueeze(0)).get("1").at(0);
            var weights = net.stateDict().get("4.weight").at(target).reshape(6, 1, 1);
            var expected = planes.times(weights).sum(0).relu().div(64);
            var found = gradCam(net, image, target);
            assertEquals("Grad-CAM of 1", found.method());
            assertTrue(found.map().closeTo(expected, 1e-6), "class " + target);
            var scores = net.apply(image.unsqueeze(0)).at(0);
            assertEquals(scores.softmax(0).get(target), found.probability(), 1e-6);
        }
        assertEquals(
                net.apply(image.unsqueeze(0)).at(0).argmax().item(), gradCam(net, image).target());
    }

    @Test
    void mapsAreEnlargedBetweenMiddles() {
        var enlarged = GradCam.enlarged(tensor("0 4 \n 8 12"), 4, 4);
        assertTrue(
                enlarged.closeTo(tensor("0 1 3 4 \n 2 3 5 6 \n 6 7 9 10 \n 8 9 11 12"), 1e-6),
                enlarged.toString());
    }

    @Test
    void gradCamNamesLayersIfNoneHasPlanes() {
        var net = sequential(flatten(), linear(16, 2));
        var image = ones(1, 4, 4);
        var error = assertThrows(IllegalArgumentException.class, () -> gradCam(net, image));
        assertTrue(error.getMessage().contains("0, 1"), error.getMessage());
    }

    /// A probability of a linear network by hand, square after square.
    @Test
    void occlusionIsTheFallOfTheProbability() {
        var net = sequential(flatten(), linear(36, 3)).init(4);
        var image = generator(8).rand(1, 6, 6);
        var found = occlusion(net, image, 1, 3, 3);
        var whole = net.apply(image.unsqueeze(0)).at(0).softmax(0).get(1);
        for (var top : List.of(0, 3)) {
            for (var left : List.of(0, 3)) {
                var numbers = image.toArray();
                for (var i = 0; i < 9; i++) {
                    numbers[(top + i / 3) * 6 + left + i % 3] = image.mean().item();
                }
                var covered = tensor(numbers).reshape(1, 1, 6, 6);
                var fall = whole - net.apply(covered).at(0).softmax(0).get(1);
                assertEquals(fall, found.map().get(top + 1, left + 2), 1e-6);
            }
        }
    }

    @Test
    void overlappingSquaresAreAveraged() {
        var net = sequential(flatten(), linear(4, 2)).init(1);
        var image = generator(1).rand(1, 1, 4);
        var found = occlusion(net, image, 0, 1, 1).map();
        var wide = generator(1).rand(1, 2, 2);
        var pairs = occlusion(net, wide, 0, 2, 1).map();
        // One square covers all: every pixel gets the same.
        assertEquals(pairs.get(0, 0), pairs.get(1, 1));
        assertFalse(found.get(0, 0) == found.get(0, 1));
        assertThrows(IllegalArgumentException.class, () -> occlusion(net, wide, 0, 3, 1));
        assertThrows(IllegalArgumentException.class, () -> occlusion(net, wide, 0, 1, 2));
    }

    @Test
    void heatmapsNameTheirClass() {
        var net = sequential(conv2d(1, 2, 3), relu(), flatten(), linear(2 * 36, 2)).init(1);
        var image = generator(1).rand(1, 8, 8);
        var found = gradCam(net, image, 1).named(List.of("cat", "<dog>"));
        assertTrue(found.toString().startsWith("Grad-CAM of 1: <dog>, probability 0."));
        assertTrue(html(found.mime()).contains("&lt;dog&gt;"));
        assertEquals(9, found.toString().lines().count());
        var strongest = found.map().max().item();
        assertEquals(strongest, found.map().get(found.row(), found.column()));
    }

    @Test
    void recordsOfLayersAreSeenToo() {
        var net = Models.resNet20(10).init(1);
        Tensor image = generator(1).rand(3, 32, 32);
        assertEquals(32, gradCam(net, image).map().size(0));
        assertTrue(gradCam(net, image).method().startsWith("Grad-CAM of layer3"));
    }
}
