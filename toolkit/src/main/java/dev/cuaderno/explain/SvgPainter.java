package dev.cuaderno.explain;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/// Paints the drawings of this package with Java's own means: the part of SVG that they are written
/// in, on white. Shapes, paths without arcs, text in one line, pictures as data; no style sheets.
final class SvgPainter {

    private static final Pattern STEP = Pattern.compile("(\\w+)\\(([^)]*)\\)");

    private final Graphics2D graphics;

    private SvgPainter(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /// @param scale pixels of the image for one of the drawing
    /// @throws IllegalArgumentException for what is not painted
    static BufferedImage paint(String svg, double scale) {
        var root = parse(svg);
        var look = SvgLook.root().inside(root);
        var box = box(root, look);
        var image =
                new BufferedImage(
                        (int) Math.ceil(box.getWidth() * scale),
                        (int) Math.ceil(box.getHeight() * scale),
                        BufferedImage.TYPE_INT_RGB);
        try {
            var graphics = image.createGraphics();
            graphics.setRenderingHint(
                    RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(
                    RenderingHints.KEY_FRACTIONALMETRICS,
                    RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            graphics.translate(-box.getX(), -box.getY());
            new SvgPainter(graphics).children(root, look);
            graphics.dispose();
        } catch (AWTError | InternalError | NoClassDefFoundError noFonts) {
            throw new IllegalStateException(
                    "drawing text failed: this Java has no fonts (install fontconfig and a font"
                            + " such as DejaVu)",
                    noFonts);
        }
        return image;
    }

    private static Element parse(String svg) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(svg))).getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException("svg: not well-formed: " + e.getMessage(), e);
        }
    }

    private static Rectangle2D box(Element root, SvgLook look) {
        var view = root.getAttribute("viewBox").strip();
        if (view.isEmpty()) {
            return new Rectangle2D.Double(
                    0, 0, look.number("width", 300), look.number("height", 150));
        }
        var n = Arrays.stream(view.split("[\\s,]+")).mapToDouble(Double::parseDouble).toArray();
        return new Rectangle2D.Double(n[0], n[1], n[2], n[3]);
    }

    private void children(Element parent, SvgLook look) {
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                element(element, look.inside(element));
            }
        }
    }

    private void element(Element element, SvgLook look) {
        var before = graphics.getTransform();
        transform(element.getAttribute("transform"));
        switch (element.getTagName()) {
            case "g", "a" -> children(element, look);
            case "rect" -> shape(rectangle(look), look);
            case "circle" -> {
                var r = look.number("r", 0);
                ellipse(look, r, r);
            }
            case "ellipse" -> ellipse(look, look.number("rx", 0), look.number("ry", 0));
            case "line" ->
                    outline(
                            new Line2D.Double(
                                    look.number("x1", 0),
                                    look.number("y1", 0),
                                    look.number("x2", 0),
                                    look.number("y2", 0)),
                            look);
            case "polyline" -> shape(SvgPath.of("M" + element.getAttribute("points")), look);
            case "polygon" -> shape(SvgPath.of("M" + element.getAttribute("points") + "Z"), look);
            case "path" -> shape(SvgPath.of(element.getAttribute("d")), look);
            case "text" -> text(element, look);
            case "image" -> picture(element, look);
            case "title", "desc", "defs", "style", "metadata" -> {}
            default ->
                    throw new IllegalArgumentException(
                            "svg: <" + element.getTagName() + "> is not painted");
        }
        graphics.setTransform(before);
    }

    private void transform(String steps) {
        var found = STEP.matcher(steps);
        while (found.find()) {
            var n =
                    Arrays.stream(found.group(2).strip().split("[\\s,]+"))
                            .mapToDouble(Double::parseDouble)
                            .toArray();
            switch (found.group(1)) {
                case "translate" -> graphics.translate(n[0], n.length > 1 ? n[1] : 0);
                case "scale" -> graphics.scale(n[0], n.length > 1 ? n[1] : n[0]);
                case "rotate" ->
                        graphics.rotate(
                                Math.toRadians(n[0]),
                                n.length > 1 ? n[1] : 0,
                                n.length > 2 ? n[2] : 0);
                case "matrix" -> graphics.transform(new AffineTransform(n));
                default ->
                        throw new IllegalArgumentException(
                                "svg: transform " + found.group(1) + " is not painted");
            }
        }
    }

    private static Shape rectangle(SvgLook look) {
        var corner = 2 * look.number("rx", 0);
        return new RoundRectangle2D.Double(
                look.number("x", 0),
                look.number("y", 0),
                look.number("width", 0),
                look.number("height", 0),
                corner,
                corner);
    }

    private void ellipse(SvgLook look, double rx, double ry) {
        shape(
                new Ellipse2D.Double(
                        look.number("cx", 0) - rx, look.number("cy", 0) - ry, 2 * rx, 2 * ry),
                look);
    }

    private void shape(Shape shape, SvgLook look) {
        var fill = look.colour("fill");
        if (fill != null) {
            graphics.setColor(fill);
            graphics.fill(shape);
        }
        outline(shape, look);
    }

    private void outline(Shape shape, SvgLook look) {
        var colour = look.colour("stroke");
        var width = look.number("stroke-width", 1);
        if (colour == null || width == 0) {
            return;
        }
        graphics.setColor(colour);
        var dashes = look.text("stroke-dasharray", "none");
        var pattern =
                dashes.equals("none") || dashes.isBlank()
                        ? null
                        : floats(dashes.strip().split("[\\s,]+"));
        graphics.setStroke(
                new BasicStroke(
                        (float) width,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        1,
                        pattern,
                        0));
        graphics.draw(shape);
    }

    private static float[] floats(String[] texts) {
        var numbers = new float[texts.length];
        for (var i = 0; i < texts.length; i++) {
            numbers[i] = Float.parseFloat(texts[i]);
        }
        return numbers;
    }

    private void text(Element element, SvgLook look) {
        var x = look.number("x", 0);
        var y = look.number("y", 0);
        // A part of a line with a look of its own goes on where the one before ends.
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            x = run(node, look, x, y);
        }
    }

    private double run(Node node, SvgLook outer, double x, double y) {
        if (node instanceof Element part && part.getTagName().equals("title")) {
            return x;
        }
        var look = node instanceof Element part ? outer.inside(part) : outer;
        var own = node instanceof Element part && part.hasAttribute("x");
        var left = (own ? look.number("x", x) : x) + (node instanceof Element ? dx(look) : 0);
        var down = node instanceof Element part && part.hasAttribute("y") ? look.number("y", y) : y;
        var words = node.getTextContent().replaceAll("\\s+", " ");
        var colour = look.colour("fill");
        if (words.isBlank() || colour == null) {
            return left;
        }
        var weight = look.text("font-weight", "400");
        var bold = weight.equals("bold") || weight.matches("[6-9]00");
        var italic = look.text("font-style", "").equals("italic");
        var family = look.text("font-family", "").contains("mono") ? "Monospaced" : "SansSerif";
        var font =
                new Font(family, (bold ? Font.BOLD : 0) | (italic ? Font.ITALIC : 0), 1)
                        .deriveFont((float) look.number("font-size", 16));
        var outline = font.createGlyphVector(graphics.getFontRenderContext(), words);
        var width = outline.getLogicalBounds().getWidth();
        var start =
                switch (look.text("text-anchor", "start")) {
                    case "middle" -> left - width / 2;
                    case "end" -> left - width;
                    default -> left;
                };
        var line = font.getLineMetrics(words, graphics.getFontRenderContext());
        var base =
                switch (look.text("dominant-baseline", "auto")) {
                    case "middle", "central" -> down + (line.getAscent() - line.getDescent()) / 2;
                    case "hanging", "text-before-edge" -> down + line.getAscent();
                    default -> down;
                };
        graphics.setColor(colour);
        graphics.fill(outline.getOutline((float) start, (float) base));
        return start + width;
    }

    private static double dx(SvgLook look) {
        return look.number("dx", 0);
    }

    private void picture(Element element, SvgLook look) {
        var address = element.getAttribute("href");
        if (address.isEmpty()) {
            address = element.getAttribute("xlink:href");
        }
        var comma = address.indexOf(";base64,");
        if (!address.startsWith("data:image/") || comma < 0) {
            throw new IllegalArgumentException("svg: a picture as data:image/png;base64,...");
        }
        try {
            var bytes = Base64.getMimeDecoder().decode(address.substring(comma + 8));
            var image = ImageIO.read(new ByteArrayInputStream(bytes));
            var place = new AffineTransform();
            place.translate(look.number("x", 0), look.number("y", 0));
            place.scale(
                    look.number("width", image.getWidth()) / image.getWidth(),
                    look.number("height", image.getHeight()) / image.getHeight());
            graphics.drawImage(image, place, null);
        } catch (IOException e) {
            throw new IllegalArgumentException("svg: a damaged picture", e);
        }
    }
}
