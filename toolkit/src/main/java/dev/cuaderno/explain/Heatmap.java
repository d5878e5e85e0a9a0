package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.tensor.ShapeException;
import dev.cuaderno.tensor.Tensor;

import java.util.List;

/// Which parts of a picture speak for a class: the picture, and beside it the same in grey with a
/// map laid over it, red where the class gains and blue where it loses.
///
/// @param method how the map was found
/// @param picture `[C, H, W]`
/// @param map `[H, W]`, of the picture's size
/// @param target the class
/// @param probability of that class for the whole picture
/// @param classes the names of the classes, or none
public record Heatmap(
        String method,
        Tensor picture,
        Tensor map,
        int target,
        double probability,
        List<String> classes)
        implements Displayable {

    private static final int GAIN = 0xe11d2e;
    private static final int LOSS = 0x1d4ed8;
    private static final double STRONGEST = 0.75;
    private static final int WIDTH = 168;
    private static final String SHADES = " .:-=+*#%@";
    private static final int TEXT_ROWS = 10;
    private static final int TEXT_COLUMNS = 20;

    public Heatmap {
        classes = List.copyOf(classes);
        if (picture.rank() != 3
                || map.rank() != 2
                || picture.size(1) != map.size(0)
                || picture.size(2) != map.size(1)) {
            throw ShapeException.in("heatmap")
                    .rule("a picture [C, H, W] and a map [H, W] of its size")
                    .got("picture " + picture.shape() + ", map " + map.shape())
                    .error();
        }
    }

    /// The same over another form of the picture, say before it was normalised.
    public Heatmap over(Tensor shown) {
        return new Heatmap(method, shown, map, target, probability, classes);
    }

    /// The same with names of the classes.
    public Heatmap named(List<String> names) {
        return new Heatmap(method, picture, map, target, probability, names);
    }

    /// The row of the strongest place of the map.
    public int row() {
        return (int) map.argmax().itemDouble() / map.size(1);
    }

    /// The column of the strongest place of the map.
    public int column() {
        return (int) map.argmax().itemDouble() % map.size(1);
    }

    private String name() {
        return target < classes.size() ? classes.get(target) : say("class %d", target);
    }

    private String caption() {
        return say("%s: %s, probability %.3f", method, name(), probability);
    }

    private Raster overlay() {
        var colours = Raster.colours(picture);
        var values = map.toDoubleArray();
        var largest = map.abs().max().itemDouble();
        var width = map.size(1);
        return Raster.of(
                map.size(0),
                width,
                (row, column) -> {
                    var value = values[row * width + column];
                    var part = largest > 0 ? value / largest : 0;
                    var below = grey(colours.at(row, column));
                    return Raster.mix(below, part > 0 ? GAIN : LOSS, STRONGEST * Math.abs(part));
                });
    }

    /// The brightness of a colour, as ITU-R BT.601 weighs its parts.
    private static int grey(int colour) {
        var red = (colour >> 16) & 0xff;
        var green = (colour >> 8) & 0xff;
        var blue = colour & 0xff;
        var light = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
        return Raster.colour(light, light, light);
    }

    @Override
    public MimeBundle mime() {
        var words = say("%s; strongest at row %d, column %d", caption(), row(), column());
        var html = new StringBuilder("<figure class=\"cuaderno-heatmap\" style=\"margin:.3em 0\">");
        html.append("<div style=\"display:flex;flex-wrap:wrap;gap:.5em\">");
        html.append(
                Raster.of(map.size(0), map.size(1), Raster.colours(picture))
                        .html(WIDTH, say("the picture")));
        html.append(overlay().html(WIDTH, words)).append("</div><figcaption>");
        html.append(Html.escape(caption())).append("</figcaption></figure>");
        return MimeBundle.html(html.toString(), toString());
    }

    /// The caption, and the map in characters: the darker, the more the class gains.
    @Override
    public String toString() {
        var text = new StringBuilder(caption());
        var rows = Math.min(TEXT_ROWS, map.size(0));
        var columns = Math.min(TEXT_COLUMNS, map.size(1));
        var small = map.unsqueeze(0).unsqueeze(0).adaptiveAvgPool2d(rows, columns).relu();
        var largest = small.max().itemDouble();
        for (var row = 0; row < rows; row++) {
            text.append("\n|");
            for (var column = 0; column < columns; column++) {
                var part = largest > 0 ? small.getDouble(0, 0, row, column) / largest : 0;
                text.append(SHADES.charAt((int) Math.round(part * (SHADES.length() - 1))));
            }
            text.append('|');
        }
        return text.toString();
    }
}
