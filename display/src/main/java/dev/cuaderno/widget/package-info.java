/// Widgets of a notebook, by the protocol of ipywidgets 8: sliders, buttons, boxes.
///
/// Public surface: the factories of [Widgets] (`import static dev.cuaderno.widget.Widgets.*;`), and
/// the classes they make. A widget is shown as any value is; [ValueWidget#observe] tells of what
/// the reader does, [ValueWidget#set] moves it from Java, [Widgets#interact] runs a function
/// whenever its widgets change. Front ends without widgets show text or HTML in their place.
package dev.cuaderno.widget;
