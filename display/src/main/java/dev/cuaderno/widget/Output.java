package dev.cuaderno.widget;

import dev.cuaderno.display.Capture;
import dev.cuaderno.display.Display;
import dev.cuaderno.display.Forms;
import dev.cuaderno.display.Json;
import dev.cuaderno.display.MimeBundle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A place on the page for what code prints and shows.
///
/// ```java
/// var out = output();
/// button("go").onClick(() -> out.capture(() -> System.out.println("pressed")));
/// ```
public final class Output extends Widget {

    private static final String MODULE = "@jupyter-widgets/output";
    private static final long EVERY_NANOS = 50_000_000;

    private final List<Item> items = new ArrayList<>();
    private boolean clearBeforeNext;
    private long sent = System.nanoTime() - EVERY_NANOS;

    Output() {
        super(
                MODULE,
                "1.0.0",
                "Output",
                "Output",
                null,
                State.of("msg_id", "", "outputs", List.of()));
    }

    private sealed interface Item {}

    private record Printed(boolean error, ByteArrayOutputStream bytes) implements Item {
        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private record Shown(MimeBundle bundle, String id) implements Item {}

    private record Failed(Throwable failure) implements Item {}

    /// Runs `code`; what it, and the threads it starts, print and show comes here.
    public void capture(Runnable code) {
        try {
            Display.capture(new Taker(), code);
        } finally {
            send(true);
        }
    }

    /// Removes what is shown here.
    public void clear() {
        synchronized (this) {
            items.clear();
        }
        send(true);
    }

    /// Shows a value here, below what is there.
    public void show(Object value) {
        add(new Shown(Display.render(value), null));
        send(true);
    }

    /// What was printed and shown here, and is to be gone when the next comes.
    void clearBeforeNext() {
        synchronized (this) {
            clearBeforeNext = true;
        }
    }

    /// Shows why something failed.
    void fail(Throwable failure) {
        add(new Failed(failure));
        send(true);
    }

    /// Removes what should have gone when something new came, though nothing came.
    synchronized void settle() {
        if (clearBeforeNext) {
            clear();
            clearBeforeNext = false;
        }
    }

    private synchronized void add(Item item) {
        clearIfDue();
        items.add(item);
    }

    private void clearIfDue() {
        if (clearBeforeNext) {
            items.clear();
            clearBeforeNext = false;
        }
    }

    private synchronized void send(boolean now) {
        var time = System.nanoTime();
        if (now || time - sent >= EVERY_NANOS) {
            sent = time;
            model().set("outputs", items.stream().map(Output::json).toList());
        }
    }

    private static Map<String, Object> json(Item item) {
        return switch (item) {
            case Printed printed ->
                    State.of(
                            "output_type",
                            "stream",
                            "name",
                            printed.error() ? "stderr" : "stdout",
                            "text",
                            printed.text());
            case Shown shown ->
                    State.of(
                            "output_type", "display_data",
                            "data", forms(shown.bundle().data()),
                            "metadata", forms(shown.bundle().metadata(), true));
            case Failed failed ->
                    State.of(
                            "output_type", "error",
                            "ename", failed.failure().getClass().getSimpleName(),
                            "evalue", String.valueOf(failed.failure().getMessage()),
                            "traceback", List.of(failed.failure().toString()));
        };
    }

    private static Map<String, Object> forms(Map<String, String> texts) {
        return forms(texts, false);
    }

    private static Map<String, Object> forms(Map<String, String> texts, boolean json) {
        var forms = new LinkedHashMap<String, Object>();
        texts.forEach(
                (type, text) -> {
                    var isJson = json || type.equals("application/json") || type.endsWith("+json");
                    forms.put(type, isJson ? parsed(text) : text);
                });
        return forms;
    }

    private static Object parsed(String text) {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException notJson) {
            return text;
        }
    }

    @Override
    synchronized String text() {
        return items.stream().map(Output::text).collect(Collectors.joining("\n")).strip();
    }

    private static String text(Item item) {
        return switch (item) {
            case Printed printed -> printed.text().stripTrailing();
            case Shown shown -> shown.bundle().plainText();
            case Failed failed -> failed.failure().toString();
        };
    }

    @Override
    synchronized String html() {
        return items.stream()
                .map(
                        item ->
                                item instanceof Shown shown
                                                && shown.bundle().data().containsKey("text/html")
                                        ? shown.bundle().data().get("text/html")
                                        : "<pre>" + Forms.escape(text(item)) + "</pre>")
                .collect(Collectors.joining("", "<div>", "</div>"));
    }

    private final class Taker implements Capture {

        @Override
        public void printed(boolean error, byte[] bytes, int offset, int length) {
            synchronized (Output.this) {
                clearIfDue();
                if (items.isEmpty()
                        || !(items.getLast() instanceof Printed last)
                        || last.error() != error) {
                    items.add(new Printed(error, new ByteArrayOutputStream()));
                }
                ((Printed) items.getLast()).bytes().write(bytes, offset, length);
            }
            send(false);
        }

        @Override
        public boolean shown(MimeBundle bundle, String id, boolean update) {
            synchronized (Output.this) {
                if (!update) {
                    add(new Shown(bundle, id));
                } else if (!replace(bundle, id)) {
                    return false;
                }
            }
            send(false);
            return true;
        }

        private boolean replace(MimeBundle bundle, String id) {
            var found = false;
            for (var i = 0; i < items.size(); i++) {
                if (items.get(i) instanceof Shown shown && id.equals(shown.id())) {
                    items.set(i, new Shown(bundle, id));
                    found = true;
                }
            }
            return found;
        }

        @Override
        public void cleared(boolean wait) {
            if (wait) {
                clearBeforeNext();
            } else {
                clear();
            }
        }
    }
}
