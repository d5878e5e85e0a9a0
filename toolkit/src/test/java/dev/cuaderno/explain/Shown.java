package dev.cuaderno.explain;

import dev.cuaderno.display.Display;
import dev.cuaderno.display.DisplaySink;

import java.util.ArrayList;
import java.util.List;

/// Keeps what is shown while a test runs.
final class Shown implements AutoCloseable {

    private final List<Object> values = new ArrayList<>();
    private final DisplaySink before = Display.install(new Keeper());

    Object last() {
        return values.getLast();
    }

    int count() {
        return values.size();
    }

    @Override
    public void close() {
        Display.install(before);
    }

    private final class Keeper implements DisplaySink {
        @Override
        public void show(Object value, String id, boolean update) {
            values.add(value);
        }

        @Override
        public void clear(boolean wait) {
            values.clear();
        }
    }
}
