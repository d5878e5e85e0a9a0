package dev.cuaderno.datasets;

import static dev.cuaderno.Cuaderno.arange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cuaderno.datasets.augment.Pictures;
import dev.cuaderno.datasets.waldo.Crowd;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Tensor;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

import javax.imageio.ImageIO;

/// Pictures that the project draws, and how pictures are shown. With the system property `gallery`
/// they are also written to the folder that it names, to be looked at.
class DrawingsTest {

    private static void keep(String name, Tensor picture) throws IOException {
        var folder = System.getProperty("gallery", "");
        if (!folder.isEmpty()) {
            Files.write(Path.of(folder, name + ".png"), PictureRow.png(picture));
        }
    }

    @Test
    void drawingsFillTheirRange() throws IOException {
        for (var one :
                Map.of(
                                "landscape", Datasets.landscape(120, 180),
                                "balls", Datasets.balls(120, 180),
                                "chart", Datasets.testChart(160))
                        .entrySet()) {
            var picture = one.getValue();
            keep(one.getKey(), picture);
            assertTrue(picture.min().item() >= 0 && picture.max().item() <= 1, one.getKey());
            assertTrue(
                    picture.max().item() - picture.min().item() > 0.7,
                    one.getKey() + " uses most of the range");
        }
    }

    @Test
    void aSeedIsAScene() throws IOException {
        var scene = Datasets.waldo(7);
        keep("waldo", scene.picture());
        keep("waldo-solved", scene.solved());
        keep("waldo-template", scene.template());
        assertTrue(scene.picture().sameAs(Datasets.waldo(7).picture()));
        assertFalse(scene.picture().sameAs(Datasets.waldo(8).picture()));
        assertEquals("[3, 240, 360]", scene.picture().shape().toString());
        assertTrue(scene.isHit(scene.top() + 2, scene.left() - 2, 2));
        assertFalse(scene.isHit(scene.top() + 3, scene.left(), 2));
    }

    @Test
    void whoIsLookedForStandsWhereTheLabelSays() {
        var scenes = Datasets.waldo(20, 100);
        for (var i = 0; i < scenes.size(); i++) {
            var scene = scenes.scene(i);
            var similarity = correlation(scene.place(), scene.template());
            assertTrue(similarity > 0.6, "scene %d: %s".formatted(i, similarity));
            var elsewhere = (scene.left() + 150) % (Crowd.WIDTH - 18);
            var other = Pictures.crop(scene.picture(), 0, scene.top(), elsewhere, 34, 18);
            assertTrue(correlation(other, scene.template()) < similarity, "scene " + i);
        }
        var batch = scenes.batch(new int[] {3, 4}, new Generator(0));
        assertArrayEquals(
                new float[] {scenes.scene(4).top(), scenes.scene(4).left()},
                batch.labels().at(1).toArray());
        assertThrows(IndexOutOfBoundsException.class, () -> scenes.scene(20));
    }

    private static double correlation(Tensor a, Tensor b) {
        var x = a.minus(a.mean());
        var y = b.minus(b.mean());
        return x.times(y).sum().item()
                / Math.sqrt(x.times(x).sum().item() * y.times(y).sum().item());
    }

    @Test
    void changesAreShownBesideTheOriginals() throws IOException {
        var data = Datasets.digits().allTrain();
        var grid =
                Datasets.beforeAfter(
                        data, Datasets.randomRotation(20).then(Datasets.noise(0.1)), 3, 5);
        assertEquals("3 samples, each as it is and changed 5 times", grid.toString());
        assertTrue(grid.rows().get(2).getFirst().sameAs(data.get(2).input()));
        assertFalse(grid.rows().get(2).get(1).sameAs(grid.rows().get(2).get(2)));
        var png = Base64.getDecoder().decode(grid.mime().data().get(MimeBundle.PNG));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(6 * 72 + 5 * 4, image.getWidth());
        assertEquals(3 * 72 + 2 * 4, image.getHeight());
        assertFalse(grid.rows().get(0).get(1).sameAs(grid.seed(1).rows().get(0).get(1)));
    }

    @Test
    void aPictureSurvivesItsPng() throws IOException {
        var picture = Datasets.landscape(80, 90);
        var read = ImageIO.read(new ByteArrayInputStream(PictureRow.png(picture)));
        assertTrue(PictureRow.tensor(read).minus(picture).abs().max().item() <= 0.51 / 255);
        assertEquals("picture [3, 80, 90]", Datasets.showImages(picture).toString());
        assertThrows(IllegalArgumentException.class, Datasets::showImages);
    }

    @Test
    void planesAreSpreadBetweenBlackAndWhite() throws IOException {
        var planes = arange(9 * 16).reshape(9, 4, 4);
        var shown = Datasets.showPlanes(planes);
        shown.pictures()
                .forEach(
                        one -> {
                            assertEquals(0, one.min().item());
                            assertEquals(1, one.max().item());
                        });
        var png = Base64.getDecoder().decode(shown.mime().data().get(MimeBundle.PNG));
        var image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(8 * 72 + 7 * 4, image.getWidth());
        assertEquals(2 * 72 + 4, image.getHeight());
    }

    @Test
    void theNextDataSetIsTaken() {
        var taken =
                Datasets.firstOf(
                        () -> {
                            throw new DatasetException("none here");
                        },
                        Datasets::digits);
        assertEquals("digits", taken.name());
        assertThrows(
                DatasetException.class,
                () ->
                        Datasets.firstOf(
                                () -> {
                                    throw new DatasetException("none here");
                                }));
    }
}
