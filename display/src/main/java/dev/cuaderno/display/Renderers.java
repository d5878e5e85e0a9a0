package dev.cuaderno.display;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import javax.imageio.ImageIO;

/// Turns any value into its forms: by [Displayable], else by the most specific [Renderer], else by
/// the few built-in rules for pictures and arrays, else by `toString`. The result always holds
/// `text/plain`.
///
/// Loads its renderers once; values whose renderer fails are shown as text with the reason.
public final class Renderers {

    private final List<Renderer<?>> renderers;

    private Renderers(List<Renderer<?>> renderers) {
        this.renderers = renderers;
    }

    /// The renderers that `loader` can see. One that cannot be loaded is left out.
    public static Renderers load(ClassLoader loader) {
        var found = new ArrayList<Renderer<?>>();
        var iterator = ServiceLoader.load(Renderer.class, loader).iterator();
        for (var more = true; more; ) {
            try {
                more = iterator.hasNext();
                if (more) {
                    found.add(iterator.next());
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                // One broken library must not take the others' pictures away.
            }
        }
        return new Renderers(found);
    }

    /// The forms of `value`, with `text/plain` among them; null is shown as `null`.
    public MimeBundle render(Object value) {
        try {
            var bundle = richest(value);
            return bundle.data().containsKey(MimeBundle.TEXT)
                    ? bundle
                    : bundle.with(MimeBundle.TEXT, text(value));
        } catch (Exception | LinkageError | StackOverflowError failure) {
            return MimeBundle.text(
                    text(value) + "\n(shown as text: rendering failed with " + failure + ")");
        }
    }

    private MimeBundle richest(Object value) throws Exception {
        return switch (value) {
            case null -> MimeBundle.text("null");
            case MimeBundle bundle -> bundle;
            case Displayable displayable -> displayable.mime();
            default -> {
                var renderer = mostSpecific(value);
                yield renderer != null ? apply(renderer, value) : builtIn(value);
            }
        };
    }

    private Renderer<?> mostSpecific(Object value) {
        Renderer<?> best = null;
        for (var renderer : renderers) {
            if (renderer.type().isInstance(value)
                    && (best == null || best.type().isAssignableFrom(renderer.type()))) {
                best = renderer;
            }
        }
        return best;
    }

    private static <T> MimeBundle apply(Renderer<T> renderer, Object value) throws Exception {
        return renderer.render(renderer.type().cast(value));
    }

    private static MimeBundle builtIn(Object value) throws IOException {
        if (value instanceof RenderedImage image) {
            var png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return MimeBundle.png(
                    png.toByteArray(), "image " + image.getWidth() + " x " + image.getHeight());
        }
        return MimeBundle.text(text(value));
    }

    private static String text(Object value) {
        try {
            return switch (value) {
                case Object[] array -> Arrays.deepToString(array);
                case int[] array -> Arrays.toString(array);
                case long[] array -> Arrays.toString(array);
                case float[] array -> Arrays.toString(array);
                case double[] array -> Arrays.toString(array);
                case byte[] array -> Arrays.toString(array);
                case short[] array -> Arrays.toString(array);
                case char[] array -> Arrays.toString(array);
                case boolean[] array -> Arrays.toString(array);
                case null, default -> String.valueOf(value);
            };
        } catch (Exception | StackOverflowError failure) {
            return value.getClass().getName() + " (toString failed with " + failure + ")";
        }
    }
}
