package dev.cuaderno.widget;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.MimeBundle;

import java.util.Base64;

/// A picture that Java can change.
public final class Image extends Widget {

    Image(Object picture) {
        super("Image", "Image", null, State.of("format", "png", "width", "", "height", ""));
        set(picture);
    }

    /// Shows another picture.
    ///
    /// @param picture the bytes of a PNG file, or anything that can be shown as one
    /// @throws IllegalArgumentException if it cannot be shown as a PNG
    public void set(Object picture) {
        model().set("value", png(picture));
    }

    private static byte[] png(Object picture) {
        if (picture instanceof byte[] bytes) {
            return bytes;
        }
        var png = Display.render(picture).data().get(MimeBundle.PNG);
        if (png == null) {
            throw new IllegalArgumentException(
                    "a picture is wanted, and this has no form image/png: " + picture);
        }
        return Base64.getMimeDecoder().decode(png);
    }

    @Override
    String text() {
        return "image, " + ((byte[]) model().get("value")).length + " bytes";
    }

    @Override
    String html() {
        return "<img alt=\"\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString((byte[]) model().get("value"))
                + "\">";
    }
}
