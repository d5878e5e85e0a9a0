package dev.cuaderno.nn;

import dev.cuaderno.tensor.Margin;
import dev.cuaderno.tensor.Padding;
import dev.cuaderno.tensor.Size2d;
import dev.cuaderno.tensor.Window;

import java.util.Locale;

/// A window in a few words.
final class Windows {

    private Windows() {}

    /// What differs from a plain window: ` stride 2 padding 3`, each with a blank in front.
    static String describe(Window window) {
        var text = new StringBuilder();
        if (!window.stride().equals(Window.NATURAL_STRIDE)
                && !window.stride().equals(Size2d.square(1))) {
            text.append(" stride ").append(shortened(window.stride()));
        }
        var padding = padding(window.margin());
        if (!padding.isEmpty()) {
            text.append(" padding ").append(padding);
            if (!(window.border() instanceof Padding.Zero)) {
                var name = window.border().getClass().getSimpleName().toLowerCase(Locale.ROOT);
                text.append(' ').append(name);
            }
        }
        if (!window.dilation().equals(Size2d.square(1))) {
            text.append(" dilation ").append(shortened(window.dilation()));
        }
        if (window.groups() != 1) {
            text.append(" groups ").append(window.groups());
        }
        return text.append(window.ceilMode() ? " ceil" : "").toString();
    }

    private static String padding(Margin margin) {
        return switch (margin) {
            case Margin.Fixed(var top, var bottom, var left, var right) -> {
                if (top == bottom && left == right && top == left) {
                    yield top == 0 ? "" : Integer.toString(top);
                }
                yield "%d,%d,%d,%d".formatted(top, bottom, left, right);
            }
            case Margin.Same(), Margin.SameTurned() -> "same";
            case Margin.Full() -> "full";
        };
    }

    private static String shortened(Size2d size) {
        return size.rows() == size.columns() ? Integer.toString(size.rows()) : size.toString();
    }
}
