package dev.cuaderno.worker;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Looks at the value of a variable between two cells. Its `toString` is code of the user, which
/// may take for ever or throw.
final class Peek {

    private static final long PATIENCE_MS = 150;
    private static final int LONGEST = 1000;
    private static final int MOST_ELEMENTS = 20;

    private Peek() {}

    /// @return a short text, or null where none could be made in time
    static String at(Callable<Field> variable) {
        var task = new FutureTask<>(() -> text(read(variable.call())));
        var thread = Thread.ofPlatform().name("peek").daemon().start(task);
        try {
            return task.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (Exception unreadable) {
            // Too late, or it threw; the reader learns the type alone.
            thread.interrupt();
            return null;
        }
    }

    private static Object read(Field variable) throws IllegalAccessException {
        // The classes around the variables of cells are not public.
        variable.setAccessible(true);
        return variable.get(null);
    }

    private static String text(Object value) {
        var text =
                switch (value) {
                    case null -> "null";
                    case CharSequence characters -> quoted(characters);
                    case Object array when array.getClass().isArray() -> elements(array);
                    default -> String.valueOf(value);
                };
        return text == null || text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "\u2026";
    }

    private static String quoted(CharSequence characters) {
        var cut = characters.length() > LONGEST;
        return "\"" + (cut ? characters.subSequence(0, LONGEST) + "\u2026" : characters) + "\"";
    }

    private static String elements(Object array) {
        var length = Array.getLength(array);
        var text = new StringBuilder("length " + length + ": [");
        for (var i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            text.append(i == 0 ? "" : ", ").append(text(Array.get(array, i)));
        }
        return text.append(length > MOST_ELEMENTS ? ", \u2026]" : "]").toString();
    }
}
