package dev.cuaderno.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/// Turns any value into its forms: by [Displayable], else by the most specific [Renderer], else by
/// the built-in rules (pictures, tables, ...), else by `toString`. The result always holds
/// `text/plain`.
///
/// Loads its renderers once; values whose renderer fails are shown as text with the reason.
public final class Renderers {

    private final List<Renderer<?>> renderers;
    private final BuiltIn builtIn = new BuiltIn(this);

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
                    : bundle.with(MimeBundle.TEXT, Texts.of(value));
        } catch (Exception | LinkageError | StackOverflowError failure) {
            return MimeBundle.text(
                    Texts.of(value) + "\n(shown as text: rendering failed with " + failure + ")");
        }
    }

    /// The forms of `value` that a caller asks for, and its plain text. For text and bytes, `types`
    /// says what they are: `"<b>x</b>"` as `text/html`, the bytes of a file as `image/png`.
    ///
    /// @throws IllegalArgumentException if `value` has none of these forms; the message says which
    ///   it has
    public MimeBundle render(Object value, String... types) {
        if (types.length == 0) {
            return render(value);
        }
        if (value instanceof CharSequence text) {
            return MimeBundle.text(text.toString()).with(types[0], text.toString());
        }
        if (value instanceof byte[] bytes) {
            return MimeBundle.text(bytes.length + " bytes of " + types[0])
                    .with(types[0], Base64.getEncoder().encodeToString(bytes));
        }
        var whole = render(value);
        var chosen = new LinkedHashMap<String, String>();
        chosen.put(MimeBundle.TEXT, whole.plainText());
        var found = false;
        for (var type : types) {
            if (whole.data().containsKey(type)) {
                chosen.put(type, whole.data().get(type));
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "no form "
                            + String.join(", ", types)
                            + " of this value; it has "
                            + String.join(", ", whole.data().keySet()));
        }
        var about = new LinkedHashMap<>(whole.metadata());
        about.keySet().retainAll(Arrays.asList(types));
        return new MimeBundle(chosen, about);
    }

    private MimeBundle richest(Object value) throws Exception {
        return switch (value) {
            case null -> MimeBundle.text("null");
            case MimeBundle bundle -> bundle;
            case Displayable displayable -> displayable.mime();
            default -> {
                var renderer = mostSpecific(value);
                yield renderer != null ? apply(renderer, value) : builtIn.render(value);
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
}
