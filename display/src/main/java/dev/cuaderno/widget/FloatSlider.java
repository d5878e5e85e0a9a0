package dev.cuaderno.widget;

/// A slider over numbers.
public final class FloatSlider extends ValueWidget<Double> {

    private final double min;
    private final double max;

    FloatSlider(String description, double min, double max, double value, double step) {
        super(
                "FloatSlider",
                "FloatSlider",
                "Slider",
                "value",
                value,
                State.described(
                        description,
                        "min",
                        min,
                        "max",
                        max,
                        "step",
                        step,
                        "value",
                        value,
                        "orientation",
                        "horizontal",
                        "readout",
                        true,
                        "readout_format",
                        Ranges.format(step),
                        "continuous_update",
                        true,
                        "behavior",
                        "drag-tap"));
        this.min = min;
        this.max = max;
    }

    @Override
    void check(Double newValue) {
        Ranges.check(newValue, min, max);
    }

    @Override
    Double fromJson(Object json) {
        return ((Number) json).doubleValue();
    }

    @Override
    String text() {
        return super.text() + " (" + min + " to " + max + ")";
    }
}
