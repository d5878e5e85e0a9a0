package dev.cuaderno.widget;

import dev.cuaderno.display.Forms;

import java.util.Locale;

/// A bar among other widgets. Loops have a simpler one: [dev.cuaderno.display.Progress].
public final class ProgressBar extends ValueWidget<Double> {

    private final double max;

    ProgressBar(String description, double max) {
        super(
                "FloatProgress",
                "Progress",
                "Progress",
                "value",
                0.0,
                State.described(
                        description,
                        "value",
                        0.0,
                        "min",
                        0.0,
                        "max",
                        max,
                        "bar_style",
                        "",
                        "orientation",
                        "horizontal"));
        this.max = max;
    }

    @Override
    void check(Double newValue) {
        Ranges.check(newValue, 0, max);
    }

    @Override
    Double fromJson(Object json) {
        return ((Number) json).doubleValue();
    }

    @Override
    String text() {
        return String.format(Locale.ROOT, "%s: %.0f%%", model().get("description"), percent());
    }

    private double percent() {
        return max > 0 ? 100 * value() / max : 100;
    }

    @Override
    String html() {
        return String.format(
                Locale.ROOT,
                "<div>%s <progress max=\"100\" value=\"%.1f\"></progress></div>",
                Forms.escape(String.valueOf(model().get("description"))),
                percent());
    }
}
