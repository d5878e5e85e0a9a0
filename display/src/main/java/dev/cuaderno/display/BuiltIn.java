package dev.cuaderno.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import javax.imageio.ImageIO;

/// The forms of the JDK's own types. What can be read only once (streams, iterators) is left as it
/// is.
final class BuiltIn {

    private static final long LARGEST_PICTURE = 20_000_000;

    private final Renderers renderers;

    BuiltIn(Renderers renderers) {
        this.renderers = renderers;
    }

    MimeBundle render(Object value) throws Exception {
        // First and apart, since they need none of the classes behind the others.
        return isPlain(value) ? MimeBundle.text(Texts.of(value)) : rich(value);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Number
                || value instanceof CharSequence
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>;
    }

    private MimeBundle rich(Object value) throws Exception {
        return switch (value) {
            case Optional<?> optional -> optional(optional);
            case Throwable failure -> failure(failure);
            case Path path -> path(path);
            case RenderedImage image -> image(image);
            default -> {
                var bundle = MimeBundle.text(Texts.of(value));
                var table = Table.of(value);
                yield table.isPresent()
                        ? bundle.with(MimeBundle.HTML, TableHtml.of(table.get()))
                        : bundle;
            }
        };
    }

    private MimeBundle optional(Optional<?> optional) {
        if (optional.isEmpty()) {
            return MimeBundle.text("Optional.empty");
        }
        var inside = renderers.render(optional.get());
        return inside.with(MimeBundle.TEXT, "Optional[" + inside.plainText() + "]");
    }

    private static MimeBundle failure(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        var text = trace.toString().stripTrailing();
        var lines = text.split("\\R", 2);
        return MimeBundle.html(
                lines.length < 2
                        ? "<b>" + Escape.html(lines[0]) + "</b>"
                        : "<details><summary><b>%s</b></summary><pre>%s</pre></details>"
                                .formatted(Escape.html(lines[0]), Escape.html(lines[1])),
                text);
    }

    private static MimeBundle path(Path path) throws IOException {
        return Forms.pictureType(path.toString()).isPresent()
                        && Files.isRegularFile(path)
                        && Files.size(path) <= LARGEST_PICTURE
                ? Forms.image(path).with(MimeBundle.TEXT, path.toString())
                : MimeBundle.text(path.toString());
    }

    private static MimeBundle image(RenderedImage image) throws IOException {
        var png = new ByteArrayOutputStream();
        var text = "image " + image.getWidth() + " x " + image.getHeight();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("PNG cannot hold this kind of picture");
        }
        return MimeBundle.png(png.toByteArray(), text);
    }
}
