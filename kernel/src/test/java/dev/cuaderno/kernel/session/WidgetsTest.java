package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.cuaderno.kernel.channel.Channel;
import dev.cuaderno.kernel.language.JavaLanguage;
import dev.cuaderno.kernel.language.Settings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Widgets of real cells, seen by a front end. The tests share one kernel and so use names of their
/// own.
@Timeout(120)
class WidgetsTest {

    private static final String VIEW = "application/vnd.jupyter.widget-view+json";

    @TempDir static Path folder;
    private static Kernels kernel;
    private static FrontEnd frontEnd;

    @BeforeAll
    static void start() throws Exception {
        kernel = Kernels.start(folder, () -> new JavaLanguage(Settings.fromEnvironment(Map.of())));
        frontEnd = kernel.frontEnd();
        assertEquals(
                "ok",
                frontEnd.run("import static dev.cuaderno.widget.Widgets.*;").reply().status());
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    private static FrontEnd.Run run(String code) {
        var run = frontEnd.run(code);
        assertEquals("ok", run.reply().status(), () -> run.reply().content().toString());
        return run;
    }

    /// The message that opened the model of this name.
    private static FrontEnd.Received opened(FrontEnd.Run run, String model) {
        return run.of("comm_open").stream()
                .filter(open -> state(open).get("_model_name").getAsString().equals(model))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + model + " in " + run.all()));
    }

    private static JsonObject state(FrontEnd.Received message) {
        return message.content().getAsJsonObject("data").getAsJsonObject("state");
    }

    private static String id(FrontEnd.Received opened) {
        return opened.text("comm_id");
    }

    /// Sends a change, as a front end does when the reader moves something.
    ///
    /// @return what is said until the kernel is idle again, whatever its parent
    private static List<FrontEnd.Received> change(String id, String state) {
        return send(id, "{'method': 'update', 'buffer_paths': [], 'state': " + state + "}");
    }

    private static List<FrontEnd.Received> send(String id, String data) {
        var message = new JsonObject();
        message.addProperty("comm_id", id);
        message.add("data", FrontEnd.json(data));
        return heard(frontEnd.send(Channel.SHELL, "comm_msg", message));
    }

    private static List<FrontEnd.Received> heard(String request) {
        var all = new java.util.ArrayList<FrontEnd.Received>();
        while (true) {
            var message = frontEnd.receive(Channel.IOPUB);
            all.add(message);
            if (message.type().equals("status")
                    && message.parentId().equals(request)
                    && message.text("execution_state").equals("idle")) {
                return all;
            }
        }
    }

    /// The states of the messages with this method, of one model.
    private static List<JsonObject> states(
            List<FrontEnd.Received> messages, String id, String method) {
        return messages.stream()
                .filter(message -> message.type().equals("comm_msg"))
                .filter(message -> message.text("comm_id").equals(id))
                .filter(
                        message ->
                                message.content()
                                        .getAsJsonObject("data")
                                        .get("method")
                                        .getAsString()
                                        .equals(method))
                .map(WidgetsTest::state)
                .toList();
    }

    private static String value(String expression) {
        return run(expression)
                .of("execute_result")
                .getFirst()
                .content()
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString();
    }

    @Test
    void aSliderOpensAsIpywidgetsDo() {
        var run = run("var first = slider(\"n\", 0, 10);\nfirst");
        var open = opened(run, "IntSliderModel");
        assertEquals("jupyter.widget", open.text("target_name"));
        assertEquals("2.1.0", open.metadata().get("version").getAsString());
        var state = state(open);
        assertEquals("@jupyter-widgets/controls", state.get("_model_module").getAsString());
        assertEquals("2.0.0", state.get("_model_module_version").getAsString());
        assertEquals("IntSliderView", state.get("_view_name").getAsString());
        assertEquals(5, state.get("value").getAsInt());
        assertTrue(state.get("_view_count").isJsonNull());
        assertEquals(
                "IPY_MODEL_" + id(opened(run, "LayoutModel")), state.get("layout").getAsString());
        assertEquals(
                "IPY_MODEL_" + id(opened(run, "SliderStyleModel")),
                state.get("style").getAsString());
        var result = run.of("execute_result").getFirst().content().getAsJsonObject("data");
        assertEquals(id(open), result.getAsJsonObject(VIEW).get("model_id").getAsString());
        assertEquals("n: 5 (0 to 10)", result.get("text/plain").getAsString());
    }

    @Test
    void aChangeOfTheReaderReachesJavaAndIsEchoed() {
        var run =
                run(
                        "var moved = slider(\"m\", 0, 10);\n"
                                + "moved.observe(v -> System.out.println(\"now \" + v));");
        var id = id(opened(run, "IntSliderModel"));
        var heard = change(id, "{'value': 7}");
        assertEquals(List.of(FrontEnd.json("{'value': 7}")), states(heard, id, "echo_update"));
        assertEquals(List.of(), states(heard, id, "update"));
        var printed = heard.stream().filter(message -> message.type().equals("stream")).findFirst();
        assertEquals("now 7\n", printed.orElseThrow().text("text"));
        assertEquals(
                run.reply().parentId(),
                printed.orElseThrow().parentId(),
                "what an observer prints goes to the cell that made the widget");
        assertEquals("7", value("moved.value()"));
        // What it cannot be is set right.
        heard = change(id, "{'value': 99}");
        assertEquals(7, states(heard, id, "update").getFirst().get("value").getAsInt());
        assertEquals("7", value("moved.value()"));
    }

    @Test
    void aChangeOfJavaReachesThePage() {
        var run =
                run(
                        "var told = 0;\nvar both = slider(0.0, 1.0);\n"
                                + "both.observe(_ -> told++);\nboth.set(0.25);");
        var id = id(opened(run, "FloatSliderModel"));
        assertEquals(0.25, states(run.all(), id, "update").getFirst().get("value").getAsDouble());
        assertEquals("1", value("told"));
        var refused = frontEnd.run("both.set(2.0)");
        assertEquals("IllegalArgumentException", refused.reply().text("ename"));
    }

    @Test
    void interactShowsTheNewValue() {
        var run = run("interact(n -> n * n, slider(\"n\", 0, 10))");
        var slider = id(opened(run, "IntSliderModel"));
        var output = id(opened(run, "OutputModel"));
        assertEquals("25", text(states(run.all(), output, "update").getLast()));
        var plain =
                run.of("execute_result")
                        .getFirst()
                        .content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString();
        assertEquals("n: 5 (0 to 10)\n25", plain);
        var heard = change(slider, "{'value': 9}");
        assertEquals("81", text(states(heard, output, "update").getLast()));
    }

    private static String text(JsonObject state) {
        var outputs = state.getAsJsonArray("outputs");
        assertEquals(1, outputs.size(), outputs::toString);
        return outputs.get(0)
                .getAsJsonObject()
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString();
    }

    @Test
    void anOutputTakesWhatIsPrintedAndWhatFails() {
        var run =
                run(
                        "interactDo(b -> { System.out.println(\"señor \" + b);"
                                + " if (b) throw new IllegalStateException(\"no\"); },"
                                + " checkbox(\"b\", false))");
        assertEquals("", run.stream("stdout"));
        var box = id(opened(run, "CheckboxModel"));
        var output = id(opened(run, "OutputModel"));
        var last = states(run.all(), output, "update").getLast().getAsJsonArray("outputs");
        assertEquals("señor false\n", last.get(0).getAsJsonObject().get("text").getAsString());
        var heard = change(box, "{'value': true}");
        last = states(heard, output, "update").getLast().getAsJsonArray("outputs");
        assertEquals("error", last.get(1).getAsJsonObject().get("output_type").getAsString());
        assertEquals(
                "IllegalStateException", last.get(1).getAsJsonObject().get("ename").getAsString());
        assertEquals("after\n", run("System.out.println(\"after\");").stream("stdout"));
    }

    @Test
    void aButtonIsPressedAndMayFail() {
        var run =
                run(
                        "var presses = 0;\nvar press = button(\"go\").onClick(() -> {\n"
                                + "    presses++;\n    if (presses > 1) throw new"
                                + " IllegalStateException(\"twice\");\n});");
        var id = id(opened(run, "ButtonModel"));
        var click = "{'method': 'custom', 'content': {'event': 'click'}}";
        send(id, click);
        assertEquals("1", value("presses"));
        var heard = send(id, click);
        var error = heard.stream().filter(message -> message.type().equals("stream")).findFirst();
        assertTrue(
                error.orElseThrow().text("text").contains("IllegalStateException: twice")
                        || error.orElseThrow().text("text").contains("twice"),
                () -> error.get().content().toString());
        assertEquals("stderr", error.orElseThrow().text("name"));
        assertEquals("2", value("presses"));
    }

    @Test
    void aCallbackThatNeverEndsIsStopped() throws Exception {
        var run =
                run(
                        "var stuck = button(\"stuck\").onClick(() -> {"
                                + " System.out.println(\"in\"); while (true) {} });");
        var message = new JsonObject();
        message.addProperty("comm_id", id(opened(run, "ButtonModel")));
        message.add("data", FrontEnd.json("{'method': 'custom', 'content': {'event': 'click'}}"));
        var request = frontEnd.send(Channel.SHELL, "comm_msg", message);
        while (!frontEnd.receive(Channel.IOPUB).type().equals("stream")) {
            // It does not run yet.
        }
        frontEnd.send(Channel.CONTROL, "interrupt_request", new JsonObject());
        var heard = heard(request);
        assertTrue(
                heard.stream()
                        .filter(each -> each.type().equals("stream"))
                        .anyMatch(each -> each.text("text").contains("Interrupted")),
                heard::toString);
        assertEquals("2", value("1 + 1"));
    }

    @Test
    void bytesTravelBesideTheState() {
        var run = run("var picture = imageWidget(new byte[] {1, 2, 3});");
        var id = id(opened(run, "ImageModel"));
        var update =
                run.of("comm_msg").stream()
                        .filter(message -> message.text("comm_id").equals(id))
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                "[[\"value\"]]",
                update.content().getAsJsonObject("data").get("buffer_paths").toString());
        assertArrayEquals(new byte[] {1, 2, 3}, update.buffers().getFirst());
    }

    @Test
    void aPageThatIsLoadedAgainGetsAllStates() {
        var run = run("var stays = dropdown(\"d\", List.of(\"a\", \"b\"));");
        var id = id(opened(run, "DropdownModel"));
        change(id, "{'index': 1}");
        assertEquals("b", value("stays.value()"));
        var open = new JsonObject();
        open.addProperty("comm_id", "ask");
        open.addProperty("target_name", "jupyter.widget.control");
        open.add("data", new JsonObject());
        heard(frontEnd.send(Channel.SHELL, "comm_open", open));
        var answer =
                send("ask", "{'method': 'request_states'}").stream()
                        .filter(message -> message.type().equals("comm_msg"))
                        .findFirst()
                        .orElseThrow()
                        .content()
                        .getAsJsonObject("data");
        assertEquals("update_states", answer.get("method").getAsString());
        var model = answer.getAsJsonObject("states").getAsJsonObject(id);
        assertNotNull(model, answer::toString);
        assertEquals("DropdownModel", model.get("model_name").getAsString());
        assertEquals(1, model.getAsJsonObject("state").get("index").getAsInt());
        assertEquals(new JsonArray().getClass(), answer.get("buffer_paths").getClass());
        var info =
                frontEnd.ask(
                        Channel.SHELL, "comm_info_request", "{'target_name': 'jupyter.widget'}");
        assertTrue(info.content().getAsJsonObject("comms").has(id));
        var one = send(id, "{'method': 'request_state'}");
        assertEquals(1, states(one, id, "update").getFirst().get("index").getAsInt());
    }

    @Test
    void aClosedWidgetLeavesThePage() {
        var run = run("var gone = label(\"x\");\ngone.close();");
        var id = id(opened(run, "LabelModel"));
        assertTrue(
                run.of("comm_close").stream()
                        .anyMatch(message -> message.text("comm_id").equals(id)));
        var info = frontEnd.ask(Channel.SHELL, "comm_info_request", "{}");
        assertTrue(!info.content().getAsJsonObject("comms").has(id));
    }
}
