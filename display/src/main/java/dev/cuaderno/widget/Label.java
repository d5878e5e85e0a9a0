package dev.cuaderno.widget;

/// A line of text, formulas between `$` included.
public final class Label extends ValueWidget<String> {

    Label(String value) {
        super(
                "Label",
                "Label",
                "Label",
                "value",
                value,
                State.described("", "value", value, "placeholder", ""));
    }

    @Override
    String fromJson(Object json) {
        return (String) json;
    }
}
