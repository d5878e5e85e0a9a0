package dev.cuaderno.widget;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A button to press.
public final class Button extends Widget {

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    Button(String description) {
        super(
                "Button",
                "Button",
                "Button",
                State.of(
                        "description",
                        description,
                        "disabled",
                        false,
                        "button_style",
                        "",
                        "icon",
                        ""));
        model().onCustom(
                        content -> {
                            if ("click".equals(content.get("event"))) {
                                click();
                            }
                        });
    }

    /// Runs `action` at each press. What it prints goes to the cell that made the button.
    ///
    /// @return this
    public Button onClick(Runnable action) {
        actions.add(action);
        return this;
    }

    /// Does what a press does.
    public void click() {
        actions.forEach(Runnable::run);
    }

    @Override
    String text() {
        return "[" + model().get("description") + "]";
    }
}
