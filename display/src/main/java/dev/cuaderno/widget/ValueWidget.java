package dev.cuaderno.widget;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A widget with a value that the reader, or Java, changes.
///
/// @param <T> the type of the value
public abstract class ValueWidget<T> extends Widget {

    private final String key;
    private final List<Consumer<? super T>> observers = new CopyOnWriteArrayList<>();
    private volatile T value;

    /// @param key where the state has the value
    ValueWidget(String name, String view, String style, String key, T value, Map<String, ?> own) {
        super(name, view, style, own);
        this.key = key;
        this.value = value;
        model().onChange(this::changed);
    }

    /// The value as it is now.
    public final T value() {
        return value;
    }

    /// Changes the value, here and on the page, and tells the observers.
    ///
    /// @throws IllegalArgumentException if the widget cannot have this value; the message says why
    public final void set(T newValue) {
        check(newValue);
        if (!Objects.equals(newValue, value)) {
            value = newValue;
            model().set(key, toJson(newValue));
            tell(newValue);
        }
    }

    /// Calls `observer` with each new value, whoever changed it. What it prints goes to the cell
    /// that made the widget.
    ///
    /// @return ends that
    public final Subscription observe(Consumer<? super T> observer) {
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /// Ends an observation.
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private void changed(Set<String> names) {
        if (!names.contains(key)) {
            return;
        }
        T news;
        try {
            news = fromJson(model().get(key));
            check(news);
        } catch (IllegalArgumentException | ClassCastException impossible) {
            // A front end that sends what the widget cannot have is set right.
            model().set(key, toJson(value));
            return;
        }
        if (!Objects.equals(news, value)) {
            value = news;
            tell(news);
        }
    }

    private void tell(T news) {
        observers.forEach(observer -> observer.accept(news));
    }

    /// Refuses what this widget cannot have.
    void check(T newValue) {
        Objects.requireNonNull(newValue, "value");
    }

    /// The value as the state has it.
    Object toJson(T own) {
        return own;
    }

    /// The value from the state.
    abstract T fromJson(Object json);

    /// `description: value`.
    @Override
    String text() {
        var description = model().get("description");
        return description == null || description.equals("")
                ? String.valueOf(value)
                : description + ": " + value;
    }
}
