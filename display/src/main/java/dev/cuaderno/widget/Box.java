package dev.cuaderno.widget;

import dev.cuaderno.display.Forms;

import java.util.List;
import java.util.stream.Collectors;

/// Widgets below or beside each other.
public final class Box extends Widget {

    private final boolean horizontal;

    Box(boolean horizontal, List<Widget> children) {
        super(
                horizontal ? "HBox" : "VBox",
                horizontal ? "HBox" : "VBox",
                null,
                State.of("children", List.copyOf(children), "box_style", ""));
        this.horizontal = horizontal;
    }

    /// What is in the box, from the first.
    @SuppressWarnings("unchecked") // Set here only.
    public List<Widget> children() {
        return (List<Widget>) model().get("children");
    }

    /// Puts other widgets in the box.
    public void set(Widget... children) {
        model().set("children", List.of(children));
    }

    @Override
    String text() {
        return children().stream()
                .map(Widget::text)
                .collect(Collectors.joining(horizontal ? "  " : "\n"));
    }

    @Override
    String html() {
        return children().stream()
                .map(
                        child -> {
                            var html = child.html();
                            return html != null ? html : "<div>" + escaped(child) + "</div>";
                        })
                .collect(
                        Collectors.joining(
                                "",
                                horizontal
                                        ? "<div style=\"display:flex;gap:1em;align-items:center\">"
                                        : "<div>",
                                "</div>"));
    }

    private static String escaped(Widget child) {
        return Forms.escape(child.text());
    }
}
