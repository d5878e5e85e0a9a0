package dev.cuaderno.explain;

import java.util.Locale;

/// A small SVG drawing with two axes: text takes its colour from the page, so that it reads on
/// light and dark ones.
final class Drawing {

    static final String ORANGE = "#d9720b";
    static final String BLUE = "#3b82f6";
    static final String GREY = "#808080";

    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;
    private static final int TICKS = 5;

    private final double fromX;
    private final double toX;
    private final double fromY;
    private final double toY;
    private final int width;
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    /// @param described what there is to see, for those who cannot
    Drawing(Range x, Range y, int width, int height, String described) {
        fromX = x.from();
        toX = x.to();
        fromY = y.from();
        toY = y.to();
        this.width = width;
        this.height = height;
        svg.append(
                "<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        .formatted(Html.escape(described), width, height, width, height));
        svg.append(" style=\"max-width:100%;height:auto;font-size:13px;overflow:hidden\"");
        svg.append(" fill=\"currentColor\" xmlns=\"http://www.w3.org/2000/svg\">");
    }

    /// An interval that a drawing shows.
    record Range(double from, double to) {

        /// One around all of the values, a little wider than they need.
        static Range around(double... values) {
            var low = Double.POSITIVE_INFINITY;
            var high = Double.NEGATIVE_INFINITY;
            for (var value : values) {
                if (Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
            if (low > high) {
                return new Range(0, 1);
            }
            var margin = high > low ? 0.08 * (high - low) : Math.max(0.5, 0.1 * Math.abs(low));
            return new Range(low - margin, high + margin);
        }

        /// The value a share of the way from one end to the other.
        double at(double share) {
            return from + share * (to - from);
        }
    }

    double x(double value) {
        return LEFT + (value - fromX) / (toX - fromX) * (width - LEFT - RIGHT);
    }

    double y(double value) {
        var share = (value - fromY) / (toY - fromY);
        return height - BOTTOM - share * (height - TOP - BOTTOM);
    }

    /// A frame with numbers at both axes and what they mean.
    Drawing axes(String nameX, String nameY) {
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"%s\""
                                + " stroke-opacity=\".6\"/>",
                        LEFT,
                        TOP,
                        width - LEFT - RIGHT,
                        height - TOP - BOTTOM,
                        GREY));
        var stepX = step(toX - fromX);
        for (var tick = Math.ceil(fromX / stepX); tick * stepX <= toX; tick++) {
            text(x(tick * stepX), height - BOTTOM + 16, "middle", label(tick * stepX));
        }
        var stepY = step(toY - fromY);
        for (var tick = Math.ceil(fromY / stepY); tick * stepY <= toY; tick++) {
            text(LEFT - 5, y(tick * stepY) + 4, "end", label(tick * stepY));
        }
        text((LEFT + width - RIGHT) / 2.0, height - 3, "middle", nameX);
        add(
                String.format(
                        Locale.ROOT,
                        "<text x=\"12\" y=\"%.1f\" text-anchor=\"middle\" transform=\"rotate(-90 12"
                                + " %.1f)\">%s</text>",
                        (TOP + height - BOTTOM) / 2.0,
                        (TOP + height - BOTTOM) / 2.0,
                        Html.escape(nameY)));
        return this;
    }

    private static String label(double value) {
        return Figures.of(Math.abs(value) < 1e-12 ? 0 : value);
    }

    /// A round distance between ticks: 1, 2 or 5 times a power of ten.
    private static double step(double length) {
        var raw = length / TICKS;
        var power = Math.pow(10, Math.floor(Math.log10(raw)));
        var share = raw / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }

    /// A line through points of the drawing; those that are no numbers break it.
    Drawing line(double[] xs, double[] ys, String style) {
        var path = new StringBuilder();
        var open = false;
        for (var i = 0; i < xs.length; i++) {
            if (!Double.isFinite(xs[i]) || !Double.isFinite(ys[i])) {
                open = false;
                continue;
            }
            var py = Math.clamp(y(ys[i]), -2.0 * height, 3.0 * height);
            path.append(open ? "L" : "M").append(point(x(xs[i]), py));
            open = true;
        }
        add(String.format(Locale.ROOT, "<path d=\"%s\" fill=\"none\" style=\"%s\"/>", path, style));
        return this;
    }

    static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f %.1f", x, y);
    }

    /// A round mark.
    Drawing dot(double atX, double atY, double radius, String style) {
        add(
                String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" style=\"%s\"/>",
                        x(atX),
                        y(atY),
                        radius,
                        style));
        return this;
    }

    /// Words at a place given in pixels.
    Drawing text(double px, double py, String anchor, String words) {
        add(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                        px,
                        py,
                        anchor,
                        Html.escape(words)));
        return this;
    }

    /// Words beside a point of the drawing.
    Drawing label(double atX, double atY, String words) {
        return text(x(atX) + 6, y(atY) - 6, "start", words);
    }

    /// A bar from the axis at 0 up to a height.
    Drawing bar(double left, double right, double high, String style) {
        add(
                String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" style=\"%s\"/>",
                        x(left),
                        y(high),
                        x(right) - x(left),
                        Math.max(0, y(0) - y(high)),
                        style));
        return this;
    }

    /// Any element.
    Drawing add(String element) {
        svg.append(element);
        return this;
    }

    @Override
    public String toString() {
        return svg + "</svg>";
    }
}
