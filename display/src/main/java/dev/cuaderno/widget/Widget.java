package dev.cuaderno.widget;

import dev.cuaderno.display.Displayable;
import dev.cuaderno.display.Json;
import dev.cuaderno.display.MimeBundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something that the front end draws and keeps in step with Java.
public abstract class Widget implements Displayable, AutoCloseable {

    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private final Model layout = Model.layout();
    private final Model style;
    private final Model model;

    /// A control.
    ///
    /// @param name the name of its model, without `Model`
    /// @param view the name of its view, without `View`
    /// @param style the name of its style's model, without `StyleModel`; null for none
    /// @param own its state beside what all controls have
    Widget(String name, String view, String style, Map<String, ?> own) {
        this(Model.CONTROLS, Model.VERSION, name, view, style, own);
    }

    /// A widget of another package of the front end.
    Widget(
            String module,
            String version,
            String name,
            String view,
            String style,
            Map<String, ?> own) {
        this.style = style == null ? null : Model.style(style);
        var state = common();
        if (this.style != null) {
            state.put("style", this.style);
        }
        state.putAll(own);
        model = new Model(module, version, name + "Model", view + "View", state);
    }

    private Map<String, Object> common() {
        var state = new LinkedHashMap<String, Object>();
        state.put("_dom_classes", List.of());
        state.put("_view_count", null);
        state.put("layout", layout);
        state.put("tabbable", null);
        state.put("tooltip", null);
        return state;
    }

    final Model model() {
        return model;
    }

    /// Sets a CSS property: `widget.layout("width", "400px")`. Names are those of CSS with `_`
    /// between words, as in ipywidgets.
    ///
    /// @return this
    public final Widget layout(String property, String value) {
        layout.set(property, value);
        return this;
    }

    /// Sets one of the traits that ipywidgets' documentation lists for this widget: `disabled`,
    /// `tooltip`, `button_style`, ... The value of a widget has its own method.
    ///
    /// @return this
    public final Widget trait(String name, Object value) {
        model.set(name, value);
        return this;
    }

    /// The id by which a front end knows this widget.
    public final String modelId() {
        return model.id();
    }

    /// What is shown where there are no widgets: one line.
    abstract String text();

    /// What is shown where there are no widgets but HTML; null for the text.
    String html() {
        return null;
    }

    @Override
    public MimeBundle mime() {
        var bundle = MimeBundle.text(text());
        var html = html();
        if (html != null) {
            bundle = bundle.with(MimeBundle.HTML, html);
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("version_major", 2);
        view.put("version_minor", 0);
        view.put("model_id", model.id());
        return bundle.with(VIEW, Json.write(view));
    }

    /// Takes the widget off every page.
    @Override
    public void close() {
        model.close();
        layout.close();
        if (style != null) {
            style.close();
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
