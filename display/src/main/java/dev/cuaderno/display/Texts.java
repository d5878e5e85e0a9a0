package dev.cuaderno.display;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;

/// Values as plain text: what `toString` says, arrays by their elements, and an end to what has no
/// end. A million elements in one line serve nobody.
final class Texts {

    /// So much of one value is shown as plain text.
    static final int LONG = 20_000;

    private static final int DEEP = 30;

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    private Texts(int limit) {
        this.limit = limit;
    }

    /// The text of any value, null included. Never fails: a `toString` that does is told of.
    static String of(Object value) {
        return of(value, LONG);
    }

    /// As [#of(Object)]; collections and arrays end after about `limit` characters.
    static String of(Object value, int limit) {
        try {
            var texts = new Texts(limit);
            texts.add(value, 0);
            return texts.text.toString();
        } catch (Exception | LinkageError | StackOverflowError failure) {
            return value.getClass().getName() + " (toString failed with " + failure + ")";
        }
    }

    /// Whether the type leaves `toString` to the JDK's collections.
    static boolean hasStandardText(Object value) {
        try {
            return value.getClass()
                    .getMethod("toString")
                    .getDeclaringClass()
                    .getName()
                    .startsWith("java.");
        } catch (NoSuchMethodException impossible) {
            return false;
        }
    }

    private void add(Object value, int depth) {
        switch (value) {
            case null -> text.append("null");
            case Object array when array.getClass().isArray() -> {
                var length = Array.getLength(array);
                add("[", elements(array, length), "]", length, depth, this::add);
            }
            case Collection<?> collection when hasStandardText(collection) ->
                    add("[", collection.iterator(), "]", collection.size(), depth, this::add);
            case Map<?, ?> map when hasStandardText(map) ->
                    add(
                            "{",
                            map.entrySet().iterator(),
                            "}",
                            map.size(),
                            depth,
                            (entry, deeper) -> {
                                add(entry.getKey(), deeper);
                                text.append('=');
                                add(entry.getValue(), deeper);
                            });
            default -> text.append(value);
        }
    }

    private <T> void add(
            String begin,
            Iterator<T> elements,
            String end,
            int size,
            int depth,
            BiConsumer<T, Integer> add) {
        text.append(begin);
        var count = 0;
        while (elements.hasNext()) {
            text.append(count++ == 0 ? "" : ", ");
            if (text.length() > limit || depth > DEEP) {
                text.append("\u2026 (").append(size).append(" in all)");
                break;
            }
            add.accept(elements.next(), depth + 1);
        }
        text.append(end);
    }

    private static Iterator<Object> elements(Object array, int length) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < length;
            }

            @Override
            public Object next() {
                return Array.get(array, next++);
            }
        };
    }
}
