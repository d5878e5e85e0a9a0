package dev.cuaderno.explain;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.MimeBundle;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import javax.imageio.ImageIO;

/// Writes pictures of views into files.
final class Export {

    /// Pixels of a file for one of the drawing, so that it is sharp on a projector.
    private static final int SCALE = 2;

    /// How long a frame of an animation stays.
    private static final int MILLISECONDS = 1000;

    private Export() {}

    /// Anything that can be shown, by the ending of the file's name.
    static Path save(Object view, String file) {
        var path = Path.of(file);
        var dot = file.lastIndexOf('.');
        var ending = file.substring(dot + 1).toLowerCase(Locale.ROOT);
        try {
            var folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            switch (dot < 0 ? "" : ending) {
                case "svg" -> Files.writeString(path, svg(view));
                case "png" -> ImageIO.write(still(view), "png", path.toFile());
                case "gif" -> Gif.write(frames(view), MILLISECONDS, path);
                default ->
                        throw new IllegalArgumentException(
                                "save: a name that ends in .svg, .png or .gif, not \""
                                        + file
                                        + '"');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }

    private static String svg(Object view) {
        if (view instanceof Exportable exportable) {
            return exportable.svg();
        }
        var bundle = Display.render(view);
        if (Drawn.isIn(bundle) || !bundle.data().containsKey(MimeBundle.PNG)) {
            return Drawn.svg(bundle);
        }
        var image = dots(bundle);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <image width="%1$d" height="%2$d" href="data:image/png;base64,%3$s"/>
                </svg>
                """
                .formatted(image.getWidth(), image.getHeight(), bundle.data().get(MimeBundle.PNG));
    }

    private static BufferedImage still(Object view) {
        if (!(view instanceof Exportable)) {
            var bundle = Display.render(view);
            if (bundle.data().containsKey(MimeBundle.PNG)) {
                return dots(bundle);
            }
        }
        return SvgPainter.paint(svg(view), SCALE);
    }

    private static List<BufferedImage> frames(Object view) {
        return view instanceof Exportable exportable
                ? exportable.svgFrames().stream().map(one -> SvgPainter.paint(one, SCALE)).toList()
                : List.of(still(view));
    }

    private static BufferedImage dots(MimeBundle bundle) {
        try {
            var bytes = Base64.getMimeDecoder().decode(bundle.data().get(MimeBundle.PNG));
            return ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
