package dev.cuaderno.datasets.waldo;

import dev.cuaderno.datasets.PictureRow;
import dev.cuaderno.tensor.Generator;
import dev.cuaderno.tensor.Shape;
import dev.cuaderno.tensor.Storage;
import dev.cuaderno.tensor.Tensor;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/// Draws scenes. Everything follows from the seed: the place, the crowd, the light, the grain.
///
/// The light falls from one side and the picture has grain, so that the brightest place is not the
/// one looked for: raw correlation is led astray where normalised correlation is not.
public final class Crowd {

    public static final int HEIGHT = 240;
    public static final int WIDTH = 360;

    private static final int STEP_DOWN = 24;
    private static final int STEP_ACROSS = 15;
    private static final double GRAIN = 0.03;
    private static final double SHADE = 0.35;
    private static final Color GREY = new Color(0x9A9A9A);

    private Crowd() {}

    /// The scene of a seed.
    public static WaldoScene scene(long seed) {
        var random = new Generator(seed).fork("waldo");
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = pen(image);
        ground(pen, random.fork("ground"));
        var places = random.fork("places");
        var rows = (HEIGHT - Figure.HEIGHT) / STEP_DOWN;
        var columns = (WIDTH - Figure.WIDTH) / STEP_ACROSS;
        var hidingRow = (int) (places.nextDouble() * rows);
        var hidingColumn = (int) (places.nextDouble() * columns);
        var top = 0;
        var left = 0;
        for (var row = 0; row <= rows; row++) {
            for (var column = 0; column <= columns; column++) {
                var y = row * STEP_DOWN + (int) (places.nextDouble() * 8);
                var x = column * STEP_ACROSS + (int) (places.nextDouble() * 8);
                var somebody = Figure.other(places.fork(row + " " + column));
                var here = places.nextDouble() < 0.8;
                if (row == hidingRow && column == hidingColumn) {
                    top = Math.min(y, HEIGHT - Figure.HEIGHT);
                    left = Math.min(x, WIDTH - Figure.WIDTH);
                } else if (here) {
                    draw(pen, somebody, y, x);
                }
            }
        }
        // In front of everybody: hidden by the crowd's likeness, not by the crowd.
        draw(pen, Figure.waldo(), top, left);
        pen.dispose();
        var lit = lit(PictureRow.tensor(image), random.fork("light"));
        return new WaldoScene(lit, template(), top, left);
    }

    /// What is looked for.
    public static Tensor template() {
        var image = new BufferedImage(Figure.WIDTH, Figure.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = pen(image);
        pen.setColor(GREY);
        pen.fillRect(0, 0, Figure.WIDTH, Figure.HEIGHT);
        Figure.waldo().draw(pen);
        pen.dispose();
        return PictureRow.tensor(image);
    }

    private static Graphics2D pen(BufferedImage image) {
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return pen;
    }

    private static void draw(Graphics2D pen, Figure somebody, int top, int left) {
        var kept = pen.getTransform();
        pen.transform(AffineTransform.getTranslateInstance(left, top));
        somebody.draw(pen);
        pen.setTransform(kept);
    }

    /// Sand, towels and parasols.
    private static void ground(Graphics2D pen, Generator random) {
        pen.setColor(new Color(0xE3CF9A));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        for (var i = 0; i < 60; i++) {
            var hue = (float) random.nextDouble();
            pen.setColor(Color.getHSBColor(hue, 0.45f, 0.9f));
            var x = random.nextDouble() * WIDTH;
            var y = random.nextDouble() * HEIGHT;
            if (i % 2 == 0) {
                pen.fill(new Rectangle2D.Double(x, y, 26, 12));
                pen.setColor(Color.WHITE);
                for (var line = 3; line < 26; line += 6) {
                    pen.fill(new Rectangle2D.Double(x + line, y, 2, 12));
                }
            } else {
                pen.fill(new Ellipse2D.Double(x, y, 24, 24));
                pen.setColor(Color.WHITE);
                pen.fill(new Ellipse2D.Double(x + 8, y + 8, 8, 8));
            }
        }
    }

    private static Tensor lit(Tensor picture, Generator random) {
        var angle = 2 * Math.PI * random.nextDouble();
        var down = StrictMath.sin(angle);
        var across = StrictMath.cos(angle);
        var numbers = picture.toArray();
        for (var i = 0; i < numbers.length; i++) {
            var row = i / WIDTH % HEIGHT;
            var column = i % WIDTH;
            var along = down * (2.0 * row / HEIGHT - 1) + across * (2.0 * column / WIDTH - 1);
            var light = 1 - SHADE / 2 + SHADE * along / 2;
            var value = numbers[i] * light + GRAIN * random.nextGaussian();
            numbers[i] = (float) Math.clamp(value, 0, 1);
        }
        return Tensor.of(new Storage.Floats(numbers), Shape.of(3, HEIGHT, WIDTH));
    }
}
