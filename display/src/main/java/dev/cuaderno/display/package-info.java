/// How a value shows itself: the interface that the toolkit implements and the kernel reads.
///
/// A library that wants to look good in a notebook implements [dev.cuaderno.display.Displayable] on
/// its own types, or offers a [dev.cuaderno.display.Renderer] for types it does not own through
/// `META-INF/services/dev.cuaderno.display.Renderer`. User code calls
/// [dev.cuaderno.display.Display#display(Object)], and the factories of
/// [dev.cuaderno.display.Forms] for text that is HTML, Markdown, a formula, ...
package dev.cuaderno.display;
