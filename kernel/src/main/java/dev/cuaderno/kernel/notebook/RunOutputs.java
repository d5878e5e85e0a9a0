package dev.cuaderno.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import dev.cuaderno.comm.CommFrame;
import dev.cuaderno.display.MimeBundle;
import dev.cuaderno.kernel.language.Outcome;
import dev.cuaderno.kernel.language.Outputs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The outputs of all cells of one run, in nbformat's terms.
///
/// Threads of an earlier cell may still print, and a later cell may update what an earlier one
/// shows: all cells share one lock, and nothing is taken after [#close].
final class RunOutputs {
    /// So much text of one cell is kept; a cell that prints for ever must not fill the memory.
    static final int MAX_TEXT = 4_000_000;

    private final Map<String, List<JsonObject>> shown = new HashMap<>();
    private final WidgetStates widgets = new WidgetStates();
    private boolean closed;

    /// Takes nothing more.
    synchronized void close() {
        closed = true;
    }

    /// The outputs of a cell that is about to run.
    OfCell cell() {
        return new OfCell();
    }

    /// Keeps the states of widgets in the notebook's metadata, by which pages draw them without a
    /// kernel.
    synchronized void saveWidgets(Notebook notebook) {
        widgets.save(notebook.metadata());
    }

    private static JsonObject output(String type) {
        var output = new JsonObject();
        output.addProperty("output_type", type);
        return output;
    }

    private static void setBundle(JsonObject output, MimeBundle bundle) {
        var data = new JsonObject();
        bundle.data().forEach((type, content) -> data.add(type, content(type, content)));
        output.add("data", data);
        var metadata = new JsonObject();
        bundle.metadata().forEach((type, json) -> metadata.add(type, parsed(json)));
        output.add("metadata", metadata);
    }

    private static JsonElement content(String type, String content) {
        if (type.equals("application/json") || type.endsWith("+json")) {
            return parsed(content);
        }
        return type.startsWith("text/")
                        || type.equals("image/svg+xml")
                        || type.equals("application/javascript")
                ? MultilineText.split(content)
                : new JsonPrimitive(content);
    }

    private static JsonElement parsed(String json) {
        try {
            return JsonParser.parseString(json);
        } catch (JsonParseException notJson) {
            return new JsonPrimitive(json);
        }
    }

    /// What one cell prints and shows.
    final class OfCell implements Outputs {
        private final List<Item> items = new ArrayList<>();
        private boolean clearBeforeNext;
        private int textLength;
        private String refusedPrompt;

        @Override
        public void stream(Stream stream, String text) {
            synchronized (RunOutputs.this) {
                if (closed || text.isEmpty() || textLength > MAX_TEXT) {
                    return;
                }
                clearIfDue();
                textLength += text.length();
                if (textLength > MAX_TEXT) {
                    append(
                            Stream.STDERR,
                            "\n(the cell printed more than "
                                    + MAX_TEXT / 1_000_000
                                    + " million characters; the rest is not kept)\n");
                } else {
                    append(stream, text);
                }
            }
        }

        private void append(Stream stream, String text) {
            if (!items.isEmpty()
                    && items.getLast() instanceof Printed last
                    && last.stream() == stream) {
                last.text().append(text);
            } else {
                items.add(new Printed(stream, new StringBuilder(text)));
            }
        }

        @Override
        public void display(MimeBundle bundle, String displayId, boolean update) {
            synchronized (RunOutputs.this) {
                if (closed) {
                    return;
                }
                if (update) {
                    shown.getOrDefault(displayId, List.of())
                            .forEach(output -> setBundle(output, bundle));
                    return;
                }
                clearIfDue();
                var output = output("display_data");
                setBundle(output, bundle);
                items.add(new Shown(output));
                if (displayId != null) {
                    shown.computeIfAbsent(displayId, id -> new ArrayList<>()).add(output);
                }
            }
        }

        @Override
        public void clear(boolean wait) {
            synchronized (RunOutputs.this) {
                if (closed) {
                    return;
                }
                clearBeforeNext = true;
                if (!wait) {
                    clearIfDue();
                }
            }
        }

        @Override
        public void comm(CommFrame frame) {
            synchronized (RunOutputs.this) {
                if (!closed) {
                    widgets.take(frame);
                }
            }
        }

        private void clearIfDue() {
            if (clearBeforeNext) {
                items.clear();
                textLength = 0;
                clearBeforeNext = false;
            }
        }

        /// Refuses: a run without a person has nobody to answer.
        @Override
        public String input(String prompt, boolean password) {
            stream(
                    Stream.STDERR,
                    prompt + "\n(input was asked for, but nobody can answer in a headless run)\n");
            synchronized (RunOutputs.this) {
                refusedPrompt = prompt;
            }
            return null;
        }

        /// Whether the cell asked for input, and so failed for want of an answer perhaps.
        boolean askedForInput() {
            synchronized (RunOutputs.this) {
                return refusedPrompt != null;
            }
        }

        /// Adds the cell's value, under the number it ran as.
        void result(int number, MimeBundle value) {
            synchronized (RunOutputs.this) {
                clearIfDue();
                var output = output("execute_result");
                output.addProperty("execution_count", number);
                setBundle(output, value);
                items.add(new Shown(output));
            }
        }

        /// Adds the error that ended the cell.
        void error(Outcome.Failed failed) {
            synchronized (RunOutputs.this) {
                clearIfDue();
                var output = output("error");
                output.addProperty("ename", failed.name());
                output.addProperty("evalue", failed.message());
                var traceback = new JsonArray();
                failed.traceback().forEach(traceback::add);
                output.add("traceback", traceback);
                items.add(new Shown(output));
            }
        }

        /// The outputs so far.
        JsonArray toJson() {
            synchronized (RunOutputs.this) {
                var outputs = new JsonArray();
                for (var item : items) {
                    outputs.add(item.toJson());
                }
                return outputs;
            }
        }
    }

    private sealed interface Item {
        JsonObject toJson();
    }

    /// Text of one stream, as long as no other output comes between.
    private record Printed(Outputs.Stream stream, StringBuilder text) implements Item {
        @Override
        public JsonObject toJson() {
            var output = output("stream");
            output.addProperty("name", stream.protocolName());
            output.add("text", MultilineText.split(text.toString()));
            return output;
        }
    }

    private record Shown(JsonObject output) implements Item {
        @Override
        public JsonObject toJson() {
            return output;
        }
    }
}
