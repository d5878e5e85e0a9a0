package dev.cuaderno.datasets.waldo;

import dev.cuaderno.tensor.Generator;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/// Somebody, drawn with rectangles and circles in a cell of 18 x 34.
///
/// @param skin colour of face and hands
/// @param hair its colour
/// @param shirt the colour of the jersey
/// @param stripe the colour of every second stripe; the jersey's where there are none
/// @param trousers their colour
/// @param hat its colour, or null
/// @param glasses whether there are any
record Figure(
        Color skin,
        Color hair,
        Color shirt,
        Color stripe,
        Color trousers,
        Color hat,
        boolean glasses) {

    static final int WIDTH = 18;
    static final int HEIGHT = 34;

    private static final Color RED = new Color(0xD0202A);
    private static final Color BLUE = new Color(0x2A4FA8);
    private static final Color[] SKINS = {
        new Color(0xF3CFB3), new Color(0xD9A77E), new Color(0xA9714B), new Color(0x6B4429)
    };
    private static final Color[] HAIRS = {
        new Color(0x2B1B10), new Color(0x5A3A1C), new Color(0xC9A24A), new Color(0x8C8C8C)
    };
    private static final Color[] CLOTHES = {
        new Color(0x2F8F5B),
        new Color(0xE0B02E),
        new Color(0x7A4FA0),
        new Color(0x3FA0C8),
        new Color(0xE07A2E),
        new Color(0x444444),
        new Color(0xF0F0E8),
        RED
    };

    /// The one to be found.
    static Figure waldo() {
        return new Figure(SKINS[0], HAIRS[1], RED, Color.WHITE, BLUE, RED, true);
    }

    /// Somebody else. One in six looks much like the one to be found: striped, but in other
    /// colours, or without the hat.
    static Figure other(Generator random) {
        var skin = one(random, SKINS);
        var hair = one(random, HAIRS);
        var trousers = one(random, CLOTHES);
        var kind = (int) (random.nextDouble() * 12);
        if (kind == 0) {
            return new Figure(skin, hair, BLUE, Color.WHITE, trousers, BLUE, false);
        }
        if (kind == 1) {
            return new Figure(skin, hair, RED, Color.WHITE, trousers, null, false);
        }
        var shirt = one(random, CLOTHES);
        var hat = random.nextDouble() < 0.4 ? one(random, CLOTHES) : null;
        var stripe = random.nextDouble() < 0.3 ? one(random, CLOTHES) : shirt;
        return new Figure(skin, hair, shirt, stripe, trousers, hat, random.nextDouble() < 0.2);
    }

    private static Color one(Generator random, Color... colours) {
        return colours[(int) (random.nextDouble() * colours.length)];
    }

    /// Draws the figure with its cell's upper left corner at the pen's origin.
    void draw(Graphics2D pen) {
        pen.setColor(trousers);
        pen.fill(new Rectangle2D.Double(5, 23, 3.4, 10));
        pen.fill(new Rectangle2D.Double(9.6, 23, 3.4, 10));
        pen.setColor(Color.DARK_GRAY);
        pen.fill(new Rectangle2D.Double(4, 32, 4.4, 2));
        pen.fill(new Rectangle2D.Double(9.6, 32, 4.4, 2));
        for (var row = 0; row < 6; row++) {
            pen.setColor(row % 2 == 0 ? shirt : stripe);
            pen.fill(new Rectangle2D.Double(3, 12 + 2 * row, 12, 2));
        }
        pen.setColor(skin);
        pen.fill(new Ellipse2D.Double(1.5, 19, 3, 4));
        pen.fill(new Ellipse2D.Double(13.5, 19, 3, 4));
        pen.setColor(hair);
        pen.fill(new Ellipse2D.Double(4.5, 2.5, 9, 9));
        pen.setColor(skin);
        pen.fill(new Ellipse2D.Double(5.5, 4, 7, 8.5));
        pen.setColor(Color.BLACK);
        pen.fill(new Rectangle2D.Double(7, 7, 1.2, 1.2));
        pen.fill(new Rectangle2D.Double(9.8, 7, 1.2, 1.2));
        if (glasses) {
            pen.draw(new Ellipse2D.Double(5.8, 6.2, 2.8, 2.8));
            pen.draw(new Ellipse2D.Double(9.2, 6.2, 2.8, 2.8));
        }
        if (hat != null) {
            pen.setColor(hat);
            pen.fill(new Polygon(new int[] {4, 14, 9}, new int[] {5, 5, 0}, 3));
            pen.setColor(Color.WHITE);
            pen.fill(new Rectangle2D.Double(4, 4, 10, 1.6));
        }
    }
}
