package dev.cuaderno.display;

/// Shows values of a type that one does not own. Found by [java.util.ServiceLoader].
///
/// @param <T> the type it shows, subtypes included
public interface Renderer<T> {

    /// The type of the values this renderer takes.
    Class<T> type();

    /// The forms of `value`, which is never null.
    MimeBundle render(T value) throws Exception;
}
