package dev.cuaderno.widget;

/// A box to tick.
public final class Checkbox extends ValueWidget<Boolean> {

    Checkbox(String description, boolean value) {
        super(
                "Checkbox",
                "Checkbox",
                "Checkbox",
                "value",
                value,
                State.described(description, "value", value, "indent", false));
    }

    @Override
    Boolean fromJson(Object json) {
        return (Boolean) json;
    }
}
