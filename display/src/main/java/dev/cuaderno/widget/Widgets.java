package dev.cuaderno.widget;

import dev.cuaderno.display.Display;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Makes widgets.
///
/// ```java
/// import static dev.cuaderno.widget.Widgets.*;
///
/// interact(n -> "n² = " + n * n, slider("n", 0, 10))
/// ```
public final class Widgets {

    private static final int STEPS = 100;

    private Widgets() {}

    /// A slider over whole numbers, in the middle.
    public static IntSlider slider(int min, int max) {
        return slider("", min, max);
    }

    /// A slider over whole numbers, in the middle.
    public static IntSlider slider(String description, int min, int max) {
        return slider(description, min, max, (int) (((long) min + max) / 2), 1);
    }

    /// A slider over whole numbers.
    ///
    /// @throws IllegalArgumentException if `min` is above `max`, `value` outside, `step` not
    ///   positive
    public static IntSlider slider(String description, int min, int max, int value, int step) {
        Ranges.check(min, max, value, step);
        return new IntSlider(description, min, max, value, step);
    }

    /// A slider over numbers, in the middle, with a hundred steps.
    public static FloatSlider slider(double min, double max) {
        return slider("", min, max);
    }

    /// A slider over numbers, in the middle, with a hundred steps.
    public static FloatSlider slider(String description, double min, double max) {
        return slider(description, min, max, (min + max) / 2, (max - min) / STEPS);
    }

    /// A slider over numbers.
    ///
    /// @throws IllegalArgumentException if `min` is above `max`, `value` outside, `step` not
    ///   positive
    public static FloatSlider slider(
            String description, double min, double max, double value, double step) {
        Ranges.check(min, max, value, step);
        return new FloatSlider(description, min, max, value, step);
    }

    /// A list of which one entry is chosen, at first the first.
    ///
    /// @throws IllegalArgumentException if there is none
    public static <T> Dropdown<T> dropdown(String description, List<? extends T> options) {
        if (options.isEmpty()) {
            throw new IllegalArgumentException("a dropdown needs at least one entry");
        }
        return new Dropdown<>(description, options);
    }

    /// A list of which one entry is chosen, at first the first.
    ///
    /// @throws IllegalArgumentException if there is none
    @SafeVarargs
    public static <T> Dropdown<T> dropdown(T... options) {
        var entries = new ArrayList<T>();
        for (var option : options) {
            entries.add(option);
        }
        return dropdown("", entries);
    }

    /// A box to tick.
    public static Checkbox checkbox(String description, boolean value) {
        return new Checkbox(description, value);
    }

    /// A line to type in.
    public static Text textField(String description, String value) {
        return new Text(description, value);
    }

    /// A button; [Button#onClick] says what it does.
    public static Button button(String description) {
        return new Button(description);
    }

    /// A line of text.
    public static Label label(String text) {
        return new Label(text);
    }

    /// HTML that Java can change.
    public static Html htmlWidget(String html) {
        return new Html(html);
    }

    /// A picture that Java can change.
    ///
    /// @param picture the bytes of a PNG file, or anything that can be shown as one
    public static Image imageWidget(Object picture) {
        return new Image(picture);
    }

    /// A bar among other widgets, from 0 to `max`.
    public static ProgressBar progressBar(String description, double max) {
        return new ProgressBar(description, max);
    }

    /// A place for what code prints and shows.
    public static Output output() {
        return new Output();
    }

    /// Widgets beside each other.
    public static Box hbox(Widget... children) {
        return new Box(true, List.of(children));
    }

    /// Widgets below each other.
    public static Box vbox(Widget... children) {
        return new Box(false, List.of(children));
    }

    /// Shows what `function` gives for the widget's value, anew whenever that changes.
    public static <A> Box interact(Function<? super A, ?> function, ValueWidget<A> a) {
        return follow(() -> function.apply(a.value()), a);
    }

    /// Shows what `function` gives for the widgets' values, anew whenever one changes.
    public static <A, B> Box interact(
            BiFunction<? super A, ? super B, ?> function, ValueWidget<A> a, ValueWidget<B> b) {
        return follow(() -> function.apply(a.value(), b.value()), a, b);
    }

    /// Shows what `function` gives for the widgets' values, anew whenever one changes.
    public static <A, B, C> Box interact(
            Function3<? super A, ? super B, ? super C, ?> function,
            ValueWidget<A> a,
            ValueWidget<B> b,
            ValueWidget<C> c) {
        return follow(() -> function.apply(a.value(), b.value(), c.value()), a, b, c);
    }

    /// Shows what `action` prints and shows, anew whenever the widget's value changes: for what has
    /// no value, such as `System.out.println`.
    public static <A> Box interactDo(Consumer<? super A> action, ValueWidget<A> a) {
        return follow(
                () -> {
                    action.accept(a.value());
                    return null;
                },
                a);
    }

    /// A function of three values.
    @FunctionalInterface
    public interface Function3<A, B, C, R> {
        R apply(A a, B b, C c);
    }

    private static Box follow(Callable<?> value, ValueWidget<?>... controls) {
        var out = output();
        for (var control : controls) {
            control.observe(_ -> show(value, out));
        }
        show(value, out);
        var all = new ArrayList<Widget>(List.of(controls));
        all.add(out);
        return vbox(all.toArray(Widget[]::new));
    }

    // What was there stays until there is something new, so that nothing flickers.
    private static void show(Callable<?> value, Output out) {
        out.clearBeforeNext();
        out.capture(
                () -> {
                    try {
                        var result = value.call();
                        if (result != null && !(result instanceof Display.Handle)) {
                            Display.display(result);
                        }
                    } catch (Exception failure) {
                        out.fail(failure);
                    }
                    out.settle();
                });
    }
}
