package dev.cuaderno.widget;

/// A line to type in. The value changes with every key.
public final class Text extends ValueWidget<String> {

    Text(String description, String value) {
        super(
                "Text",
                "Text",
                "Text",
                "value",
                value,
                State.described(
                        description, "value", value, "placeholder", "", "continuous_update", true));
    }

    @Override
    String fromJson(Object json) {
        return (String) json;
    }
}
