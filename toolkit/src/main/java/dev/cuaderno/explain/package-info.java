/// Computations made visible: what the lectures draw, drawn from the toolkit's own results.
///
/// A [Trace][dev.cuaderno.explain.Trace] holds one [Frame][dev.cuaderno.explain.Frame] per output
/// cell of a correlation, a convolution or a pooling, and shows itself as a player or a filmstrip.
/// Everything starts from [Explain][dev.cuaderno.explain.Explain]:
///
/// ```java
/// import static dev.cuaderno.explain.Explain.*;
///
/// trace(image, filter, stride(2).padding(1))
/// check("1 5 0 | 3 3 5 | 0 1 3", image.correlate(filter, stride(2).padding(1)))
/// ```
///
/// The package uses the whole toolkit; nothing in the toolkit uses it.
package dev.cuaderno.explain;
