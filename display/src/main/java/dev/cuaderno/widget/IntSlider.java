package dev.cuaderno.widget;

/// A slider over whole numbers.
public final class IntSlider extends ValueWidget<Integer> {

    private final int min;
    private final int max;

    IntSlider(String description, int min, int max, int value, int step) {
        super(
                "IntSlider",
                "IntSlider",
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
                        "d",
                        "continuous_update",
                        true,
                        "behavior",
                        "drag-tap"));
        this.min = min;
        this.max = max;
    }

    @Override
    void check(Integer newValue) {
        Ranges.check(newValue, min, max);
    }

    @Override
    Integer fromJson(Object json) {
        return Math.toIntExact(Math.round(((Number) json).doubleValue()));
    }

    @Override
    String text() {
        return super.text() + " (" + min + " to " + max + ")";
    }
}
