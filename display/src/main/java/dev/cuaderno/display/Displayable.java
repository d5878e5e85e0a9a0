package dev.cuaderno.display;

/// A value that knows how it wants to be seen in a notebook.
///
/// ```java
/// record Temperature(double celsius) implements Displayable {
///     public MimeBundle mime() {
///         return MimeBundle.html("<b>" + celsius + " &deg;C</b>", celsius + " C");
///     }
/// }
/// ```
@FunctionalInterface
public interface Displayable {

    /// The forms of this value. Should hold `text/plain`, which consoles and logs show.
    MimeBundle mime();
}
