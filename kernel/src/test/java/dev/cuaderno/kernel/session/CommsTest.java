package dev.cuaderno.kernel.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;

import dev.cuaderno.kernel.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

class CommsTest {

    @TempDir Path folder;
    private Kernels kernel;
    private FrontEnd frontEnd;
    private final BlockingQueue<JsonObject> closed = new ArrayBlockingQueue<>(1);

    @BeforeEach
    void start() throws Exception {
        kernel = Kernels.start(folder);
        frontEnd = kernel.frontEnd();
        kernel.server
                .comms()
                .register(
                        "echo",
                        (link, data, _, _) -> {
                            link.send(data, new JsonObject(), List.of());
                            return new Echo(link, closed);
                        });
    }

    private record Echo(Comms.Link link, BlockingQueue<JsonObject> closings)
            implements Comms.Listener {
        @Override
        public void message(JsonObject data, JsonObject metadata, List<byte[]> buffers) {
            link.send(data, metadata, buffers);
        }

        @Override
        public void closed(JsonObject data) {
            closings.add(data);
        }
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    private List<FrontEnd.Received> send(String type, String content) {
        return frontEnd.outputs(frontEnd.send(Channel.SHELL, type, FrontEnd.json(content)));
    }

    @Test
    void aPairTalksUntilItIsClosed() throws Exception {
        var opened =
                send("comm_open", "{'comm_id': 'c', 'target_name': 'echo', 'data': {'a': null}}");
        assertEquals("comm_msg", opened.getFirst().type());
        assertEquals(FrontEnd.json("{'a': null}"), opened.getFirst().content().get("data"));
        var info = frontEnd.ask(Channel.SHELL, "comm_info_request", "{'target_name': 'echo'}");
        assertEquals(FrontEnd.json("{'c': {'target_name': 'echo'}}"), info.content().get("comms"));
        info = frontEnd.ask(Channel.SHELL, "comm_info_request", "{'target_name': 'other'}");
        assertEquals(0, info.content().get("comms").getAsJsonObject().size());
        var message = send("comm_msg", "{'comm_id': 'c', 'data': {'b': 2}}").getFirst();
        assertEquals(FrontEnd.json("{'b': 2}"), message.content().get("data"));
        send("comm_close", "{'comm_id': 'c', 'data': {'why': 'done'}}");
        assertEquals(FrontEnd.json("{'why': 'done'}"), closed.poll(20, TimeUnit.SECONDS));
        info = frontEnd.ask(Channel.CONTROL, "comm_info_request", "{}");
        assertEquals(0, info.content().get("comms").getAsJsonObject().size());
    }

    @Test
    void buffersTravelBesideTheJson() {
        send("comm_open", "{'comm_id': 'c', 'target_name': 'echo', 'data': {}}");
        var buffer = new byte[] {0, 1, -1};
        frontEnd.sendParts(
                Channel.SHELL,
                Kernels.KEY,
                List.of(
                        frontEnd.header("comm_msg").toString(),
                        "{}",
                        "{}",
                        "{\"comm_id\": \"c\", \"data\": {}}"),
                List.of(buffer));
        var message = frontEnd.receive(Channel.IOPUB);
        while (!message.type().equals("comm_msg")) {
            message = frontEnd.receive(Channel.IOPUB);
        }
        assertArrayEquals(buffer, message.buffers().getFirst());
    }

    @Test
    void aTargetThatNobodyServesIsClosed() {
        var answer = send("comm_open", "{'comm_id': 'x', 'target_name': 'nobody', 'data': {}}");
        assertEquals(List.of("comm_close"), answer.stream().map(FrontEnd.Received::type).toList());
        assertEquals("x", answer.getFirst().text("comm_id"));
        // Messages after the end do no harm.
        assertTrue(send("comm_msg", "{'comm_id': 'x', 'data': {}}").isEmpty());
        assertTrue(send("comm_close", "{'comm_id': 'x'}").isEmpty());
    }

    @Test
    void theKernelOpensPairsToo() throws Exception {
        BlockingQueue<JsonObject> came = new ArrayBlockingQueue<>(1);
        var link =
                kernel.server
                        .comms()
                        .open(
                                "widget",
                                FrontEnd.json("{'state': 1}"),
                                FrontEnd.json("{'version': '2'}"),
                                List.of(),
                                (data, _, _) -> came.add(data));
        var open = frontEnd.receive(Channel.IOPUB);
        while (!open.type().equals("comm_open")) {
            open = frontEnd.receive(Channel.IOPUB);
        }
        assertEquals("widget", open.text("target_name"));
        assertEquals(link.id(), open.text("comm_id"));
        assertEquals(FrontEnd.json("{'version': '2'}"), open.metadata());
        send("comm_msg", "{'comm_id': '" + link.id() + "', 'data': {'value': 5}}");
        assertEquals(FrontEnd.json("{'value': 5}"), came.poll(20, TimeUnit.SECONDS));
        link.close(new JsonObject());
        assertEquals("comm_close", frontEnd.receive(Channel.IOPUB).type());
    }
}
