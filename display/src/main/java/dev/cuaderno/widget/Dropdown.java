package dev.cuaderno.widget;

import java.util.List;

/// A list of which one entry is chosen.
///
/// @param <T> the type of the entries; shown by their `toString`
public final class Dropdown<T> extends ValueWidget<T> {

    private final List<T> options;

    Dropdown(String description, List<? extends T> options) {
        super(
                "Dropdown",
                "Dropdown",
                "Description",
                "index",
                options.getFirst(),
                State.described(
                        description,
                        "_options_labels",
                        options.stream().map(String::valueOf).toList(),
                        "index",
                        0));
        this.options = List.copyOf(options);
    }

    @Override
    void check(T newValue) {
        if (!options.contains(newValue)) {
            throw new IllegalArgumentException("expected one of " + options + ", got " + newValue);
        }
    }

    @Override
    Object toJson(T own) {
        return options.indexOf(own);
    }

    @Override
    T fromJson(Object json) {
        var index = json instanceof Number number ? number.intValue() : -1;
        if (index < 0 || index >= options.size()) {
            throw new IllegalArgumentException("no entry has the number " + json);
        }
        return options.get(index);
    }
}
