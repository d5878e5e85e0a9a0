package dev.cuaderno.widget;

import dev.cuaderno.display.Forms;

/// HTML that Java can change.
public final class Html extends ValueWidget<String> {

    Html(String value) {
        super(
                "HTML",
                "HTML",
                "HTML",
                "value",
                value,
                State.described("", "value", value, "placeholder", ""));
    }

    @Override
    String fromJson(Object json) {
        return (String) json;
    }

    @Override
    String text() {
        return Forms.html(value()).plainText();
    }

    @Override
    String html() {
        return value();
    }
}
