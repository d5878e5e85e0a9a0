package dev.cuaderno.explain;

import static dev.cuaderno.words.Words.say;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.nn.Layer;
import dev.cuaderno.nn.Summary;
import dev.cuaderno.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// What of a picture one element of each layer's result depends on: its receptive field, framed in
/// the picture, with all that it does not see faded.
///
/// @param picture `[C, H, W]`
/// @param views one for each layer shown
public record FieldPainting(Tensor picture, List<View> views) implements Displayable {

    private static final int FRAME = 0xd9720b;
    private static final double FADED = 0.72;
    private static final int MIDDLE = 0x9a9a9a;
    private static final int WIDTH = 150;
    private static final int SMALLEST = 128;

    public FieldPainting {
        views = List.copyOf(views);
    }

    /// The field of one element.
    ///
    /// @param layer its layer
    /// @param row its row in the layer's result
    /// @param column its column
    /// @param height the rows of the result
    /// @param width the columns of the result
    /// @param top the first row of the picture that it depends on; negative inside the padding
    /// @param left the first column
    /// @param bottom the row behind the last
    /// @param right the column behind the last
    public record View(
            String layer,
            int row,
            int column,
            int height,
            int width,
            int top,
            int left,
            int bottom,
            int right) {

        /// Whether a pixel lies in the field.
        public boolean sees(int pixelRow, int pixelColumn) {
            return pixelRow >= top
                    && pixelRow < bottom
                    && pixelColumn >= left
                    && pixelColumn < right;
        }
    }

    /// The field of an element of one layer.
    static FieldPainting of(Layer net, Tensor picture, String layer, int row, int column) {
        Views.checkImage("receptiveField", picture);
        var found = summary(net, picture).row(layer);
        if (found.output() == null || found.output().rank() != 4 || found.field() == null) {
            throw new IllegalArgumentException(
                    "receptiveField: layer %s does not give planes [N, C, H, W]".formatted(layer));
        }
        var height = found.output().size(2);
        var width = found.output().size(3);
        if (row < 0 || row >= height || column < 0 || column >= width) {
            throw new IndexOutOfBoundsException(
                    "receptiveField: element (%d, %d) of layer %s, whose result has %d x %d"
                            .formatted(row, column, layer, height, width));
        }
        return new FieldPainting(picture, List.of(view(found, picture, row, column)));
    }

    /// The fields of the middle elements of all layers that widen it.
    static FieldPainting of(Layer net, Tensor picture) {
        Views.checkImage("receptiveField", picture);
        var views = new ArrayList<View>();
        var rows = 0;
        for (var one : summary(net, picture).rows()) {
            if (one.simple()
                    && one.output() != null
                    && one.output().rank() == 4
                    && one.field() != null
                    && one.field().rows() > rows) {
                rows = one.field().rows();
                var middleRow = one.output().size(2) / 2;
                var middleColumn = one.output().size(3) / 2;
                views.add(view(one, picture, middleRow, middleColumn));
            }
        }
        if (views.isEmpty()) {
            throw new IllegalArgumentException(
                    "receptiveField: no layer of this network gives planes [N, C, H, W]");
        }
        return new FieldPainting(picture, views);
    }

    private static Summary summary(Layer net, Tensor picture) {
        return net.summary(picture.size(0), picture.size(1), picture.size(2));
    }

    private static View view(Summary.Row layer, Tensor picture, int row, int column) {
        var field = layer.field();
        var top = field.whole() ? 0 : field.top() + row * field.rowJump();
        var left = field.whole() ? 0 : field.left() + column * field.columnJump();
        var bottom = field.whole() ? picture.size(1) : top + field.rows();
        var right = field.whole() ? picture.size(2) : left + field.columns();
        var height = layer.output().size(2);
        var width = layer.output().size(3);
        return new View(layer.path(), row, column, height, width, top, left, bottom, right);
    }

    private static String caption(View view) {
        return say(
                "%s (%s): element (%d, %d) of %dx%d",
                view.layer(),
                (view.bottom() - view.top()) + "x" + (view.right() - view.left()),
                view.row(),
                view.column(),
                view.height(),
                view.width());
    }

    private String place(View view) {
        var rows = picture.size(1);
        var columns = picture.size(2);
        var inside =
                view.top() >= 0
                        && view.left() >= 0
                        && view.bottom() <= rows
                        && view.right() <= columns;
        return say(
                "rows %d to %d, columns %d to %d of the picture%s",
                Math.max(0, view.top()),
                Math.min(rows, view.bottom()) - 1,
                Math.max(0, view.left()),
                Math.min(columns, view.right()) - 1,
                inside ? "" : say(", and padding"));
    }

    private Raster raster(View view) {
        var zoom = Math.max(1, Math.ceilDiv(SMALLEST, picture.size(2)));
        var colours = Raster.colours(picture);
        return Raster.of(
                picture.size(1) * zoom,
                picture.size(2) * zoom,
                (y, x) -> {
                    var row = y / zoom;
                    var column = x / zoom;
                    var colour = colours.at(row, column);
                    if (!view.sees(row, column)) {
                        return Raster.mix(colour, MIDDLE, FADED);
                    }
                    return onFrame(view, y, x, zoom) ? FRAME : colour;
                });
    }

    private boolean onFrame(View view, int y, int x, int zoom) {
        var top = Math.max(0, view.top()) * zoom;
        var left = Math.max(0, view.left()) * zoom;
        var bottom = Math.min(picture.size(1), view.bottom()) * zoom;
        var right = Math.min(picture.size(2), view.right()) * zoom;
        return y < top + 2 || y >= bottom - 2 || x < left + 2 || x >= right - 2;
    }

    @Override
    public MimeBundle mime() {
        var html = new StringBuilder("<div class=\"cuaderno-fields\" style=\"display:flex;");
        html.append("flex-wrap:wrap;gap:.8em 1em;margin:.3em 0\">");
        for (var view : views) {
            html.append("<figure style=\"margin:0;font-size:.85em;width:").append(WIDTH);
            html.append("px\">")
                    .append(raster(view).html(WIDTH, caption(view) + ": " + place(view)));
            html.append("<figcaption>").append(Html.escape(caption(view)));
            html.append("</figcaption></figure>");
        }
        return MimeBundle.html(html.append("</div>").toString(), toString());
    }

    /// One line for each layer: which pixels the element depends on.
    @Override
    public String toString() {
        var lines = views.stream().map(view -> caption(view) + ": " + place(view)).toList();
        return String.join("\n", lines);
    }
}
