package dev.cuaderno.explain;

import org.w3c.dom.Element;

import java.awt.Color;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The properties of an element of SVG, those among them that it inherits included: attributes, and
/// over them the declarations of `style`.
record SvgLook(Map<String, String> properties) {

    private static final Map<String, Integer> NAMES =
            Map.of(
                    "black", 0,
                    "currentcolor", 0x222222,
                    "white", 0xffffff,
                    "gray", 0x808080,
                    "grey", 0x808080,
                    "red", 0xff0000,
                    "green", 0x008000,
                    "blue", 0x0000ff,
                    "orange", 0xffa500);

    static SvgLook root() {
        return new SvgLook(Map.of("fill", "currentColor", "stroke", "none", "font-size", "16"));
    }

    /// What an element inside has.
    SvgLook inside(Element element) {
        var all = new HashMap<>(properties);
        // These belong to an element alone.
        all.remove("transform");
        var over = properties.getOrDefault("opacity", "1");
        all.remove("opacity");
        var attributes = element.getAttributes();
        for (var i = 0; i < attributes.getLength(); i++) {
            all.put(attributes.item(i).getNodeName(), attributes.item(i).getNodeValue());
        }
        for (var declaration : element.getAttribute("style").split(";")) {
            var colon = declaration.indexOf(':');
            if (colon > 0) {
                all.put(
                        declaration.substring(0, colon).strip(),
                        declaration.substring(colon + 1).strip());
            }
        }
        var own = Double.parseDouble(all.getOrDefault("opacity", "1"));
        all.put("opacity", Double.toString(own * Double.parseDouble(over)));
        return new SvgLook(all);
    }

    String text(String name, String otherwise) {
        return properties.getOrDefault(name, otherwise);
    }

    /// A length in pixels, or the size of a font in them.
    double number(String name, double otherwise) {
        var text = properties.get(name);
        if (text == null || text.isBlank() || text.equals("auto") || text.endsWith("%")) {
            return otherwise;
        }
        if (text.endsWith("em")) {
            return 16 * Double.parseDouble(text.replace("rem", "").replace("em", ""));
        }
        return Double.parseDouble(text.replace("px", "").strip());
    }

    /// The colour of `fill` or `stroke` with its opacity, or `null` for none.
    Color colour(String name) {
        var text = text(name, "none").strip();
        var opacity = number(name + "-opacity", 1) * number("opacity", 1);
        if (text.equals("none") || text.equals("transparent")) {
            return null;
        }
        if (text.startsWith("rgb")) {
            var parts = text.substring(text.indexOf('(') + 1, text.indexOf(')')).split("[,\\s/]+");
            var alpha = parts.length > 3 ? Double.parseDouble(parts[3]) : 1;
            return translucent(
                    Integer.parseInt(parts[0]) << 16
                            | Integer.parseInt(parts[1]) << 8
                            | Integer.parseInt(parts[2]),
                    alpha * opacity);
        }
        if (text.startsWith("#")) {
            var digits = text.substring(1);
            var whole = digits.length() == 3 ? digits.replaceAll("(.)", "$1$1") : digits;
            return translucent(Integer.parseInt(whole, 16), opacity);
        }
        var named = NAMES.get(text.toLowerCase(Locale.ROOT));
        if (named == null) {
            throw new IllegalArgumentException(
                    "svg: a colour like #d9720b or rgba(...), not " + text);
        }
        return translucent(named, opacity);
    }

    private static Color translucent(int rgb, double opacity) {
        var alpha = (int) Math.round(255 * Math.clamp(opacity, 0, 1));
        return new Color(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255, alpha);
    }
}
